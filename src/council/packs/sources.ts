/** Reads conversations from the packs folder and says of each every fault there is, with file, key and language. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { NAME_PATTERN, WORD_KEY_PATTERN } from '../../domain/id.ts';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import type { Pack, PackWords } from '../../domain/pack.ts';
import { packFaults, questionFaults, type RuleFault } from '../../domain/pack-rules.ts';
import { PackSource, QuestionSetSource, type PackSourceValue } from '../../domain/pack-source.ts';
import { packWordKeys, setWordKeys, type WordKeys } from '../../domain/pack-words.ts';
import type { QuestionSet } from '../../domain/question.ts';
import { bad, good, type Result } from '../../domain/result.ts';

export interface PackFault {
  /** Below the packs folder. */
  readonly file: string;
  readonly key?: string;
  readonly lang?: Language;
  readonly why: string;
}

/** A pack that may be published: whole, in every language, with its question sets in their places. */
export interface CheckedPack {
  readonly pack: Omit<Pack, 'version'>;
  /** The sets' words stand under `support.` and `about.`. */
  readonly words: Readonly<Record<Language, PackWords>>;
}

/** Where the shared question sets are; every other folder is a pack. */
const SETS = 'sets';

const readJson = (root: string, file: string): Result<unknown, PackFault> => {
  try {
    return good(JSON.parse(readFileSync(join(root, file), 'utf8')));
  } catch (error) {
    const why = error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'is missing or can’t be read';
    return bad({ file, why });
  }
};

type Shape<T> = v.GenericSchema<unknown, T>;

/** A structure file held against its schema, then against the rules that a schema can't say. */
const readShape = <T>(root: string, file: string, shape: Shape<T>, rules: (value: T) => readonly RuleFault[]): Result<T, readonly PackFault[]> => {
  const read = readJson(root, file);
  if (!read.ok) return bad([read.problem]);
  const parsed = v.safeParse(shape, read.value);
  if (!parsed.success) return bad(parsed.issues.map((issue) => ({ file, key: v.getDotPath(issue) ?? '', why: issue.message })));
  const faults = rules(parsed.output).map((fault) => ({ file, ...fault }));
  return faults.length > 0 ? bad(faults) : good(parsed.output);
};

const wordFault = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return 'is not text';
  if (value.trim() === '') return 'is empty';
  return value === value.normalize('NFC') ? undefined : 'is not in Unicode’s composed form (NFC)';
};

const readWords = (root: string, folder: string, lang: Language, keys: WordKeys): Result<PackWords, readonly PackFault[]> => {
  const file = `${folder}/${lang}.json`;
  const read = readJson(root, file);
  if (!read.ok) return bad([{ ...read.problem, lang }]);
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) return bad([{ file, lang, why: 'is not an object of keys and words' }]);
  const words = read.value as Record<string, unknown>;
  const known = new Set([...keys.needed, ...keys.allowed]);
  const faults = [
    ...keys.needed.filter((key) => words[key] === undefined).map((key) => ({ key, why: 'is missing' })),
    ...Object.entries(words).flatMap(([key, value]) => {
      if (!WORD_KEY_PATTERN.test(key) || !known.has(key)) return [{ key, why: 'is not a key of this pack' }];
      const why = wordFault(value);
      return why === undefined ? [] : [{ key, why }];
    }),
  ].map((fault) => ({ file, lang, ...fault }));
  return faults.length > 0 ? bad(faults) : good(words as PackWords);
};

/** An optional line of help stands in every language or in none. */
const unevenFaults = (folder: string, byLanguage: readonly (readonly [Language, PackWords])[]): readonly PackFault[] => {
  const every = new Set(byLanguage.flatMap(([, words]) => Object.keys(words)));
  return byLanguage.flatMap(([lang, words]) =>
    [...every].filter((key) => words[key] === undefined).map((key) => ({ file: `${folder}/${lang}.json`, key, lang, why: 'is missing, though another language has it' })),
  );
};

