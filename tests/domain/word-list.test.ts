/** The speaker's list: what counts as done, where to go on, and what is handed on. */
import { expect, test } from 'vitest';
import { nextWord, parseWordList, progressOfWords, saidOf, speakerFile, wordId, type ListedWord, type WordList, type WordSaid } from '../../src/domain/word-list.ts';
import { parseSpeakerWord, parseSpeakerWords } from '../../src/domain/speaker-words.ts';
import { wordFault } from '../../src/domain/word-fault.ts';

const aWord = (key: string, some: Partial<ListedWord> = {}): ListedWord => ({ place: 'app', key, english: key, text: `${key}-so`, isCore: false, isChecked: false, terms: [], sounds: [], ...some });
const list: WordList = { v: 1, lang: 'so', words: [aWord('one', { isCore: true }), aWord('two', { isChecked: true }), aWord('three'), aWord('four')], terms: [] };
const said = (key: string, some: Partial<WordSaid> = {}): WordSaid => ({ lang: 'so', place: 'app', key, english: key, was: `${key}-so`, verdict: 'right', text: `${key}-so`, note: '', on: '2026-11-24', ...some });
const saids = (...all: readonly WordSaid[]) => new Map(all.map((each) => [wordId(each), each]));

test('what was approved before counts, and what was said here; nothing else', () => {
  expect(progressOfWords(list, saids())).toEqual({ core: { done: 0, all: 1 }, every: { done: 1, all: 4 } });
  expect(progressOfWords(list, saids(said('one'), said('three', { verdict: 'unsure' })))).toEqual({ core: { done: 1, all: 1 }, every: { done: 3, all: 4 } });
});

test('what was said of other words than those that stand there now is said of nothing', () => {
  for (const stale of [said('one', { was: 'x' }), said('one', { english: 'x' }), said('one', { lang: 'bn' }), said('one', { place: 'a-road' })]) {
    expect(saidOf(list, list.words[0]!, saids(stale))).toBeUndefined();
    expect(speakerFile(list, saids(stale), null).words).toEqual([]);
  }
});

test('one goes on to what nobody has judged, from here to the end and then from the beginning, until there is none', () => {
  expect(nextWord(list, saids(), 1)).toBe(2);
  expect(nextWord(list, saids(said('three'), said('four')), 3)).toBe(0);
  expect(nextWord(list, saids(said('one'), said('three'), said('four')), 0)).toBeUndefined();
});

test('what is handed on is what is taken in, with the name or without', () => {
  const file = JSON.parse(JSON.stringify(speakerFile(list, saids(said('one'), said('four', { verdict: 'better', text: 'x' })), 'Test Speaker')));
  expect(parseSpeakerWords(file)).toMatchObject({ ok: true, value: { lang: 'so', by: 'Test Speaker' } });
  expect(file.words.map((word: unknown) => parseSpeakerWord(word).ok)).toEqual([true, true]);
  expect(speakerFile(list, saids(said('one')), null).by).toBeNull();
});

test('a list is believed only as a list', () => {
  expect(parseWordList(JSON.parse(JSON.stringify(list)))).toEqual(list);
  for (const none of [undefined, {}, { ...list, v: 2 }, { ...list, words: [{}] }]) expect(parseWordList(none)).toBeUndefined();
});

test.each([
  ['so', 'Open', 'Fur', 'Furan', undefined],
  ['so', 'Open', 'Fur', ' ', 'empty'],
  ['so', 'Open', 'Fur', 'x'.repeat(2001), 'too-long'],
  ['so', 'Open', 'Fur', 'Fu\u202er', 'unseen-signs'],
  ['so', 'Open', 'Fur', 'খোলা', 'other-language'],
  ['so', 'Open', 'Fur', 'Open', 'still-english'],
  ['so', 'Open', 'Open', 'Open', undefined],
  ['so', 'Open {{date}}', 'Fur {{date}}', 'Furan', 'placeholders'],
  ['so', 'Open', 'Fur', 'Furan {{date}}', 'placeholders'],
  ['so', 'Back', 'Noqo', "Dib u noqo, su'aal", undefined],
  ['bn', 'Open', 'খোলা', 'Khola', 'other-language'],
  ['bn', 'BSL', 'ইশারা (BSL)', 'ইশারা ভাষা (BSL)', undefined],
  ['bn', 'a\u200db', 'ক্\u200dষ', 'র\u200c্যা', undefined],
  ['bn', '{{date}}', '{{date}}', '{{date}}।', undefined],
  ['en', 'Open', 'Open', 'Opened', undefined],
] as const)('%s for "%s": "%s" becomes "%s": %s', (lang, english, was, text, why) => {
  expect(wordFault(lang, english, was, text)?.why).toBe(why);
});
