/** What a run of the tests was asked for. */
import { randomInt } from 'node:crypto';
import { Fault } from './fault.mjs';

const PARTS = /** @type {const} */ (['unit', 'journeys']);
/** A seed that fits every generator in the tests, and can be read out. */
const SEEDS = 1_000_000_000;

/**
 * @typedef {object} Wish
 * @property {boolean} prove every case of a sampled matrix, and longer
 * @property {number} seed
 * @property {readonly ('unit' | 'journeys')[]} parts
 * @property {readonly string[]} files parts of file names; none means all
 * @property {readonly string[]} rest handed on to vitest, such as -t 'a name'
 */

/** @returns {Wish} */
export const readWish = (/** @type {readonly string[]} */ args, /** @type {NodeJS.ProcessEnv} */ env) => {
  const left = [...args];
  const prove = left.includes('--prove');
  if (prove) left.splice(left.indexOf('--prove'), 1);
  const at = left.indexOf('--only');
  const only = at === -1 ? undefined : left.splice(at, 2)[1];
  const parts = PARTS.filter((part) => only === undefined || part === only);
  if (at !== -1 && parts.length !== 1) throw new Fault('--only takes one word: unit or journeys.');
  const seed = env['SEED'] ? Number(env['SEED']) : randomInt(SEEDS);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Fault(`SEED is "${env['SEED']}": set it to a whole number.`);
  const firstOption = left.findIndex((arg) => arg.startsWith('-'));
  const end = firstOption === -1 ? left.length : firstOption;
  return { prove, seed, parts, files: left.slice(0, end), rest: left.slice(end) };
};
