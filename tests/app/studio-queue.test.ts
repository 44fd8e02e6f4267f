/** What is asked for next: core words first, what must be said again, never what is done; and who may hear what. */
import { expect, test } from 'vitest';
import { placeOf, toHear, toSay } from '../../src/app/studio/queue.ts';
import { languageFor } from '../../src/app/studio/load-texts.ts';
import { progressOf, type Speaker, type StudioList, type StudioPrompt, type Take } from '../../src/domain/studio.ts';

const prompt = (name: string, more: Partial<StudioPrompt> = {}): StudioPrompt => ({ shelf: 'app', name, text: name, textHash: `hash of ${name}`, isCore: false, goesOn: false, ...more });
const LIST: StudioList = { v: 1, voice: 'so', prompts: [prompt('a', { isCore: true }), prompt('b', { isCore: true }), prompt('c'), prompt('d', { now: { file: '/d.mp3', isComputer: false } }), prompt('e', { now: { file: '/e.mp3', isComputer: true } })] };
const take = (name: string, more: Partial<Take> = {}): Take => ({ voice: 'so', shelf: 'app', name, text: name, textHash: `hash of ${name}`, speaker: '1', recordedOn: '2026-11-24', seconds: 1, state: 'spoken', reviewedBy: null, ...more });
const names = (takes: readonly Take[], later: readonly string[] = []) => toSay(LIST, takes, new Set(later.map((name) => `app ${name}`))).map(({ name }) => name);

test('a computer’s clip is still to be said, a person’s is not', () => {
  expect(names([])).toEqual(['a', 'b', 'c', 'e']);
});

test('what is kept is not asked for again, unless its words changed or a second person asks', () => {
  expect(names([take('a'), take('c', { state: 'approved' })])).toEqual(['b', 'e']);
  expect(names([take('a', { textHash: 'of older words' })])).toEqual(['a', 'b', 'c', 'e']);
  expect(names([take('b', { state: 'again' }), take('d', { state: 'again' })])).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(names([take('a', { voice: 'bn' })])).toEqual(['a', 'b', 'c', 'e']);
});

test('what is put off comes last', () => {
  expect(names([], ['a', 'c'])).toEqual(['b', 'e', 'a', 'c']);
});

test('the count is among core words until they are said, and then among all', () => {
  const open = toSay(LIST, [take('a')], new Set());
  expect(placeOf(LIST, open, open[0]!)).toEqual({ n: 2, all: 2 });
  const later = toSay(LIST, [take('a'), take('b')], new Set());
  expect(placeOf(LIST, later, later[0]!)).toEqual({ n: 4, all: 5 });
});

test('progress counts what two people stand for, not what one has said', () => {
  expect(progressOf(LIST, [take('a', { state: 'approved' }), take('b')])).toEqual({ core: { done: 1, all: 2 }, every: { done: 2, all: 5 } });
  expect(progressOf(LIST, [take('a', { state: 'approved', textHash: 'of older words' })]).core.done).toBe(0);
});

test('nobody hears their own voice for approval, however they write their name', () => {
  const speakers: readonly Speaker[] = [{ id: '1', voice: 'so', way: 'Soomaali', credit: 'Ayaan  Warsame', agreedOn: '2026-11-24' }, { id: '2', voice: 'so', way: 'Soomaali', credit: null, agreedOn: '2026-11-24' }];
  const takes = [take('a'), take('b', { speaker: '2' }), take('c', { speaker: '2', state: 'approved' })];
  expect(toHear(takes, speakers, ' ayaan warsame').map(({ name }) => name)).toEqual(['b']);
  expect(toHear(takes, speakers, 'Hodan').map(({ name }) => name)).toEqual(['a', 'b']);
});

test('the studio speaks the language that is asked for, else the last one, else the phone’s', () => {
  expect(languageFor('?lang=so', 'bn', ['en-GB'])).toBe('so');
  expect(languageFor('', 'bn', ['en-GB'])).toBe('bn');
  expect(languageFor('', undefined, ['fr-FR', 'bn-BD'])).toBe('bn');
  expect(languageFor('?lang=xx', undefined, ['fr'])).toBe('en');
});
