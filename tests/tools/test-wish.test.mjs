/** What `npm test -- ...` understands. */
import { expect, test } from 'vitest';
import { readWish } from '../../src/tools/test-wish.mjs';

test('without a word everything runs, from a seed of its own', () => {
  const wish = readWish([], {});
  expect(wish).toMatchObject({ prove: false, parts: ['unit', 'journeys'], files: [], rest: [] });
  expect(Number.isSafeInteger(wish.seed)).toBe(true);
});

test('a seed repeats a run, and nonsense is refused', () => {
  expect(readWish([], { SEED: '42' }).seed).toBe(42);
  expect(() => readWish([], { SEED: 'often' })).toThrow('SEED is "often"');
});

test('files come first, and what vitest understands after them', () => {
  expect(readWish(['--prove', 'sync', '--only', 'unit', 'store', '-t', 'a name'], {})).toMatchObject({
    prove: true,
    parts: ['unit'],
    files: ['sync', 'store'],
    rest: ['-t', 'a name'],
  });
});

test('a part that does not exist is refused', () => {
  expect(() => readWish(['--only', 'everything'], {})).toThrow('unit or journeys');
  expect(() => readWish(['--only'], {})).toThrow('unit or journeys');
});
