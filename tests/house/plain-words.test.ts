/** Plain words: English that a ten-year-old can read, short Somali and Bengali sentences, and no words that make people into cases. */
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { filesUnder, exists } from './read-files.ts';
import { grade, isSentence, NOT_SAID, sentencesIn, syllables, wordsIn } from './plain-rules.ts';

const HIGHEST_GRADE = 5;
const HIGHEST_SENTENCE = 9;
const LONGEST_SENTENCE = 15;

const GSS = 'wording of a GSS harmonised standard or the Census: figures can be compared only if nobody changes it';
/** By file and key: words that are not ours to make plainer. */
const OFFICIAL: Readonly<Record<string, string>> = {
  'packs/sets/about-you-1/en.json q.condition.ask': GSS,
  'packs/sets/about-you-1/en.json q.condition-limits.ask': GSS,
  'packs/sets/about-you-1/en.json q.ethnic-group.ask': GSS,
  'packs/sets/about-you-1/en.json q.ethnic-group.help': GSS,
};
const isOfficial = (path: string, key: string): boolean =>
  `${path} ${key}` in OFFICIAL || (path.endsWith('about-you-1/en.json') && key.startsWith('q.ethnic-group.'));

const filesFor = (lang: string) => [
  ...['app', 'problems', 'studio'].map((name) => `locales/${lang}/${name}.json`).flatMap((path) => filesUnder(`locales/${lang}`, /\.json$/).filter((file) => file.path === path)),
  ...filesUnder('packs', new RegExp(`^${lang}\\.json$`)),
];

const said = (file: { readonly path: string; readonly text: string }) =>
  Object.entries(JSON.parse(file.text) as Record<string, string>)
    .filter(([key]) => !isOfficial(file.path, key))
    .flatMap(([key, text]) => sentencesIn(text).map((sentence) => ({ key, sentence })));

describe.each(filesFor('en'))('$path', (file) => {
  test('as a whole it is read at grade 5 or below', () => {
    expect(grade(said(file).map(({ sentence }) => sentence))).toBeLessThanOrEqual(HIGHEST_GRADE);
  });

  test('no sentence is above grade 9', () => {
    const hard = said(file).filter(({ sentence }) => isSentence(sentence) && grade([sentence]) > HIGHEST_SENTENCE);
    expect(hard.map(({ key, sentence }) => `${key} (${grade([sentence]).toFixed(1)}): ${sentence}`)).toEqual([]);
  });
});

describe.each(['so', 'bn'].flatMap(filesFor))('$path', (file) => {
  test('no sentence has more than 15 words', () => {
    const long = said(file).filter(({ sentence }) => wordsIn(sentence).length > LONGEST_SENTENCE);
    expect(long.map(({ key, sentence }) => `${key} (${wordsIn(sentence).length}): ${sentence}`)).toEqual([]);
  });
});

test.each(LANGUAGES.flatMap(filesFor))('$path says no word that nobody uses of themselves', (file) => {
  expect(said(file).filter(({ sentence }) => NOT_SAID.test(sentence))).toEqual([]);
});

test('each pack and each set has its words in every language', () => {
  const folders = filesUnder('packs', /^(pack|set)\.json$/).map(({ path }) => path.slice(0, path.lastIndexOf('/')));
  expect(folders.length).toBeGreaterThan(0);
  expect(folders.flatMap((folder) => LANGUAGES.map((lang) => `${folder}/${lang}.json`)).filter((path) => !exists(path))).toEqual([]);
});

test('syllables are counted as they are spoken', () => {
  const spoken = {
    cat: 1, you: 1, made: 1, asked: 1, wanted: 2, decided: 3, places: 2, phones: 1, table: 2, people: 2, council: 2, parking: 2, permit: 2, visitor: 3,
    idea: 3, computer: 3, answer: 2, answers: 2, conversation: 4, everyone: 3, disabled: 3, internet: 3, language: 2, decide: 2, receipt: 2, delivery: 4,
    physical: 3, activities: 4, safely: 2, moment: 2, example: 3, examples: 3, changes: 2, residents: 3, manipulation: 5, someone: 2, radio: 3, question: 2,
  };
  expect(Object.fromEntries(Object.keys(spoken).map((word) => [word, syllables(word)]))).toEqual(spoken);
});

test('hard words, a long sentence and a forbidden one are found', () => {
  expect(grade(['The cat sat on the mat.'])).toBeLessThan(1);
  expect(grade(['The authority anticipates considerable administrative complications.'])).toBeGreaterThan(HIGHEST_SENTENCE);
  expect(sentencesIn('এক। দুই। Saddex. Afar?')).toHaveLength(4);
  expect(wordsIn('এবার আমাদের পালা, don’t go')).toHaveLength(5);
  for (const bad of ['Our users', 'Hard-to-reach groups', 'This case is closed']) expect(NOT_SAID.test(bad)).toBe(true);
  for (const fine of ['A suitcase', 'We used it']) expect(NOT_SAID.test(fine)).toBe(false);
});
