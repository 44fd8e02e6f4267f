/** What `npm run import-words -- file.json` does and prints: what was taken, then what was refused, by name. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { LARGEST_SPEAKER_FILE } from '../../domain/speaker-words.ts';
import { Fault } from '../fault.mjs';
import { ROOT } from '../root.mjs';
import { importWords } from './import.mjs';

/** One that is far too large is not read at all; a byte more than may be says so by itself. */
const read = (/** @type {string} */ file) => {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new Fault(`There is no file ${file}.`);
  return size > LARGEST_SPEAKER_FILE ? new Uint8Array(LARGEST_SPEAKER_FILE + 1) : readFileSync(file);
};

/** @type {(root: string, file: string) => { readonly lines: readonly string[], readonly isWhole: boolean }} */
export const takeInFile = (root, file) => {
  const name = basename(file);
  const { taken, refused } = importWords(root, name, read(file));
  const count = (/** @type {string} */ verdict) => taken.filter(({ word }) => word.verdict === verdict).length;
  const changed = taken.filter(({ book, word, text }) => text !== book.words[word.key]).length;
  return {
    lines: [
      `${name}: ${count('right')} right, ${count('better')} written better, ${count('unsure')} doubted, ${refused.length} refused.`,
      ...taken.filter(({ word }) => word.verdict === 'unsure').map(({ book, word }) => `doubted: ${book.place} ${word.key} (${book.lang}): ${word.note}`),
      ...refused.map(({ what, why }) => `refused: ${what} ${why}`),
      ...(changed > 0 ? [`${changed === 1 ? '1 text is new. It needs' : `${changed} texts are new. They need`} a voice: npm run build-audio. Then npm test.`] : []),
    ],
    isWhole: refused.length === 0,
  };
};

export const run = async (/** @type {readonly string[]} */ args = process.argv.slice(2), root = ROOT) => {
  if (args.length === 0) throw new Fault('Say which file: npm run import-words -- file.json');
  for (const file of args) {
    const { lines, isWhole } = takeInFile(root, file);
    for (const line of lines) console.log(line);
    if (!isWhole) process.exitCode = 1;
  }
};
