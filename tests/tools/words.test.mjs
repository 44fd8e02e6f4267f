/** Who checked which words: what is written down, what it counts for when words change, and what check-words says of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkedCounts, faultsIn, tidy } from '../../src/tools/words/check.mjs';
import { reportOn } from '../../src/tools/words/check-cli.mjs';
import { aWordsTree, BUSY, GO_ON, someWords, TITLE } from './a-words-tree.mjs';

let tree = aWordsTree();
beforeEach(() => void (tree = aWordsTree()));
afterEach(() => tree.remove());

const counts = () => checkedCounts(tree.root);
const faults = () => faultsIn(tree.root).map(({ kind, place }) => `${kind} ${place}`);
const NONE = { checked: 0, all: 5, by: [], unnamed: false };

test('without a word about who checked them, all words are drafts, and that is no fault', () => {
  expect(counts()).toEqual({ en: NONE, so: NONE, bn: NONE });
  expect(faults()).toEqual([]);
});

test('what is approved counts for its language, with the names of those who agreed to it', () => {
  tree.handOver(someWords([{}, BUSY, TITLE]));
  tree.handOver(someWords([GO_ON], { by: null }));
  expect(counts()).toEqual({ en: NONE, so: { checked: 4, all: 5, by: ['Test Speaker'], unnamed: true }, bn: NONE });
  expect(JSON.parse(tree.read('locales/so/checked.json'))['problems.busy']).toMatchObject({ by: 'Test Speaker', on: '2026-11-24' });
  expect(JSON.parse(tree.read('packs/a-road/checked.so.json'))['title']).toMatchObject({ by: 'Test Speaker' });
  expect(tree.read('locales/so/checked.json')).not.toContain('null');
});

test('words that change are drafts again by themselves, and so are words whose English has changed', () => {
  tree.handOver(someWords([{}, GO_ON, BUSY]));
  tree.json('locales/so/app.json', { ...JSON.parse(tree.read('locales/so/app.json')), 'dock.back': 'Noqo' });
  tree.json('locales/en/problems.json', { busy: 'Nobody is sending.' });
  expect(counts()['so']).toMatchObject({ checked: 1 });
  expect(faults()).toEqual(['stale locales/so/checked.json: dock.back (so)', 'stale locales/so/checked.json: problems.busy (so)']);
  expect(tidy(tree.root)).toBe(2);
  expect(faults()).toEqual([]);
  expect(counts()['so']).toMatchObject({ checked: 1, by: ['Test Speaker'] });
});

test('spaces and the form of letters change nothing that was read', () => {
  tree.handOver(someWords([GO_ON]));
  tree.json('locales/so/app.json', { ...JSON.parse(tree.read('locales/so/app.json')), 'dock.go-on': ' Sii  wad ' });
  expect(counts()['so']).toMatchObject({ checked: 1 });
});

test('an entry for a key that has gone is found, and one beside no words at all', () => {
  tree.handOver(someWords([GO_ON]));
  tree.json('locales/so/app.json', { 'dock.back': 'Dib u noqo' });
  tree.json('packs/a-road/checked.fr.json', {});
  tree.json('locales/checked.json', {});
  expect(faults()).toEqual(['orphaned locales/so/checked.json: dock.go-on (so)', 'orphaned locales/checked.json', 'orphaned packs/a-road/checked.fr.json']);
  expect(tidy(tree.root)).toBe(1);
  expect(existsSync(join(tree.root, 'locales/so/checked.json'))).toBe(false);
});

const entry = { textHash: '0'.repeat(64), englishHash: '0'.repeat(64), by: 'Test Speaker', on: '2026-11-24' };
test.each([
  ['no name', { ...entry, by: '' }],
  ['spaces for a name', { ...entry, by: '  ' }],
  ['a computer', { ...entry, by: 'a computer' }],
  ['no such day', { ...entry, on: '2026-02-30' }],
  ['no day', { ...entry, on: 'today' }],
  ['no hash', { ...entry, textHash: 'abc' }],
  ['no English', { ...entry, englishHash: undefined }],
  ['more than there should be', { ...entry, status: 'checked' }],
])('a bad entry is found, and counts for nothing: %s', (_name, bad) => {
  tree.json('locales/bn/checked.json', { 'dock.back': bad });
  expect(faults()).toEqual(['wrong locales/bn/checked.json']);
  expect(counts()['bn']).toEqual(NONE);
});

test('a file that is no JSON is named, and tidying leaves it alone', () => {
  tree.write('locales/bn/checked.json', '{');
  expect(faults()).toEqual(['wrong locales/bn/checked.json']);
  expect(tidy(tree.root)).toBe(0);
  expect(tree.read('locales/bn/checked.json')).toBe('{');
});

test('check-words says how many by language and file, and what was doubted', () => {
  tree.handOver(someWords([{}, { ...GO_ON, verdict: 'unsure', note: 'Is it "sii soco"?' }]));
  const { lines, isGood } = reportOn(tree.root);
  expect(isGood).toBe(true);
  expect(lines.filter((line) => line.startsWith('so'))).toEqual([
    'so  app                         1 checked    3 draft  (1 of them doubted)',
    'so  a-road                      0 checked    1 draft',
  ]);
  expect(lines.at(-1)).toBe('doubted: app dock.go-on (so): Test Speaker, 2026-11-24: Is it "sii soco"?');
});
