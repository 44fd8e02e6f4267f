/** The file that a speaker's phone hands over: what they said of each text, and how the text should be. */
import * as v from 'valibot';
import { CheckedOn, issuesIn, SpeakerName, WordKey } from './checked-words.ts';
import { LANGUAGES } from './language.ts';
import { bad, good, type Result } from './result.ts';
import { LONGEST_NOTE, LONGEST_WORDS } from './word-fault.ts';

export const SPEAKER_WORDS = 'our-turn-words';
/** Bytes. All words of one language, each rewritten at length, stay far below. */
export const LARGEST_SPEAKER_FILE = 4_000_000;
const MOST_WORDS = 5000;

/** It is right, it is better like this, or the speaker is not sure. */
export const VERDICTS = ['right', 'better', 'unsure'] as const;
export type Verdict = (typeof VERDICTS)[number];

const words = v.pipe(v.string(), v.maxLength(LONGEST_WORDS, `has more than ${LONGEST_WORDS} letters`));

/** What was said of one text. `english` and `was` are what stood on the screen, so that nobody approves what they have not read. */
export const SpeakerWord = v.object({
  place: v.pipe(v.string(), v.maxLength(80)),
  key: WordKey,
  english: words,
  was: words,
  verdict: v.picklist(VERDICTS, 'is no verdict that we know'),
  text: words,
  note: v.pipe(v.string(), v.maxLength(LONGEST_NOTE, `has more than ${LONGEST_NOTE} letters`)),
  on: CheckedOn,
});
export type SpeakerWord = v.InferOutput<typeof SpeakerWord>;

/** Each of `words` is read on its own, so that a bad one costs none of the others. */
export const SpeakerWords = v.object({
  kind: v.literal(SPEAKER_WORDS),
  v: v.literal(1, 'is of a version that we do not know'),
  lang: v.picklist(LANGUAGES, 'is no language that we have'),
  /** null: the speaker did not agree that their name is shown, and it is not in here. */
  by: v.nullable(SpeakerName),
  words: v.pipe(v.array(v.unknown()), v.maxLength(MOST_WORDS, `holds more than ${MOST_WORDS} texts`)),
});
export type SpeakerWords = v.InferOutput<typeof SpeakerWords>;

/** A phone's file as it was read, or why it is none. */
export const parseSpeakerWords = (value: unknown): Result<SpeakerWords, string> => {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== SPEAKER_WORDS) return bad('is not a file of words from a phone');
  const parsed = v.safeParse(SpeakerWords, value);
  return parsed.success ? good(parsed.output) : bad(issuesIn(parsed.issues));
};

export const parseSpeakerWord = (value: unknown): Result<SpeakerWord, string> => {
  const parsed = v.safeParse(SpeakerWord, value);
  return parsed.success ? good(parsed.output) : bad(issuesIn(parsed.issues));
};
