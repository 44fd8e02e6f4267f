/** What a speaker's phone hands over goes into the words of the repository, and each thing that can't is refused by its name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LARGEST_SPEAKER_FILE } from '../../src/domain/speaker-words.ts';
import { LONGEST_WORDS } from '../../src/domain/word-fault.ts';
import { takeInFile } from '../../src/tools/words/import-cli.mjs';
import { replaceWord } from '../../src/tools/words/replace-word.mjs';
import { ROOT } from '../../src/tools/root.mjs';
import { aWordsTree, BUSY, GO_ON, OPEN, someWords, TITLE } from './a-words-tree.mjs';

let tree = aWordsTree();
beforeEach(() => void (tree = aWordsTree()));
afterEach(() => tree.remove());

const refused = (/** @type {unknown} */ value) => tree.refusals(tree.handOver(value));
const checked = () => Object.keys(existsSync(join(tree.root, 'locales/so/checked.json')) ? JSON.parse(tree.read('locales/so/checked.json')) : {});
const better = (/** @type {string} */ text, /** @type {Record<string, unknown>} */ word = {}) => ({ ...word, verdict: 'better', text });

test('a better text stands in its place, in the same order and with the same bytes around it', () => {
  const before = tree.read('locales/so/app.json');
  expect(refused(someWords([better('Ku noqo'), OPEN, better('Dad aad u badan baa diraya.', BUSY), better('Jid', TITLE)]))).toEqual([]);
  expect(tree.read('locales/so/app.json')).toBe(before.replace('"Dib u noqo"', '"Ku noqo"'));
  expect(JSON.parse(tree.read('locales/so/problems.json'))).toEqual({ busy: 'Dad aad u badan baa diraya.' });
  expect(JSON.parse(tree.read('packs/a-road/so.json'))).toEqual({ title: 'Jid' });
  expect(checked()).toEqual(['dock.back', 'promise.open-until', 'problems.busy']);
});

test('what was right is approved and not touched, and what was approved before stays so', () => {
  const before = tree.read('locales/so/app.json');
  tree.handOver(someWords([OPEN]));
  tree.handOver(someWords([{}]));
  expect(tree.read('locales/so/app.json')).toBe(before);
  expect(checked()).toEqual(['dock.back', 'promise.open-until']);
});

test('a text is kept composed and in one line, however it was typed', () => {
  tree.handOver(someWords([better('  Cafe\u0301\n noqo ')]));
  expect(JSON.parse(tree.read('locales/so/app.json'))['dock.back']).toBe('Caf\u00e9 noqo');
});

test('English that was made better is its own original', () => {
  tree.handOver(someWords([{ was: 'Back', ...better('Go back') }], { lang: 'en' }));
  tree.handOver(someWords([{ was: 'Go back', english: 'Go back' }], { lang: 'en' }));
  expect(JSON.parse(tree.read('locales/en/checked.json'))['dock.back']).toMatchObject({ by: 'Test Speaker' });
});

test.each([
  ['changed since', { was: 'Noqo' }, 'app dock.back (so) has changed since. It now says "Dib u noqo"'],
  ['other English', { english: 'Return' }, 'app dock.back (so) has other English by now: "Back"'],
  ['a key that is none', { key: 'dock.no' }, 'app dock.no (so) is no text of ours'],
  ['a place that is none', { place: '../secret' }, '../secret dock.back (so) is no text of ours'],
  ['empty', better(' '), 'app dock.back (so) is empty'],
  ['too long', better('a'.repeat(LONGEST_WORDS + 1)), `app dock.back (so) text: has more than ${LONGEST_WORDS} letters`],
  ['another language', better('ফিরে যান'), 'app dock.back (so) is not written in this language'],
  ['English again', better('Back'), 'app dock.back (so) is the English again'],
  ['a lost place', better('Furan', OPEN), 'app promise.open-until (so) must keep its places: {{date}} is missing'],
  ['a strange place', better('Furan ilaa {{date}} {{day}}', OPEN), 'app promise.open-until (so) must keep its places: {{day}} is too much'],
  ['signs that turn the letters round', better('Dib \u202e u noqo'), 'app dock.back (so) holds signs that cannot be seen'],
  ['a day that has not come', { on: '2026-12-24' }, 'app dock.back (so) was checked on 2026-12-24, which has not come yet'],
  ['no day', { on: '2026-02-30' }, 'app dock.back (so) on: is no day of the calendar'],
  ['no verdict', { verdict: 'fine' }, 'app dock.back (so) verdict: is no verdict that we know'],
])('refused by name, and the rest is taken: %s', (_name, word, line) => {
  expect(refused(someWords([word, BUSY]))).toEqual([line]);
  expect(checked()).toEqual(['problems.busy']);
});

