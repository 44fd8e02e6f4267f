/** What a person said to one question: shapes that stay as they are for ever, for they lie sealed in old records. */
import type { OptionId, QuestionId } from './id.ts';
import type { Language } from './language.ts';

/** A skipped question, one that was never seen and "I would rather not say" are three different things. */
export type Answer =
  | { readonly q: QuestionId; readonly kind: 'choose-one'; readonly value: OptionId }
  | { readonly q: QuestionId; readonly kind: 'choose-many'; readonly value: readonly OptionId[] }
  | { readonly q: QuestionId; readonly kind: 'scale'; readonly value: ScaleValue }
  | { readonly q: QuestionId; readonly kind: 'words'; readonly value: WordsValue }
  | { readonly q: QuestionId; readonly kind: 'skipped'; readonly value: null }
  | { readonly q: QuestionId; readonly kind: 'rather-not-say'; readonly value: null };
// Not seen: no entry at all. What was recorded stands beside these, see clip.ts.

export interface ScaleValue {
  /** Which scale the number stands on; a scale never changes its meaning. */
  readonly scale: string;
  /** 1 is the scale's first step. */
  readonly at: number;
}

export interface WordsValue {
  readonly text: string;
  /** The language that the screen was in: what was typed may be in another. */
  readonly lang: Language;
}

/** Long enough for a story; the record with all its parts stays under the wire's 256 KB. */
export const LONGEST_WORDS = 5_000;

/** An answer with something in it, as against one passed over. */
export type Given = Exclude<Answer, { kind: 'skipped' | 'rather-not-say' }>;

export const isGiven = (answer: Answer | undefined): answer is Given =>
  answer !== undefined && answer.kind !== 'skipped' && answer.kind !== 'rather-not-say';

export const answerTo = (answers: readonly Answer[], q: QuestionId): Answer | undefined =>
  answers.find((answer) => answer.q === q);

/** Puts an answer in the place of an earlier one to the same question, or takes it away. */
export const withAnswer = (
  answers: readonly Answer[],
  q: QuestionId,
  answer: Answer | undefined,
): readonly Answer[] => {
  const at = answers.findIndex((each) => each.q === q);
  if (answer === undefined) return answers.filter((each) => each.q !== q);
  return at === -1 ? [...answers, answer] : answers.with(at, answer);
};
