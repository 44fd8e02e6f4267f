/** What a speaker is given to judge: every text once, core keys first, only in browsers that a staff link has opened. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeStudioLink } from '../../src/council/studio-door.ts';
import { wordList } from '../../src/council/word-list.ts';
import { parseWordList } from '../../src/domain/word-list.ts';
import { CORE_KEYS } from '../../src/domain/voice.ts';
import { booksIn } from '../../src/tools/words/books.mjs';
import { aCouncil } from '../kit/a-council.ts';
import { aFolder, ROOT } from '../kit/a-folder.ts';

const readWords = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, string>;

test.each(['en', 'so', 'bn'] as const)('%s: every text of the app and of each conversation is there once, the core keys first and in their order', async (lang) => {
  const { council } = await aCouncil();
  const list = wordList(council, lang);
  const all = booksIn(ROOT).filter((book) => book.lang === lang).flatMap(({ words }) => Object.keys(words));
  expect(list.words).toHaveLength(all.length);
  expect(new Set(list.words.map(({ place, key }) => `${place} ${key}`)).size).toBe(list.words.length);
  expect(list.words.slice(0, CORE_KEYS.length).map(({ key }) => key)).toEqual(CORE_KEYS);
  const places = list.words.slice(CORE_KEYS.length).map(({ place }) => place);
  expect(places.lastIndexOf('visitor-parking')).toBeLessThan(places.indexOf('app'));
  expect(parseWordList(JSON.parse(JSON.stringify(list)))).toEqual(list);
});

test('beside a text stand its English, its note, its terms in this language, and how it sounds', async () => {
  const { council } = await aCouncil();
  const list = wordList(council, 'bn');
  const find = (key: string) => list.words.find((word) => word.key === key);
  expect(find('promise.council-decides')).toMatchObject({ english: 'The council decides.', text: readWords('locales/bn/app.json')['promise.council-decides'] });
  expect(find('promise.council-decides')?.note).toMatch(/who decides/i);
  expect(find('promise.council-decides')?.terms.map((at) => list.terms[at]?.form)).toEqual(['কাউন্সিল', 'সিদ্ধান্ত']);
  expect(find('problems.busy')?.english).toMatch(/^Many people/);
  expect(find('q.impact.ask')?.sounds).toEqual([expect.stringMatching(/^\/packs\/visitor-parking\/.*\/audio\/bn\/q\.impact\.ask\..*mp3$/)]);
});

test('what was approved is known, and is asked for again when the words have changed', async () => {
  const packsDir = join(aFolder(), 'packs');
  cpSync(join(ROOT, 'packs'), packsDir, { recursive: true, filter: (path) => !/\/audio(\/|$)/.test(path) });
  const hash = (text = '') => createHash('sha256').update(text).digest('hex');
  const [so, en] = ['so', 'en'].map((lang) => readWords(`packs/visitor-parking/${lang}.json`));
  const entry = (key: string, text = so?.[key]) => ({ textHash: hash(text), englishHash: hash(en?.[key]), by: 'Test Speaker', on: '2026-11-24' });
  writeFileSync(join(packsDir, 'visitor-parking/checked.so.json'), JSON.stringify({ title: entry('title'), short: entry('short', 'other words'), can: { ...entry('can'), doubt: 'Hm' } }));
  const { council } = await aCouncil(aFolder(), { packsDir });
  expect(wordList(council, 'so').words.filter(({ isChecked }) => isChecked).map(({ place, key }) => `${place} ${key}`)).toEqual(['visitor-parking title']);
});

test('nobody gets the texts who was not let in by a link', async () => {
  const { council, fetch } = await aCouncil();
  expect((await fetch('/studio/texts/so.json')).status).toBe(401);
  const token = await makeStudioLink(council, 'Ayaan');
  const entered = await fetch('/studio/enter', { method: 'POST', body: JSON.stringify({ token }), headers: { 'content-type': 'application/json' } });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const given = await fetch('/studio/texts/so.json', { headers: { cookie } });
  expect(given.headers.get('cache-control')).toBe('no-store');
  expect(parseWordList(await given.json())?.lang).toBe('so');
  expect((await fetch('/studio/texts/fr.json', { headers: { cookie } })).status).toBe(404);
});
