/** The age command line, if this machine has one: what opens a record in ten years without this software. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder } from './a-folder.ts';
import { findOrGet, onPath } from './apt.ts';

/** `npm run prove` installs it where it may; elsewhere it is used where it is. */
const find = (): string | undefined => onPath('age');
export const hasAge = (process.env['PROVE'] === '1' ? findOrGet(find, ['age'], 'opening records without this software') : find()) !== undefined;
if (!hasAge) console.warn('\n*** NOT TRIED: that records open with the `age` command line, for there is none here. Install it: apt-get install age. ***\n');

/** What `age -d -i <file>` says of an age file in base64; undefined where it refuses. */
export const openWithAge = (identityFile: string, base64: string): string | undefined => {
  const file = join(aFolder(), 'part.age');
  writeFileSync(file, Buffer.from(base64, 'base64'));
  const { status, stdout } = spawnSync('age', ['-d', '-i', identityFile, file], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
};
