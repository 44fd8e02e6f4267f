/** What every kind of question is given to draw itself with; no state, no catalogue of words. */
import type { ComponentChildren } from 'preact';
import type { Answer } from '../../domain/answer.ts';
import type { Language } from '../../domain/language.ts';
import type { Option, Question } from '../../domain/question.ts';
import type { Said } from '../ui/said.tsx';
import { badgeAt, type Badge } from '../ui/shape.tsx';

/** The app's own words round an option's two sides. */
export interface WeighWords {
  readonly good: Said;
  readonly bad: Said;
  readonly who: Said;
  /** On the fold that holds all three. */
  readonly both: Said;
}

export interface QuestionProps<Q extends Question = Question> {
  readonly question: Q;
  readonly answer: Answer | undefined;
  /** A pack's words by key, as `q.impact.ask`; the caller puts a shared set's prefix in front. */
  readonly say: (key: string) => Said;
  /** Without them no option shows its sides. */
  readonly weigh?: WeighWords;
  /** A label above the field to write in, where the heading alone is not enough. */
  readonly write?: Said;
  readonly lang: Language;
  /** The way to speak instead of writing, or beside it; only where words are asked for. */
  readonly speak?: ComponentChildren;
  /** "I would rather not say", where the question offers it. */
  readonly ratherNot?: Said;
  /** The id of the heading that asks, and of the line of help below it. */
  readonly labelledBy?: string;
  readonly describedBy?: string;
  /** Left out at prerender: the controls then keep their own state. */
  readonly onAnswer?: (answer: Answer | undefined) => void;
}

/** The words of one thing below this question: an option's id, `step-1`, `group.asian`. */
export const sayOf =
  ({ question, say }: QuestionProps) =>
  (key: string): Said =>
    say(`q.${question.id}.${key}`);

/** The badge that an option bears everywhere: on the question, on the review, in the person's own answers. */
export const badgeOf = (options: readonly Option[], option: Option): Badge | undefined =>
  option.picture === undefined
    ? undefined
    : badgeAt(options.indexOf(option), option.alone === true || option.picture === 'none');
