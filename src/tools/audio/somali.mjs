/** Our Somali for espeak-ng: its rules and list as they are written, and numbers as words, which its rules can't make. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (/** @type {string} */ name) => readFileSync(join(import.meta.dirname, 'somali', name), 'utf8');

export const SOMALI = {
  rules: read('so_rules'),
  list: read('so_list'),
  voice: read('so_voice'),
  /**
   * Arabic's phonemes have all of Somali's throat, but no dh: its heavy d, measured, sounds as its plain d does. Hindi's
   * retroflex d, which lowers the third and fourth formant as Somali's dh does, is taken in; t. is its partner without voice.
   * @type {import('./phoneme-table.mjs').NewTable}
   */
  table: { name: 'so', like: 'ar', with: [['hi_base', 't.'], ['hi_base', 'd.']] },
};

const ONES = ['eber', 'kow', 'laba', 'saddex', 'afar', 'shan', 'lix', 'toddoba', 'siddeed', 'sagaal'];
const TENS = ['', 'toban', 'labaatan', 'soddon', 'afartan', 'konton', 'lixdan', 'toddobaatan', 'siddeetan', 'sagaashan'];

const belowHundred = (/** @type {number} */ value) => {
  const [tens, ones] = [TENS[Math.floor(value / 10)], ONES[value % 10]];
  if (value < 10) return ones ?? '';
  return value % 10 === 0 ? (tens ?? '') : `${ones} iyo ${tens}`;
};

/** @type {(value: number, size: number, name: string) => readonly string[]} */
const many = (value, size, name) => {
  const times = Math.floor(value / size);
  if (times === 0) return [];
  return [times === 1 ? name : `${somaliNumber(times)} ${name}`];
};

/** A whole number below a million in words: 26 is "lix iyo labaatan", six and twenty. */
export const somaliNumber = (/** @type {number} */ value) => {
  if (value < 100) return belowHundred(value);
  const rest = value % 100;
  /** @type {readonly string[]} */
  const parts = [...many(value, 1000, 'kun'), ...many(value % 1000, 100, 'boqol'), ...(rest === 0 ? [] : [belowHundred(rest)])];
  return parts.join(' iyo ');
};
