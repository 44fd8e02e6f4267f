/** Looks into a council's second place as whoever holds its disk could, and spoils it on purpose. */
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file in it, by its path inside. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

/** All of what lies in it, as text. */
export const textIn = (folder: string): string => filesIn(folder).map((file) => readFileSync(join(folder, file), 'latin1')).join('\n');

const segmentIn = (folder: string): string => {
  const name = filesIn(folder).find((file) => file.startsWith('together'));
  if (name === undefined) throw new Error(`no segment in ${folder}`);
  return join(folder, name);
};

/** As a power cut leaves one that had begun to grow. */
export const growByHalfALine = (folder: string): void => appendFileSync(segmentIn(folder), '0123456789abcdef {"table":"records","row":{"id":');

/** One letter of this line, from 1, becomes another, as on a disk that fails. */
export const spoil = (folder: string, line: number): string => {
  const file = segmentIn(folder);
  const lines = readFileSync(file, 'utf8').split('\n');
  lines[line - 1] = (lines[line - 1] ?? '').replace('"kind":"answers"', '"kind":"answerz"');
  writeFileSync(file, lines.join('\n'));
  return file.slice(folder.length + 1);
};
