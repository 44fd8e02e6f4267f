/** Somali's table of phonemes, put together from others': the right bytes at the right place, or a refusal. */
import { expect, test } from 'vitest';
import { withTable } from '../../src/tools/audio/phoneme-table.mjs';

const phoneme = (/** @type {string} */ name, /** @type {number} */ filling) => [...Buffer.from(name.padEnd(4, '\0'), 'latin1'), ...Array(12).fill(filling)];
/** @type {(name: string, from: number, ...phonemes: readonly (readonly number[])[]) => readonly number[]} */
const table = (name, from, ...phonemes) => [phonemes.length, from, 0, 0, ...Buffer.from(name.padEnd(32, '\0'), 'latin1'), ...phonemes.flat()];
const file = (/** @type {readonly (readonly number[])[]} */ tables) => Uint8Array.from([tables.length, 0, 0, 0, ...tables.flat()]);

const AR = [phoneme('H', 1), phoneme('A', 2)];
const TABLES = [table('ar', 2, ...AR), table('hi', 1, phoneme('t.', 3), phoneme('d.', 4))];

test('the new table goes on from where its model does, with what it takes from another', () => {
  expect([...withTable(file(TABLES), { name: 'so', like: 'ar', with: [['hi', 'd.']] })]).toEqual([...file([...TABLES, table('so', 2, ...AR, phoneme('d.', 4))])]);
});

test('a phoneme or a table that is not there, or a file of another kind, is refused', () => {
  expect(() => withTable(file(TABLES), { name: 'so', like: 'ar', with: [['hi', 'n.']] })).toThrow('no phoneme n. in its table hi');
  expect(() => withTable(file(TABLES), { name: 'so', like: 'xx', with: [] })).toThrow('no table xx');
  expect(() => withTable(Uint8Array.from([...file(TABLES), 0]), { name: 'so', like: 'ar', with: [] })).toThrow('in another way');
});
