/** Who checked which words: nothing is written down for a key that has gone, for a text that has changed, or without a name. */
import { expect, test } from 'vitest';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/domain/language.ts';
import { checkedCounts, faultsIn } from '../../src/tools/words/check.mjs';
import { packNames } from '../../src/council/packs/sources.ts';
import { booksIn } from '../../src/tools/words/books.mjs';

const root = join(import.meta.dirname, '../..');

test('what is said to be checked was checked, by somebody with a name, as it stands now (npm run check-words -- --tidy makes the rest drafts again)', () => {
  expect(faultsIn(root).map(({ kind, place, why }) => `${kind}: ${place} ${why}`)).toEqual([]);
});

test('every text of the app, of each conversation and of each shared set is counted, in every language alike', () => {
  const counts = checkedCounts(root);
  expect(Object.keys(counts)).toEqual([...LANGUAGES]);
  expect(new Set(Object.values(counts).map(({ all }) => all)).size).toBe(1);
  expect(counts['so']?.all).toBeGreaterThan(300);
  const places = new Set(booksIn(root).map(({ place }) => place));
  expect([...places]).toEqual(expect.arrayContaining(['app', ...packNames(join(root, 'packs')), 'sets/about-you-1', 'sets/support-1']));
});
