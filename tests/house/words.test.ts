/** Who checked which words: nothing is written down for a key that has gone, for a text that has changed, or without a name. */
import { expect, test } from 'vitest';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/domain/language.ts';
import { checkedCounts, faultsIn } from '../../src/tools/words/check.mjs';
import { packNames } from '../../src/council/packs/sources.ts';
import { booksIn } from '../../src/tools/words/books.mjs';
import { keyFaults, placeholderFaults, stillEnglish, textFaults, unusedKeys, type Words } from './locale-rules.ts';
import { grade, isSentence, sentencesIn, wordsIn } from './plain-rules.ts';
import { filesUnder, readWords } from './read-files.ts';

/** The speaker's page: its keys begin with `words.`, in the studio's file. */
const pageWords = (lang: string): Words => Object.fromEntries(Object.entries(readWords(`locales/${lang}/studio.json`)).filter(([key]) => key.startsWith('words.')));
const english = pageWords('en');

/** Keys that are built at run time, and everything that they can end in. */
const FAMILIES = {
  'words.': ['right.said', 'better.said', 'unsure.said'],
  'words.wrong.': ['empty', 'too-long', 'unseen-signs', 'other-language', 'still-english'],
  'words.trouble.': ['no-list', 'not-kept'],
} as const;

test.each(LANGUAGES)('the speaker’s page has its words, each with its places: %s', (lang) => {
  const words = pageWords(lang);
  expect([...keyFaults(english, words, lang), ...placeholderFaults(english, words), ...textFaults(words)]).toEqual([]);
  if (lang !== 'en') expect(stillEnglish(english, words, new Set())).toEqual([]);
  if (lang !== 'en') expect(Object.entries(words).filter(([, text]) => sentencesIn(text).some((sentence) => wordsIn(sentence).length > 15))).toEqual([]);
});

test('the speaker’s page is in plain words, and says each of them somewhere', () => {
  const sentences = Object.values(english).flatMap(sentencesIn);
  expect(grade(sentences)).toBeLessThanOrEqual(5);
  expect(sentences.filter((sentence) => isSentence(sentence) && grade([sentence]) > 9)).toEqual([]);
  expect(unusedKeys(english, filesUnder('src/app/studio', /\.tsx?$/).map(({ text }) => text).join('\n'), FAMILIES)).toEqual([]);
});

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
