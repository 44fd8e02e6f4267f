/** Every word can be heard: each has a clip that says just that, within the caps, in every voice that a computer stands in for. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkAudio } from '../../src/tools/audio/check.mjs';
import { heardOn } from '../../src/tools/audio/journey.mjs';
import { minutesByEar } from '../../src/tools/audio/minutes.mjs';
import { clipsFor, LARGEST_NUMBER, sayCode, sayDay, sayNumber, SLOTS } from '../../src/domain/spoken.ts';
import { COMPUTER_VOICES, CORE_KEYS, parseManifest } from '../../src/domain/voice.ts';
import { formatDay } from '../../src/i18n/format.ts';
import { readText, readWords } from './read-files.ts';

const root = join(import.meta.dirname, '../..');
const { checked, faults } = checkAudio(root);

test('no clip is missing, stale, wrong, orphaned or too large (npm run build-audio mends what a computer may mend)', () => {
  expect(faults.map(({ kind, place, why }) => `${kind}: ${place} ${why}`)).toEqual([]);
});

test('a conversation takes by ear what a person can give: minutes are known for each pack and voice', () => {
  const minutes = minutesByEar(root, checked);
  expect(minutes.length).toBeGreaterThanOrEqual(COMPUTER_VOICES.length);
  for (const { shortest, longest } of minutes) {
    expect(shortest).toBeGreaterThan(1);
    expect(longest).toBeGreaterThan(shortest);
    expect(longest).toBeLessThan(30);
  }
});

const readJson = (path: string) => JSON.parse(readText(path)) as never;

test('what is counted as heard is really there: no key of the app in the journey has gone', () => {
  const conversation = { pack: readJson('packs/visitor-parking/pack.json'), support: readJson('packs/sets/support-1/set.json'), about: readJson('packs/sets/about-you-1/set.json'), isDraft: true };
  const english = readWords('locales/en/app.json');
  const heard = (['shortest', 'longest'] as const).flatMap((path) => heardOn(conversation, path)).flatMap(([from, key]) => (from === 'app' && key !== 'say.code' ? [key] : []));
  expect(heard.filter((key) => !(key in english) && !(`${key}_other` in english))).toEqual([]);
});

/** Not said: a code and a version mean nothing by ear, paper is not heard, and we have no words for numbers as large as that of all sentences. */
const SILENT = ['draft-words.count', 'paper.if', 'preferences.version', 'problem.code'];

test.each(COMPUTER_VOICES)('%s: every key of the app is said, with its dates and numbers, except four', (voice) => {
  const parsed = parseManifest(JSON.parse(readText(`public/audio/${voice}/manifest.json`)));
  if (!parsed.ok) throw new Error(parsed.problem);
  const words = readWords(`locales/${voice}/app.json`);
  const { count, ...others } = Object.fromEntries(Object.entries(SLOTS).map(([name, kind]) => [name, kind === 'day' ? '2027-06-30' : 7]));
  const values = { ...others, count: Number(count) };
  // A plural's own key is asked for without its ending, as the app does.
  const isSilent = (key: string): boolean => clipsFor(parsed.value, voice, key, others) === undefined && clipsFor(parsed.value, voice, key.replace(/_(one|other)$/, ''), values) === undefined;
  expect(Object.keys(words).filter(isSilent).sort()).toEqual(SILENT.filter((key) => key in words));
  expect(CORE_KEYS.filter((key) => clipsFor(parsed.value, voice, key, values) === undefined)).toEqual([]);
});

test.each(COMPUTER_VOICES)('%s: there is a word for each number, day, month, year and letter that can come up', (lang) => {
  const spoken = readWords(`locales/${lang}/spoken.json`);
  const numbers = Array.from({ length: LARGEST_NUMBER + 1 }, (_, value) => sayNumber(value) ?? []);
  const days = Array.from({ length: 31 }, (_, index) => sayDay(`2027-01-${String(index + 1).padStart(2, '0')}`) ?? []);
  const months = Array.from({ length: 12 }, (_, index) => sayDay(`2027-${String(index + 1).padStart(2, '0')}-01`) ?? []);
  const years = ['2026', '2027', '2028', '2029', '2030'].map((year) => sayDay(`${year}-01-01`) ?? []);
  const names = new Set([...numbers, ...days, ...months, ...years, sayCode('0123456789ABCDEFGHJKMNPQRSTVWXYZ')].flat());
  expect(Object.keys(spoken).sort()).toEqual([...names].sort());
  expect(Object.entries(spoken).filter(([, text]) => text !== text.normalize('NFC') || text.trim() === '' || /\d/.test(text))).toEqual([]);
});

test.each(COMPUTER_VOICES)('%s: months are said by the names that are shown', (lang) => {
  const spoken = readWords(`locales/${lang}/spoken.json`);
  const shown = Array.from({ length: 12 }, (_, index) => formatDay(lang, `2027-${String(index + 1).padStart(2, '0')}-03`).split(' ')[1]?.normalize('NFC'));
  expect(Array.from({ length: 12 }, (_, index) => spoken[`say.month.${index + 1}`])).toEqual(shown);
});
