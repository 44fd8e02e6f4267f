/** The speaker's desk over a real database: what is kept, where one goes on, what can be undone, and what happens without a network. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { makeWordsDesk, type WordsDesk } from '../../src/app/studio/words-desk.ts';
import type { WordList } from '../../src/domain/word-list.ts';
import { openWordStore, type WordStore } from '../../src/store/words.ts';

const word = (key: string, text: string) => ({ place: 'app', key, english: key, text, isCore: key === 'one', isChecked: false, terms: [], sounds: [] });
const LIST: WordList = { v: 1, lang: 'so', words: [word('one', 'kow'), word('two', 'laba'), word('three', 'saddex')], terms: [] };
const ME = { lang: 'so', name: 'Test Speaker', agreed: 'name' } as const;
const RIGHT = { verdict: 'right', text: '', note: '' } as const;

let indexedDB: IDBFactory;
let network: WordList | undefined | Promise<WordList | undefined>;
let desk: WordsDesk;
let isFull = false;
/** As after a reload: another desk over what the disk has. */
const reload = async (): Promise<WordsDesk> => {
  const openedStore = openWordStore({ indexedDB, IDBKeyRange });
  const keep: WordStore['keep'] = (said) => (isFull ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : openedStore.keep(said));
  desk = makeWordsDesk({ store: { ...openedStore, keep }, fetchList: async () => network, today: () => '2026-11-24' });
  await desk.open();
  return desk;
};
beforeEach(async () => {
  indexedDB = new IDBFactory();
  network = LIST;
  isFull = false;
  await reload();
});
const saidHere = () => [...desk.saids.value.values()].map(({ key, verdict }) => `${key} ${verdict}`);

test('one begins once, and finds everything again without a network', async () => {
  expect(desk.view.value).toBe('begin');
  await desk.begin(ME);
  desk.goOn();
  await desk.judge(RIGHT);
  await desk.judge({ verdict: 'better', text: 'labo', note: '' });
  network = undefined;
  await reload();
  expect([desk.view.value, desk.person.value]).toEqual(['home', ME]);
  expect(saidHere().sort()).toEqual(['one right', 'two better']);
  expect(desk.progress.value).toEqual({ core: { done: 1, all: 1 }, every: { done: 2, all: 3 } });
  expect([...desk.progressIn.value]).toEqual([['so', desk.progress.value]]);
  desk.goOn();
  expect(desk.word.value?.key).toBe('three');
  await desk.judge(RIGHT);
  expect(desk.view.value).toBe('done');
});

test('the last judgement can be undone, also one that took the place of another', async () => {
  await desk.begin(ME);
  desk.goOn();
  await desk.judge(RIGHT);
  await desk.undo();
  expect([desk.word.value?.key, saidHere(), desk.canUndo.value]).toEqual(['one', [], false]);
  await desk.judge(RIGHT);
  desk.turn(-1);
  await desk.judge({ verdict: 'unsure', text: 'kow', note: 'Hm' });
  expect(saidHere()).toEqual(['one unsure']);
  await desk.undo();
  expect(saidHere()).toEqual(['one right']);
  await reload();
  expect(saidHere()).toEqual(['one right']);
});

test('one can look at each again: round the end and back', async () => {
  await desk.begin(ME);
  desk.turn(-1);
  expect([desk.at.value, desk.view.value]).toEqual([2, 'word']);
  desk.turn(1);
  expect(desk.at.value).toBe(0);
});

test('words that changed meanwhile are asked for once more', async () => {
  await desk.begin(ME);
  desk.goOn();
  await desk.judge(RIGHT);
  network = { ...LIST, words: [word('one', 'mid'), ...LIST.words.slice(1)] };
  await reload();
  await expect.poll(() => desk.progress.value.core).toEqual({ done: 0, all: 1 });
  desk.goOn();
  expect([desk.word.value?.text, desk.said.value]).toEqual(['mid', undefined]);
});

test('without a list it says so, and stays where it was; a list that comes later is taken', async () => {
  network = undefined;
  await desk.begin(ME);
  expect([desk.view.value, desk.trouble.value]).toEqual(['begin', 'no-list']);
  network = LIST;
  await desk.begin(ME);
  expect([desk.view.value, desk.trouble.value]).toEqual(['home', undefined]);
});

test('what is here shows at once, and a text that is being read does not change under one’s eyes', async () => {
  await desk.begin(ME);
  const changed = { ...LIST, words: [word('one', 'mid'), ...LIST.words.slice(1)] };
  let answer = (_list: WordList | undefined): void => undefined;
  network = new Promise<WordList | undefined>((give) => (answer = give));
  await reload();
  expect(desk.view.value).toBe('home');
  desk.goOn();
  answer(changed);
  await expect.poll(async () => (await openWordStore({ indexedDB, IDBKeyRange }).list('so'))?.words[0]?.text).toBe('mid');
  expect(desk.word.value?.text).toBe('kow');
});

test('what the disk refuses is not called kept, and the text stays on the desk', async () => {
  await desk.begin(ME);
  desk.goOn();
  isFull = true;
  await desk.judge(RIGHT);
  expect([desk.trouble.value, desk.word.value?.key, saidHere(), desk.canUndo.value]).toEqual(['not-kept', 'one', [], false]);
  isFull = false;
  await desk.judge(RIGHT);
  expect([desk.trouble.value, desk.word.value?.key, saidHere()]).toEqual([undefined, 'two', ['one right']]);
});