test('what is no text at all is refused by its number, and the rest is taken', () => {
  const file = someWords([BUSY]);
  const lines = refused({ ...file, words: [null, 'x', ...file.words] });
  expect(lines.map((line) => line.slice(0, 6))).toEqual(['text 1', 'text 2']);
  expect(checked()).toEqual(['problems.busy']);
});

test('a text that stands in the file twice is not taken at all, for the last would win by chance', () => {
  expect(refused(someWords([{}, better('Ku noqo'), BUSY]))).toEqual(['app dock.back (so) stands in the file twice']);
  expect(checked()).toEqual(['problems.busy']);
});

test.each([
  ['no JSON', '{', 'test-speaker.json is not JSON'],
  ['another file', { v: 1, words: [] }, 'test-speaker.json is not a file of words from a phone'],
  ['no file of words', null, 'test-speaker.json is not a file of words from a phone'],
  ['a newer version', someWords([{}], { v: 2 }), 'test-speaker.json v: is of a version that we do not know'],
  ['no language of ours', someWords([{}], { lang: 'fr' }), 'test-speaker.json lang: is no language that we have'],
  ['an empty name', someWords([{}], { by: ' ' }), 'test-speaker.json by: needs a name'],
  ['a computer', someWords([{}], { by: 'Computer' }), 'test-speaker.json by: names no person'],
  ['a bomb', `${' '.repeat(LARGEST_SPEAKER_FILE)}{}`, `test-speaker.json has ${LARGEST_SPEAKER_FILE + 2} bytes, more than ${LARGEST_SPEAKER_FILE}`],
  ['too many', someWords(Array.from({ length: 5001 }, () => ({}))), 'test-speaker.json words: holds more than 5000 texts'],
])('a whole file is refused, and nothing is written: %s', (_name, value, line) => {
  expect(refused(value)).toEqual([line]);
  expect(checked()).toEqual([]);
});

test('words of one language that are handed over as another are refused one by one', () => {
  expect(refused(someWords([{}, GO_ON], { lang: 'bn' }))).toEqual([
    'app dock.back (bn) has changed since. It now says "ফিরে যান"',
    'app dock.go-on (bn) has changed since. It now says "এগিয়ে যান"',
  ]);
});

test('what the speaker was not sure of is written down as a doubt, with its note, and changes no word', () => {
  const before = tree.read('locales/so/app.json');
  expect(refused(someWords([{ verdict: 'unsure', note: 'Too formal?' }]))).toEqual([]);
  expect(tree.read('locales/so/app.json')).toBe(before);
  expect(JSON.parse(tree.read('locales/so/checked.json'))['dock.back'].doubt).toBe('Too formal?');
});

test('a speaker who did not agree to be named stands nowhere by name', () => {
  tree.handOver(someWords([{}], { by: null }));
  expect(JSON.parse(tree.read('locales/so/checked.json'))['dock.back'].by).toBe('a speaker');
});

test('nothing is taken while what is written down already has a fault', () => {
  tree.write('locales/so/checked.json', '{');
  expect(refused(someWords([better('Ku noqo')]))).toEqual(['test-speaker.json cannot be taken in while locales/so/checked.json has a fault: npm run check-words']);
  expect(tree.read('locales/so/checked.json')).toBe('{');
  expect(tree.read('locales/so/app.json')).toContain('Dib u noqo');
});

test('the command counts, names and reminds of the voice; a file that is not there is said', () => {
  tree.json('test-speaker.json', someWords([better('Ku noqo'), BUSY, { ...GO_ON, was: 'x' }]));
  expect(takeInFile(tree.root, join(tree.root, 'test-speaker.json'))).toEqual({
    lines: [
      'test-speaker.json: 1 right, 1 written better, 0 doubted, 1 refused.',
      'refused: app dock.go-on (so) has changed since. It now says "Sii wad"',
      '1 text is new. It needs a voice: npm run build-audio. Then npm test.',
    ],
    isWhole: false,
  });
  expect(() => takeInFile(tree.root, join(tree.root, 'nobody.json'))).toThrow('There is no file');
});

test('in every real file of words any text can be replaced, and nothing else changes', () => {
  for (const path of ['locales/bn/app.json', 'locales/so/problems.json', 'locales/en/staff.json', 'packs/visitor-parking/so.json']) {
    const file = readFileSync(join(ROOT, path), 'utf8');
    for (const [key, text] of Object.entries(JSON.parse(file))) {
      const changed = replaceWord(file, key, 'He said: “$1” \\ "so" & $&');
      expect(replaceWord(changed, key, text)).toBe(file);
    }
  }
  expect(() => replaceWord('{"a": {"b": "c"}}', 'b', 'd')).toThrow('could not be replaced');
});
