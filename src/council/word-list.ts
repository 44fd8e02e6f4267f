/** What a speaker judges: every text of one language with its English, its terms and how it sounds now, core keys first. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import bnStudio from '../../locales/bn/studio.json' with { type: 'json' };
import enStudio from '../../locales/en/studio.json' with { type: 'json' };
import glossary from '../../locales/glossary.csv?raw';
import soStudio from '../../locales/so/studio.json' with { type: 'json' };
import { parseCheckedWords, stateOfWords, type CheckedWords } from '../domain/checked-words.ts';
import { parseGlossary, termsIn, type Term } from '../domain/glossary.ts';
import type { Language } from '../domain/language.ts';
import { promptsOf } from '../domain/spoken.ts';
import { CORE_KEYS, textToHash } from '../domain/voice.ts';
import type { ListedTerm, ListedWord, WordList } from '../domain/word-list.ts';
import { noteFor, shelvesOf, studioList, type Desk, type Shelf } from './studio-words.ts';

/** Those of the app that are there: words that nobody has checked have no such file. */
const APP_CHECKED = import.meta.glob('../../locales/*/checked*.json', { eager: true, import: 'default' });

const parsed = parseGlossary(glossary);
// tests/house/glossary holds the file to its form; a list without terms is still a list.
const TERMS: readonly Term[] = parsed.ok ? parsed.value : [];

const hashOf = (text: string): string => createHash('sha256').update(textToHash(text)).digest('hex');

const readJson = (file: string): unknown => {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  } catch {
    return undefined;
  }
};

/** Its own words come last: speakers read them, and residents do not. */
const STUDIO_WORDS: Pick<Shelf, 'id' | 'words'> = { id: 'studio', words: (lang) => ({ en: enStudio, so: soStudio, bn: bnStudio })[lang] };

const APP_FILES: Readonly<Record<string, string>> = { app: 'checked.json', studio: 'checked.studio.json' };

/** What can't be read says nothing: the words are asked for once more. */
const checkedIn = ({ config }: Desk, place: string, lang: Language): CheckedWords => {
  const own = APP_FILES[place];
  const file = own !== undefined ? (APP_CHECKED[`../../locales/${lang}/${own}`] ?? {}) : readJson(join(config.packsDir, place, `checked.${lang}.json`));
  const read = parseCheckedWords(file);
  return read.ok ? read.value : {};
};

/** By place and name of a prompt: where it is heard now. */
type Sounds = ReadonlyMap<string, string>;

const soundsIn = (desk: Desk, lang: Language): Sounds =>
  new Map(studioList(desk, lang).prompts.flatMap(({ shelf, name, now }) => (now === undefined ? [] : [[`${shelf} ${name}`, now.file] as const])));

/** A plural that English lacks is held against its `_other`. */
const englishFor = (english: Readonly<Record<string, string>>, key: string): string => english[key] ?? english[key.replace(/_(zero|one|two|few|many)$/, '_other')] ?? '';

/** Days and numbers that fill a sentence are left out: it is heard as it stands in the list. */
const soundsOf = (sounds: Sounds, place: string, key: string, text: string): string[] => {
  const found = promptsOf(key, text).prompts.map(({ name }) => sounds.get(`${place} ${name}`));
  return found.every((file) => file !== undefined) ? found : [];
};

const wordsOf = (desk: Desk, { id: place, words }: Pick<Shelf, 'id' | 'words'>, lang: Language, sounds: Sounds): readonly ListedWord[] => {
  const [english, checked] = [words('en'), checkedIn(desk, place, lang)];
  return Object.entries(words(lang)).flatMap(([key, text]) => {
    if (key.startsWith('say.')) return [];
    const original = englishFor(english, key);
    const note = noteFor(place, key);
    return [
      {
        place,
        key,
        english: original,
        text,
        isCore: place === 'app' && CORE_KEYS.includes(key),
        isChecked: stateOfWords(checked[key], hashOf(text), hashOf(original)) === 'checked',
        ...(note === undefined ? {} : { note }),
        terms: termsIn(original, TERMS).map((term) => TERMS.indexOf(term)),
        sounds: soundsOf(sounds, place, key, text),
      },
    ];
  });
};

/** Core keys in their own order, then conversations, then the rest of the app, then the studio. */
const rankOf = ({ place, key, isCore }: ListedWord): number => {
  if (isCore) return CORE_KEYS.indexOf(key);
  return place === 'studio' ? 3_000 : place === 'app' ? 2_000 : 1_000;
};

const listed = (lang: Language) => ({ forms, definition, note }: Term): ListedTerm => ({ english: forms.en[0] ?? '', form: forms[lang][0] ?? '', definition, note });

export const wordList = (desk: Desk, lang: Language): WordList => {
  const sounds = soundsIn(desk, lang);
  const words = [...shelvesOf(desk), STUDIO_WORDS].flatMap((shelf) => wordsOf(desk, shelf, lang, sounds));
  // Sorting keeps the order of what ranks alike.
  return { v: 1, lang, words: words.toSorted((one, other) => rankOf(one) - rankOf(other)), terms: TERMS.map(listed(lang)) };
};
