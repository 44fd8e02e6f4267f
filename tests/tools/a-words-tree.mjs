/** A small tree of words for tests: a folder of its own, with an app, its problems and a conversation in three languages. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importWords } from '../../src/tools/words/import.mjs';

const APP = {
  en: { 'dock.back': 'Back', 'dock.go-on': 'Go on', 'promise.open-until': 'Open until {{date}}' },
  so: { 'dock.back': 'Dib u noqo', 'dock.go-on': 'Sii wad', 'promise.open-until': 'Furan ilaa {{date}}' },
  bn: { 'dock.back': 'ফিরে যান', 'dock.go-on': 'এগিয়ে যান', 'promise.open-until': '{{date}} পর্যন্ত খোলা' },
};
const PROBLEMS = { en: 'Many people are sending.', so: 'Dad badan ayaa diraya.', bn: 'অনেকে পাঠাচ্ছেন।' };
const TITLES = { en: 'A road', so: 'Waddo', bn: 'একটা রাস্তা' };

export const aWordsTree = () => {
  const root = mkdtempSync(join(tmpdir(), 'our-turn-words-'));
  const write = (/** @type {string} */ path, /** @type {string} */ content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const json = (/** @type {string} */ path, /** @type {unknown} */ value) => write(path, `${JSON.stringify(value, null, 2)}\n`);
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
  for (const lang of /** @type {const} */ (['en', 'so', 'bn'])) {
    json(`locales/${lang}/app.json`, APP[lang]);
    json(`locales/${lang}/problems.json`, { busy: PROBLEMS[lang] });
    json(`packs/a-road/${lang}.json`, { title: TITLES[lang] });
  }
  json('packs/a-road/pack.json', {});
  return {
    root,
    write,
    json,
    read,
    /** As a phone hands it over. */
    handOver: (/** @type {unknown} */ value) => importWords(root, 'test-speaker.json', new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), Date.parse('2026-11-24T12:00:00Z')),
    /** One line a refusal. */
    refusals: (/** @type {import('../../src/tools/words/import.mjs').Imported} */ { refused }) => refused.map(({ what, why }) => `${what} ${why}`),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

/** What someone said of Somali words; each of `words` changes the first, which is right. */
export const someWords = (/** @type {readonly Record<string, unknown>[]} */ words, /** @type {Record<string, unknown>} */ file = {}) => ({
  kind: 'our-turn-words',
  v: 1,
  lang: 'so',
  by: 'Test Speaker',
  words: words.map((word) => ({ place: 'app', key: 'dock.back', english: 'Back', was: 'Dib u noqo', verdict: 'right', text: 'Dib u noqo', note: '', on: '2026-11-24', ...word })),
  ...file,
});

export const GO_ON = { key: 'dock.go-on', english: 'Go on', was: 'Sii wad', text: 'Sii wad' };
export const OPEN = { key: 'promise.open-until', english: 'Open until {{date}}', was: 'Furan ilaa {{date}}', text: 'Furan ilaa {{date}}' };
export const BUSY = { key: 'problems.busy', english: 'Many people are sending.', was: 'Dad badan ayaa diraya.', text: 'Dad badan ayaa diraya.' };
export const TITLE = { place: 'a-road', key: 'title', english: 'A road', was: 'Waddo', text: 'Waddo' };
