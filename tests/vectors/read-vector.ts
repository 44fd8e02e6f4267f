/** Reads a frozen example as it stands on the disk. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The caller says what shape it is: that the code still takes that shape is what the tests are for. */
export const vector = <T>(name: string): T => JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')) as T;
