/** The status of every text that people read: draft or checked, by whom and when; and what is wrong with what is written down. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { A_SPEAKER, stateOfWords } from '../../domain/checked-words.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { packFolders } from '../audio/shelves.mjs';
import { textHashOf } from '../audio/manifest.mjs';
import { booksIn, englishFor, STUDIO_PLACE } from './books.mjs';
import { readChecked, writeChecked } from './checked-file.mjs';

/**
 * @typedef {import('./books.mjs').Book} Book
 * @typedef {import('../../domain/checked-words.ts').CheckedWord} CheckedWord
 * @typedef {import('../../domain/checked-words.ts').CheckedCount} CheckedCount
 * @typedef {import('../../domain/checked-words.ts').WordState} WordState
 * @typedef {{ readonly key: string, readonly state: WordState, readonly entry: CheckedWord | undefined }} WordStatus
 * @typedef {{ readonly book: Book, readonly words: readonly WordStatus[], readonly orphans: readonly string[], readonly unreadable: string | undefined }} BookStatus
 * @typedef {{ readonly kind: 'orphaned' | 'stale' | 'wrong', readonly place: string, readonly why: string }} WordsFault
 */

/** @type {(root: string, book: Book) => BookStatus} */
const statusOf = (root, book) => {
  const read = readChecked(join(root, book.checkedFile));
  const unreadable = typeof read === 'string' ? read : undefined;
  const checked = typeof read === 'string' ? {} : read;
  const words = Object.entries(book.words).map(([key, text]) => {
    const entry = checked[key];
    return { key, entry, state: stateOfWords(entry, textHashOf(text), textHashOf(englishFor(book.english, key))) };
  });
  return { book, words, orphans: Object.keys(checked).filter((key) => !(key in book.words)), unreadable };
};

/** @returns {readonly BookStatus[]} */
export const statusIn = (/** @type {string} */ root) => booksIn(root).map((book) => statusOf(root, book));

/** @type {(status: BookStatus) => readonly WordsFault[]} */
const faultsOf = ({ book: { checkedFile, lang }, words, orphans, unreadable }) => {
  const at = (/** @type {string} */ key) => `${checkedFile}: ${key} (${lang})`;
  return [
    ...(unreadable === undefined ? [] : [{ kind: /** @type {const} */ ('wrong'), place: checkedFile, why: unreadable }]),
    ...orphans.map((key) => ({ kind: /** @type {const} */ ('orphaned'), place: at(key), why: 'is for a key that has no words' })),
    ...words.flatMap(({ key, state, entry }) => (state === 'stale' ? [{ kind: /** @type {const} */ ('stale'), place: at(key), why: `was checked by ${entry?.by} on ${entry?.on}, and the words have changed since` }] : [])),
  ];
};

/** Files that say who checked the words of a place or a language that is not there. @type {(root: string, statuses: readonly BookStatus[]) => readonly WordsFault[]} */
const strayFiles = (root, statuses) => {
  const known = new Set(statuses.map(({ book }) => book.checkedFile));
  const folders = ['locales', ...LANGUAGES.map((lang) => `locales/${lang}`), ...packFolders(root).map((id) => `packs/${id}`)];
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).filter((name) => /^checked\b.*\.json$/.test(name)).map((name) => `${folder}/${name}`))
    .filter((file) => !known.has(file))
    .map((place) => ({ kind: 'orphaned', place, why: 'is beside no words' }));
};

/** @type {(root: string, statuses?: readonly BookStatus[]) => readonly WordsFault[]} */
export const faultsIn = (root, statuses = statusIn(root)) => [...statuses.flatMap(faultsOf), ...strayFiles(root, statuses)];

/** @type {(root: string) => Readonly<Record<string, CheckedCount>>} by language, what the app says of the words that residents read */
export const checkedCounts = (root) => {
  const statuses = statusIn(root);
  return Object.fromEntries(
    LANGUAGES.map((lang) => {
      const words = statuses.filter(({ book }) => book.lang === lang && book.place !== STUDIO_PLACE).flatMap((status) => status.words);
      const names = words.flatMap(({ state, entry }) => (state === 'checked' && entry ? [entry.by] : []));
      const by = [...new Set(names)].filter((name) => name !== A_SPEAKER).sort();
      return [lang, { checked: names.length, all: words.length, by, unnamed: names.includes(A_SPEAKER) }];
    }),
  );
};

/** Takes out what is stale and what is orphaned: those words are drafts again, and git remembers. @type {(root: string) => number} how many */
export const tidy = (root) =>
  statusIn(root)
    .filter(({ unreadable }) => unreadable === undefined)
    .reduce((sum, { book, words, orphans }) => {
      const stays = words.flatMap(({ key, state, entry }) => (entry !== undefined && state !== 'stale' ? [/** @type {const} */ ([key, entry])] : []));
      const gone = orphans.length + words.filter(({ state }) => state === 'stale').length;
      if (gone > 0) writeChecked(join(root, book.checkedFile), Object.fromEntries(stays), Object.keys(book.words));
      return sum + gone;
    }, 0);