type ByLanguage = Readonly<Record<Language, PackWords>>;

const readAllWords = (root: string, folder: string, languages: readonly Language[], keys: WordKeys): Result<ByLanguage, readonly PackFault[]> => {
  const read = languages.map((lang) => [lang, readWords(root, folder, lang, keys)] as const);
  const faults = read.flatMap(([, words]) => (words.ok ? [] : words.problem));
  const whole = read.flatMap(([lang, words]) => (words.ok ? [[lang, words.value] as const] : []));
  const uneven = faults.length > 0 ? [] : unevenFaults(folder, whole);
  return faults.length + uneven.length > 0 ? bad([...faults, ...uneven]) : good(Object.fromEntries(whole) as unknown as ByLanguage);
};

const readSet = (root: string, id: string, asked: string, file: string, languages: readonly Language[]) => {
  if (!existsSync(join(root, SETS, id))) return bad([{ file, key: asked, why: `there is no question set "${id}"` }] as readonly PackFault[]);
  const folder = `${SETS}/${id}`;
  const set = readShape(root, `${folder}/set.json`, QuestionSetSource as Shape<QuestionSet>, (value) => [
    ...(value.id === id ? [] : [{ key: 'id', why: `must be "${id}", as the folder` }]),
    ...questionFaults(value.questions),
  ]);
  if (!set.ok) return set;
  const words = readAllWords(root, folder, languages, setWordKeys(set.value));
  return words.ok ? good({ set: set.value, words: words.value }) : words;
};

const under = (prefix: string, words: PackWords): PackWords => Object.fromEntries(Object.entries(words).map(([key, text]) => [prefix + key, text]));

/** One pack, checked whole; or all of its faults. `root` is the packs folder. */
export const checkPack = (root: string, id: string): Result<CheckedPack, readonly PackFault[]> => {
  const file = `${id}/pack.json`;
  const source = readShape(root, file, PackSource as Shape<PackSourceValue>, (value) => [
    ...(value.id === id ? [] : [{ key: 'id', why: `must be "${id}", as the folder` }]),
    ...LANGUAGES.filter((lang) => !value.languages.includes(lang)).map((lang) => ({ key: 'languages', why: `"${lang}" is missing: a conversation is open to everyone` })),
    ...packFaults(value),
  ]);
  if (!source.ok) return source;
  const { support, aboutYou, ...own } = source.value;
  const words = readAllWords(root, id, LANGUAGES, packWordKeys(source.value));
  const supportSet = readSet(root, support, 'support', file, LANGUAGES);
  const aboutSet = readSet(root, aboutYou, 'aboutYou', file, LANGUAGES);
  const faults = [words, supportSet, aboutSet].flatMap((each) => (each.ok ? [] : each.problem));
  if (!words.ok || !supportSet.ok || !aboutSet.ok) return bad(faults);
  const merged = LANGUAGES.map((lang) => [
    lang,
    { ...words.value[lang], ...under('support.', supportSet.value.words[lang]), ...under('about.', aboutSet.value.words[lang]) },
  ]);
  return good({ pack: { ...own, support: supportSet.value.set, aboutYou: aboutSet.value.set }, words: Object.fromEntries(merged) as ByLanguage });
};

/** The names of the packs whose sources are there, in the order of the alphabet. */
export const packNames = (root: string): readonly string[] => {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== SETS && NAME_PATTERN.test(entry.name))
    .map((entry) => entry.name)
    .sort();
};

/** `packs/visitor-parking/so.json: q.impact.ask (so): is missing`. */
export const faultLine = ({ file, key, lang, why }: PackFault): string =>
  `packs/${file}: ${key ? `${key} ` : ''}${lang ? `(${lang}) ` : ''}${why}`.replace(/^(\S+: \S+) (?=\()/, '$1 ');
