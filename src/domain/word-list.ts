/** What a speaker reads and judges: every text of one language in the order in which it is asked for, and what was said of each. */
import * as v from 'valibot';
import { LANGUAGES, type Language } from './language.ts';
import { SPEAKER_WORDS, type SpeakerWord, type SpeakerWords } from './speaker-words.ts';

/** A term as it is shown beside a text that holds it. */
const ListedTerm = v.object({ english: v.string(), form: v.string(), definition: v.string(), note: v.string() });
export type ListedTerm = v.InferOutput<typeof ListedTerm>;

const ListedWord = v.object({
  /** `app`, `visitor-parking` or `sets/support-1`. */
  place: v.string(),
  key: v.string(),
  english: v.string(),
  text: v.string(),
  /** Nobody can find their way without it: these come first. */
  isCore: v.boolean(),
  /** Somebody has approved these very words before. */
  isChecked: v.boolean(),
  /** For whoever translates it, in English. */
  note: v.exactOptional(v.string()),
  /** Which of the list's terms it holds, by their place there. */
  terms: v.array(v.number()),
  /** What it sounds like now: addresses of clips, one after the other. */
  sounds: v.array(v.string()),
});
export type ListedWord = v.InferOutput<typeof ListedWord>;

export const WordList = v.object({ v: v.literal(1), lang: v.picklist(LANGUAGES), words: v.array(ListedWord), terms: v.array(ListedTerm) });
export type WordList = v.InferOutput<typeof WordList>;

/** A list as it was fetched; undefined for what is none. */
export const parseWordList = (value: unknown): WordList | undefined => {
  const parsed = v.safeParse(WordList, value);
  return parsed.success ? parsed.output : undefined;
};

/** What a speaker said of one text, as the phone keeps it. */
export interface WordSaid extends SpeakerWord {
  readonly lang: Language;
}

export const wordId = ({ lang, place, key }: Pick<WordSaid, 'lang' | 'place' | 'key'>): string => `${lang} ${place} ${key}`;

type Saids = ReadonlyMap<string, WordSaid>;

/** What was said of this text, unless it says something else by now: then nobody has judged it yet. */
export const saidOf = (list: Pick<WordList, 'lang'>, word: ListedWord, saids: Saids): WordSaid | undefined => {
  const said = saids.get(wordId({ ...word, lang: list.lang }));
  return said?.was === word.text && said.english === word.english ? said : undefined;
};

export interface WordProgress {
  readonly core: { readonly done: number; readonly all: number };
  readonly every: { readonly done: number; readonly all: number };
}

/** A text counts when it was approved before, or something was said of it here. */
export const progressOfWords = (list: WordList, saids: Saids): WordProgress => {
  const count = (words: readonly ListedWord[]) => ({ done: words.filter((word) => word.isChecked || saidOf(list, word, saids) !== undefined).length, all: words.length });
  return { core: count(list.words.filter(({ isCore }) => isCore)), every: count(list.words) };
};

/** Where to go on: the first text from here that nobody has said anything of, then from the beginning; undefined when there is none. */
export const nextWord = (list: WordList, saids: Saids, from: number): number | undefined => {
  const order = [...list.words.keys()].map((index) => (index + from) % list.words.length);
  return order.find((index) => {
    const word = list.words[index];
    return word !== undefined && !word.isChecked && saidOf(list, word, saids) === undefined;
  });
};

/** The file that is handed on. `by` is null for someone whose name is not to be shown: then it is not in there. */
export const speakerFile = (list: WordList, saids: Saids, by: string | null): SpeakerWords => ({
  kind: SPEAKER_WORDS,
  v: 1,
  lang: list.lang,
  by,
  words: list.words.flatMap((word) => {
    const said = saidOf(list, word, saids);
    if (said === undefined) return [];
    const { lang: _lang, ...rest } = said;
    return [rest];
  }),
});
