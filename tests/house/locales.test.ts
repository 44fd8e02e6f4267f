/** Every language against English: the same keys and placeholders, its own plurals, its own words, and an honest origin. */
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { PROBLEM_STATUS, type ProblemCode } from '../../src/domain/problem.ts';
import { LADDER } from '../../src/domain/rung.ts';
import { exists, filesUnder, readText, readWords } from './read-files.ts';
import { builtKeys, keyFaults, keysFor, originFaults, placeholderFaults, stillEnglish, textFaults, unusedKeys, type Origin } from './locale-rules.ts';

const src = filesUnder('src', /\.(ts|tsx)$/);
const code = src.map(({ text }) => text).join('\n');
/** The page's shell and the build put a few words where no script has run yet. */
const around = readText('index.html') + readText('vite.config.ts');
const english = { app: readWords('locales/en/app.json'), problems: readWords('locales/en/problems.json'), studio: readWords('locales/en/studio.json') };
const FILES = ['app', 'problems', 'studio'] as const;

/** What really is the same word in both languages; each needs someone who says so. */
const ALIKE: ReadonlySet<string> = new Set();

const DELIVERY = ['device', 'received', 'durable'];
/** Keys that are built at run time, and everything that they can end in. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'ladder.': LADDER,
  'done.': DELIVERY,
  'mine.state.': DELIVERY,
  'take.state.': ['waiting', 'done', 'aside'],
  'preferences.size.': ['normal', 'large', 'largest'],
  'preferences.contrast.': ['phone', 'more'],
  'preferences.light.': ['phone', 'light', 'dark'],
  'practice.': ['you', 'council', 'computer'],
};
/** The same for the voice studio. */
const STUDIO_FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'home.offline.': ['ready', 'going', 'failed'],
  'share.not.': ['sound', 'words', 'consent', 'here'],
  'trouble.': ['no-microphone', 'not-allowed', 'busy', 'inside-another-app', 'cannot-record', 'no-space', 'not-kept', 'could-not-load', 'silent', 'too-short', 'too-long', 'overdriven'],
  'words.': ['right.said', 'better.said', 'unsure.said'],
  'words.wrong.': ['empty', 'too-long', 'unseen-signs', 'other-language', 'still-english'],
  'words.trouble.': ['no-list', 'not-kept'],
};
/** `about.<question>` is a place in a draft, not a key. */
const NO_KEYS = new Set(['about.']);

describe.each(LANGUAGES.filter((lang) => lang !== 'en'))('%s', (lang) => {
  test.each(FILES)('%s.json has the keys, plurals and placeholders that it needs', (name) => {
    const words = readWords(`locales/${lang}/${name}.json`);
    expect(keyFaults(english[name], words, lang)).toEqual([]);
    expect(placeholderFaults(english[name], words)).toEqual([]);
    expect(textFaults(words)).toEqual([]);
  });

  test.each(FILES)('%s.json is not English under another name', (name) => {
    expect(stillEnglish(english[name], readWords(`locales/${lang}/${name}.json`), ALIKE)).toEqual([]);
  });
});

test('English itself is whole', () => {
  for (const words of Object.values(english)) expect([...textFaults(words), ...keyFaults(words, words, 'en')]).toEqual([]);
});

test('every key of the app is used, and every built key is of a family that is listed', () => {
  const appCode = filesUnder('src/app', /\.tsx?$/).map(({ text }) => text).join('\n');
  const ofTheApp = (start: string): boolean => Object.keys(english.app).some((key) => key.startsWith(start)) && !NO_KEYS.has(start);
  expect([...builtKeys(appCode)].filter(ofTheApp).sort()).toEqual(Object.keys(FAMILIES).sort());
  expect(unusedKeys(english.app, code + around, FAMILIES)).toEqual([]);
});

test('every key of the voice studio is used, and every built key is of a family that is listed', () => {
  const studioCode = filesUnder('src/app/studio', /\.tsx?$/).map(({ text }) => text).join('\n');
  expect([...builtKeys(studioCode)].sort()).toEqual(Object.keys(STUDIO_FAMILIES).sort());
  expect(unusedKeys(english.studio, studioCode, STUDIO_FAMILIES)).toEqual([]);
});

test('a note for translators is for a key that there is', () => {
  expect(Object.keys(readWords('locales/en/notes.json')).filter((key) => !(key in english.app))).toEqual([]);
});

/** Codes that only staff and operators can meet, so that no resident needs words for them. */
const NOT_ON_A_DEVICE: ReadonlySet<ProblemCode> = new Set(['cannot-open', 'not-the-same-record']);

test('every problem that a device can show has words, and no words are for a code that is none', () => {
  const onDevice = src.filter(({ path }) => /^src\/(app|store|sync|i18n|domain)\/|^src\/seal\/seal\.ts$/.test(path)).map(({ text }) => text).join('\n');
  const said = Array.from(onDevice.matchAll(/\bproblem\('([a-z-]+)'/g), ([, each]) => each as ProblemCode);
  const deviceOnly = (Object.keys(PROBLEM_STATUS) as ProblemCode[]).filter((each) => PROBLEM_STATUS[each] === 0 && !NOT_ON_A_DEVICE.has(each));
  expect(said.length).toBeGreaterThan(5);
  expect([...new Set([...said, ...deviceOnly])].filter((each) => !(each in english.problems))).toEqual([]);
  expect(Object.keys(english.problems).filter((each) => !(each in PROBLEM_STATUS))).toEqual([]);
});

test('status.json says of every language who wrote it, and leaves it to each text who checked it', () => {
  const status = JSON.parse(readText('locales/status.json')) as Record<string, Origin>;
  expect(Object.keys(status).sort()).toEqual([...LANGUAGES].sort());
  expect(Object.entries(status).flatMap(([lang, each]) => originFaults(lang, each))).toEqual([]);
  for (const lang of LANGUAGES) expect(exists(`locales/${lang}/app.json`)).toBe(true);
});

test('a bad example of each: missing, too much, another placeholder, a lost plural, empty, not NFC, English, unused, dishonest', () => {
  const en = { a: 'See {{date}}', n_one: '{{count}} card', n_other: '{{count}} cards' };
  expect(keyFaults(en, { a: '', n_one: '', extra: '' }, 'so')).toEqual(['n_other is missing', 'extra is too much']);
  expect([...keysFor(en, 'ar')]).toContain('n_few');
  expect(placeholderFaults(en, { a: 'Eeg {{day}}', n_one: 'kaar', n_other: '{{count}}' })).toHaveLength(2);
  expect(textFaults({ a: ' ', b: 'e\u0301' })).toHaveLength(3);
  expect(stillEnglish(en, { a: 'See {{date}}', n_one: '{{count}} kaar' }, new Set())).toEqual(['a is still English']);
  expect(unusedKeys({ 'a.b': '', 'c.x': '', 'c.y': '', n_one: '' }, "say('a.b') say('n') say(`c.${z}`)", { 'c.': ['x'] })).toEqual(['c.y']);
  expect(originFaults('so', { written: ' ' })).toHaveLength(1);
  expect(originFaults('so', { written: 'by a computer', checkedBy: 'a computer', status: 'checked' } as Origin)).toHaveLength(2);
});
