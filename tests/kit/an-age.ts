/** The age command line, if this machine has one: what opens a record in ten years without this software. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder } from './a-folder.ts';

export const hasAge = spawnSync('age', ['--version']).status === 0;

/** What `age -d -i <file>` says of an age file in base64; undefined where it refuses. */
export const openWithAge = (identityFile: string, base64: string): string | undefined => {
  const file = join(aFolder(), 'part.age');
  writeFileSync(file, Buffer.from(base64, 'base64'));
  const { status, stdout } = spawnSync('age', ['-d', '-i', identityFile, file], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
};
