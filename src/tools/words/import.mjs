/** Takes in what a speaker's phone hands over: each text on its own, so that one that can't be taken costs none of the others. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { A_SPEAKER } from '../../domain/checked-words.ts';
import { LARGEST_SPEAKER_FILE, parseSpeakerWord, parseSpeakerWords } from '../../domain/speaker-words.ts';
import { tidyWords, wordFault } from '../../domain/word-fault.ts';
import { textHashOf } from '../audio/manifest.mjs';
import { booksIn, englishFor, placeOf } from './books.mjs';
import { readChecked, writeChecked } from './checked-file.mjs';
import { replaceWord } from './replace-word.mjs';

/**
 * @typedef {import('../../domain/language.ts').Language} Language
 * @typedef {import('../../domain/speaker-words.ts').SpeakerWord} SpeakerWord
 * @typedef {import('../../domain/checked-words.ts').CheckedWord} CheckedWord
 * @typedef {import('./books.mjs').Book} Book
 *
 * @typedef {{ readonly book: Book, readonly word: SpeakerWord, readonly text: string }} Taken
 * @typedef {{ readonly what: string, readonly why: string }} Refused
 * @typedef {object} Imported
 * @property {readonly Taken[]} taken
 * @property {readonly Refused[]} refused by name; the rest was taken
 */

/** @type {Readonly<Record<import('../../domain/word-fault.ts').WordFault['why'], string>>} */
const WHY = {
  empty: 'is empty',
  'too-long': 'is too long',
  'unseen-signs': 'holds signs that cannot be seen',
  'other-language': 'is not written in this language',
  'still-english': 'is the English again',
  placeholders: 'must keep its places',
};

/** @type {(lang: Language, english: string, was: string, text: string) => string | undefined} */
const faultIn = (lang, english, was, text) => {
  const fault = wordFault(lang, english, was, text);
  if (fault === undefined) return undefined;
  if (fault.why !== 'placeholders') return WHY[fault.why];
  const lost = fault.lost.length > 0 ? `: ${fault.lost.join(' ')} is missing` : '';
  return WHY.placeholders + lost + (fault.strange.length > 0 ? `: ${fault.strange.join(' ')} is too much` : '');
};

/** @type {(books: readonly Book[], lang: Language, latest: string, value: unknown, number: number) => { readonly taken: Taken } | { readonly refused: Refused }} */
const judge = (books, lang, latest, value, number) => {
  const parsed = parseSpeakerWord(value);
  const { place, key } = /** @type {{ place?: unknown, key?: unknown }} */ (value ?? {});
  const refuse = (/** @type {string} */ why) => ({ refused: { what: typeof place === 'string' && typeof key === 'string' ? `${place} ${key} (${lang})` : `text ${number}`, why } });
  if (!parsed.ok) return refuse(parsed.problem);
  const word = parsed.value;
  const book = books.find((each) => each.place === word.place);
  const now = book?.words[word.key];
  if (book === undefined || now === undefined) return refuse('is no text of ours');
  if (word.on > latest) return refuse(`was checked on ${word.on}, which has not come yet`);
  if (tidyWords(word.was) !== tidyWords(now)) return refuse(`has changed since. It now says "${now}"`);
  const english = englishFor(book.english, word.key);
  if (tidyWords(word.english) !== tidyWords(english)) return refuse(`has other English by now: "${english}"`);
  const text = word.verdict === 'better' ? tidyWords(word.text) : now;
  const why = faultIn(lang, english, now, text);
  if (why !== undefined && word.verdict !== 'unsure') return refuse(why);
  return { taken: { book, word, text } };
};

/** The last of two about the same text would win by chance, so neither does. @type {(taken: readonly Taken[]) => readonly Refused[]} */
const twice = (taken) =>
  taken
    .filter(({ book, word }, index) => taken.findIndex((each) => each.book === book && each.word.key === word.key) !== index)
    .map(({ book, word }) => ({ what: `${book.place} ${word.key} (${book.lang})`, why: 'stands in the file twice' }));

/** @type {(root: string, book: Book, taken: readonly Taken[], by: string) => void} */
const writeBook = (root, book, taken, by) => {
  if (taken.length === 0) return;
  const read = readChecked(join(root, book.checkedFile));
  const files = new Map(book.parts.map(({ file }) => [file, '']));
  const entries = taken.map(({ word, text }) => {
    const place = placeOf(book, word.key);
    if (text !== book.words[word.key]) files.set(place.file, replaceWord(files.get(place.file) || readFileSync(join(root, place.file), 'utf8'), place.key, text));
    // English that was made better is its own original.
    const english = book.lang === 'en' ? text : englishFor(book.english, word.key);
    const doubt = word.verdict === 'unsure' ? { doubt: word.note.trim() || 'The speaker was not sure.' } : {};
    return /** @type {const} */ ([word.key, { textHash: textHashOf(text), englishHash: textHashOf(english), by, on: word.on, ...doubt }]);
  });
  for (const [file, content] of files) if (content !== '') writeFileSync(join(root, file), content);
  writeChecked(join(root, book.checkedFile), { .../** @type {Record<string, CheckedWord>} */ (read), ...Object.fromEntries(entries) }, Object.keys(book.words));
};

/** A phone's clock may be a day ahead of ours. */
const DAY_MS = 86_400_000;

/**
 * Throws nothing for what a person could hand in: a file that is none is refused whole, by its name.
 * @type {(root: string, name: string, content: Uint8Array, nowMs?: number) => Imported}
 */
export const importWords = (root, name, content, nowMs = Date.now()) => {
  const refuseAll = (/** @type {string} */ why) => ({ taken: [], refused: [{ what: name, why }] });
  if (content.length > LARGEST_SPEAKER_FILE) return refuseAll(`has ${content.length} bytes, more than ${LARGEST_SPEAKER_FILE}`);
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return refuseAll('is not JSON');
  }
  const parsed = parseSpeakerWords(value);
  if (!parsed.ok) return refuseAll(parsed.problem);
  const { lang, by, words } = parsed.value;
  const books = booksIn(root).filter((book) => book.lang === lang);
  const unreadable = books.flatMap(({ checkedFile }) => (typeof readChecked(join(root, checkedFile)) === 'string' ? [checkedFile] : []));
  if (unreadable.length > 0) return refuseAll(`cannot be taken in while ${unreadable.join(', ')} has a fault: npm run check-words`);
  const latest = new Date(nowMs + DAY_MS).toISOString().slice(0, 10);
  const judged = words.map((word, index) => judge(books, lang, latest, word, index + 1));
  const sound = judged.flatMap((each) => ('taken' in each ? [each.taken] : []));
  const doubles = twice(sound);
  const taken = sound.filter(({ book, word }) => !doubles.some(({ what }) => what === `${book.place} ${word.key} (${book.lang})`));
  for (const book of books) writeBook(root, book, taken.filter((each) => each.book === book), by ?? A_SPEAKER);
  return { taken, refused: [...judged.flatMap((each) => ('refused' in each ? [each.refused] : [])), ...doubles] };
};
