/** Reads and writes the file beside a book that says who checked which words. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseCheckedWords } from '../../domain/checked-words.ts';

/** @typedef {import('../../domain/checked-words.ts').CheckedWord} CheckedWord */
/** @typedef {Readonly<Record<string, CheckedWord>>} Checked */

/** @returns {Checked | string} nothing where there is no file, and what is wrong where it can't be read */
export const readChecked = (/** @type {string} */ file) => {
  if (!existsSync(file)) return {};
  try {
    const parsed = parseCheckedWords(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.ok ? parsed.value : parsed.problem;
  } catch (error) {
    return `is not JSON: ${error instanceof Error ? error.message : error}`;
  }
};

/** In the order of the words, so that a change of one is a change of one line or two. */
export const writeChecked = (/** @type {string} */ file, /** @type {Checked} */ checked, /** @type {readonly string[]} */ order) => {
  const keys = [...order.filter((key) => key in checked), ...Object.keys(checked).filter((key) => !order.includes(key))];
  // Nothing checked is no file: a draft makes no noise.
  if (keys.length === 0) return rmSync(file, { force: true });
  writeFileSync(file, `{\n${keys.map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(checked[key])}`).join(',\n')}\n}\n`);
};
