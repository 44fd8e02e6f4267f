/** Where words lie that people read: the app's, every conversation's, every shared set's, each in each language, as one book. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../domain/language.ts';
import { packFolders, readWords } from '../audio/shelves.mjs';

/**
 * @typedef {import('../../domain/language.ts').Language} Language
 *
 * @typedef {object} Book the words of one place in one language
 * @property {string} place `app`, `visitor-parking`, `sets/support-1` or `studio`
 * @property {Language} lang
 * @property {Readonly<Record<string, string>>} words by key, in the order of the files
 * @property {Readonly<Record<string, string>>} english the same, in English
 * @property {string} checkedFile where it is written down who checked what, below the root
 * @property {readonly Part[]} parts the files that the words are in
 *
 * @typedef {{ readonly file: string, readonly prefix: string }} Part a file below the root, and what its keys have before them in the book
 */

/** The words of the studio, which speakers read and residents do not. */
export const STUDIO_PLACE = 'studio';

/** @type {(place: string, lang: Language) => Pick<Book, 'parts' | 'checkedFile'>} */
const filesOf = (place, lang) => {
  if (place === STUDIO_PLACE) return { parts: [{ file: `locales/${lang}/studio.json`, prefix: '' }], checkedFile: `locales/${lang}/checked.studio.json` };
  return place === 'app'
    ? { parts: [{ file: `locales/${lang}/app.json`, prefix: '' }, { file: `locales/${lang}/problems.json`, prefix: 'problems.' }], checkedFile: `locales/${lang}/checked.json` }
    : { parts: [{ file: `packs/${place}/${lang}.json`, prefix: '' }], checkedFile: `packs/${place}/checked.${lang}.json` };
};

/** @type {(root: string, parts: readonly Part[]) => Readonly<Record<string, string>>} */
const wordsIn = (root, parts) =>
  Object.fromEntries(parts.flatMap(({ file, prefix }) => Object.entries(readWords(join(root, file))).map(([key, text]) => [prefix + key, text])));

/** A plural that English lacks is held against its `_other`. @type {(english: Readonly<Record<string, string>>, key: string) => string} */
export const englishFor = (english, key) => english[key] ?? english[key.replace(/_(zero|one|two|few|many)$/, '_other')] ?? '';

/** Where a key of the book stands. @type {(book: Book, key: string) => { readonly file: string, readonly key: string }} */
export const placeOf = ({ parts }, key) => {
  // The longest beginning that fits: the app's own have none.
  const part = parts.toSorted((one, other) => other.prefix.length - one.prefix.length).find(({ prefix }) => key.startsWith(prefix));
  if (part === undefined) throw new Error(`no file has the key ${key}`);
  return { file: part.file, key: key.slice(part.prefix.length) };
};

/** @returns {readonly Book[]} */
export const booksIn = (/** @type {string} */ root) =>
  ['app', ...packFolders(root), STUDIO_PLACE].flatMap((place) =>
    LANGUAGES.flatMap((lang) => {
      const { parts, checkedFile } = filesOf(place, lang);
      const isThere = parts.some(({ file }) => existsSync(join(root, file)));
      return isThere ? [{ place, lang, parts, checkedFile, words: wordsIn(root, parts), english: wordsIn(root, filesOf(place, 'en').parts) }] : [];
    }),
  );
