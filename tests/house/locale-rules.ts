/** What the words of one language must be, held against English: pure functions from words to faults. */
import type { Faults } from './rules.ts';

export type Words = Readonly<Record<string, string>>;

const PLURAL = /_(zero|one|two|few|many|other)$/;
const stemOf = (key: string): string => key.replace(PLURAL, '');

/** The keys that a language must have: English's, with a form for each of its own plurals. */
export const keysFor = (english: Words, lang: string): ReadonlySet<string> => {
  const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions();
  return new Set(Object.keys(english).flatMap((key) => (PLURAL.test(key) ? pluralCategories.map((category) => `${stemOf(key)}_${category}`) : [key])));
};

export const keyFaults = (english: Words, words: Words, lang: string): Faults => {
  const wanted = keysFor(english, lang);
  return [
    ...[...wanted].filter((key) => !(key in words)).map((key) => `${key} is missing`),
    ...Object.keys(words).filter((key) => !wanted.has(key)).map((key) => `${key} is too much`),
  ];
};

const placesIn = (text: string): string => [...new Set(text.match(/\{\{[^}]*\}\}/g))].sort().join(' ');

/** A number or a date that a translation lost, or one that nobody will ever fill. */
export const placeholderFaults = (english: Words, words: Words): Faults =>
  Object.entries(words).flatMap(([key, text]) => {
    const wanted = english[key] ?? english[`${stemOf(key)}_other`];
    return wanted === undefined || placesIn(wanted) === placesIn(text) ? [] : [`${key} has "${placesIn(text)}", not "${placesIn(wanted)}"`];
  });

export const textFaults = (words: Words): Faults =>
  Object.entries(words).flatMap(([key, text]) => [
    ...(text.trim() === '' ? [`${key} is empty`] : []),
    ...(text === text.normalize('NFC') ? [] : [`${key} is not NFC`]),
    ...(text === text.trim() ? [] : [`${key} has spaces at an end`]),
  ]);

/** Words that stand there in English under another language's name; `same` are those that really are alike. */
export const stillEnglish = (english: Words, words: Words, same: ReadonlySet<string>): Faults =>
  Object.entries(words)
    .filter(([key, text]) => english[key] === text && !same.has(key) && /\p{L}/u.test(text.replace(/\{\{[^}]*\}\}/g, '')))
    .map(([key]) => `${key} is still English`);

/** Keys that no code says. `families`: the ends that a key built at run time can have, by its beginning. */
export const unusedKeys = (english: Words, code: string, families: Readonly<Record<string, readonly string[]>>): Faults => {
  const built = new Set(Object.entries(families).flatMap(([start, ends]) => ends.map((end) => start + end)));
  return [...new Set(Object.keys(english).map(stemOf))].filter((key) => !built.has(key) && !['\'', '"', '`'].some((quote) => code.includes(quote + key + quote)));
};

/** Beginnings of keys that code builds, as `ladder.` in `ladder.${rung}`. */
export const builtKeys = (code: string): ReadonlySet<string> => new Set(Array.from(code.matchAll(/`([a-z][a-z-]*\.(?:[a-z-]+\.)*)\$\{/g), ([, start = '']) => start));

export interface Status {
  readonly written: string;
  readonly translatedBy?: string | null;
  readonly checkedBy: string | null;
  readonly checkedOn: string | null;
  readonly status: string;
}

/** A draft that nobody checked says so; whoever checked is a person, with a day. */
export const statusFaults = (lang: string, { written, checkedBy, checkedOn, status }: Status): Faults => [
  ...(written.trim() === '' ? [`${lang} does not say who wrote it`] : []),
  ...(['draft', 'checked'].includes(status) ? [] : [`${lang} has the status "${status}"`]),
  ...((status === 'checked') === (checkedBy !== null) && (checkedBy === null) === (checkedOn === null) ? [] : [`${lang} says "${status}" and names "${checkedBy}" on "${checkedOn}"`]),
  ...(checkedBy === null || !/computer|machine|\bAI\b/i.test(checkedBy) ? [] : [`${lang} was checked by no person`]),
  ...(checkedOn === null || /^\d{4}-\d{2}-\d{2}$/.test(checkedOn) ? [] : [`${lang} was checked on no day`]),
];
