/** Which words a speaker has checked: an entry by key, for one exact text. What has none, or says other words by now, is a draft. */
import * as v from 'valibot';
import { bad, good, type Result } from './result.ts';
import { LONGEST_NAME, LONGEST_NOTE } from './word-fault.ts';

/** Every issue in one line: where, and why. */
export const issuesIn = (issues: readonly v.BaseIssue<unknown>[]): string => issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`).join('; ');

/** How someone is named who checked words and does not want their name shown. */
export const A_SPEAKER = 'a speaker';

/** Words are checked by people. */
const NO_PERSON = /\b([Cc]omputer|[Mm]achine|AI)\b/;

/** A real day of the calendar, as `2026-11-24`. */
const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

export const CheckedOn = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day, as 2026-11-24'), v.check(isDay, 'is no day of the calendar'));

export const SpeakerName = v.pipe(
  v.string(),
  v.check((name) => name.trim() !== '' && name === name.trim(), 'needs a name'),
  v.maxLength(LONGEST_NAME, `has more than ${LONGEST_NAME} letters`),
  v.check((name) => !/[\p{Cc}<>]/u.test(name), 'holds signs that no name has'),
  v.check((name) => !NO_PERSON.test(name), 'names no person'),
);

export const WordKey = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'is no key of words'));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));

export const CheckedWord = v.strictObject({
  /** SHA-256 of the text, NFC and with its white space collapsed, as a clip's is. */
  textHash: hash,
  /** Of the English that it was held against: when that changes, the meaning may have. */
  englishHash: hash,
  by: SpeakerName,
  on: CheckedOn,
  /** Not approved: what the speaker was not sure of. The words stay a draft, and somebody has something to ask. */
  doubt: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_NOTE))),
});
export type CheckedWord = v.InferOutput<typeof CheckedWord>;

/** `locales/<lang>/checked.json`, `packs/<pack>/checked.<lang>.json`. A key of problems.json stands under `problems.`, as it does for clips. */
export const CheckedWords = v.record(WordKey, CheckedWord);
export type CheckedWords = v.InferOutput<typeof CheckedWords>;

/** A file as it was read, or what is wrong with it. */
export const parseCheckedWords = (value: unknown): Result<CheckedWords, string> => {
  const parsed = v.safeParse(CheckedWords, value);
  return parsed.success ? good(parsed.output) : bad(issuesIn(parsed.issues));
};

export type WordState = 'draft' | 'checked' | 'doubted' | 'stale';

/** What these words are by now. `textHash` and `englishHash` are of the words as they stand. */
export const stateOfWords = (entry: CheckedWord | undefined, textHash: string, englishHash: string): WordState => {
  if (entry === undefined) return 'draft';
  if (entry.textHash !== textHash || entry.englishHash !== englishHash) return 'stale';
  return entry.doubt === undefined ? 'checked' : 'doubted';
};

/** What is known of all the words in one language: little enough to stand in the app itself. */
export interface CheckedCount {
  readonly checked: number;
  readonly all: number;
  /** Who has agreed to be named, in the order of the alphabet. */
  readonly by: readonly string[];
  /** Whether someone who did not want to be named has checked some. */
  readonly unnamed: boolean;
}
