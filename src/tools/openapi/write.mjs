/** Writes the document to where it lies in the repository. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import { documentText } from './document.mjs';

export const run = async () => {
  const file = join(ROOT, 'docs/openapi.json');
  writeFileSync(file, documentText());
  console.log(`${file} is written.`);
};
