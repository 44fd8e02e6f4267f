/** What the words of one language must be, held against English: pure functions from words to faults. */
import { placeholderFault, placeholdersIn } from '../../src/domain/placeholders.ts';
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

/** A number or a date that a translation lost, or one that nobody will ever fill. */
export const placeholderFaults = (english: Words, words: Words): Faults =>
  Object.entries(words).flatMap(([key, text]) => {
    const wanted = english[key] ?? english[`${stemOf(key)}_other`];
    return wanted === undefined || placeholderFault(wanted, text) === undefined ? [] : [`${key} has "${placeholdersIn(text).join(' ')}", not "${placeholdersIn(wanted).join(' ')}"`];
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

/** Who first wrote the words of a language. Who checked them stands by each text, in checked.json. */
export interface Origin {
  readonly written: string;
}

export const originFaults = (lang: string, origin: Origin): Faults => [
  ...(origin.written.trim() === '' ? [`${lang} does not say who wrote it`] : []),
  ...Object.keys(origin).filter((key) => /check|status/i.test(key)).map((key) => `${lang} says "${key}" of all its words at once`),
];
