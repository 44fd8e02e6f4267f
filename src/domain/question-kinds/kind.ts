/** What each kind of question must know how to do. One file a kind; one component of the same name in app/questions. */
import type { Answer } from '../answer.ts';
import type { OptionId } from '../id.ts';
import type { Language } from '../language.ts';
import type { Question, QuestionKind } from '../question.ts';
import type { PartName } from '../record.ts';
import type { Result } from '../result.ts';

/** What native form controls hold: for each name, the values of its checked or filled controls, in order. */
export type Fields = (name: string) => readonly string[];

/** The names that controls bear in a form. The same before any script has run and after. */
export const FIELD = { value: 'value', passed: 'passed' } as const;

/**
 * A codec: between the form, the answer and the question's rules. `Q` and `A` are the kind's own. Methods, not
 * properties, so that `kindOf` can hand out a codec for any question: the caller has matched the two by `kind`.
 */
export interface Kind<Q extends Question, A extends Answer> {
  readonly kind: QuestionKind;
  /** In which sealed part the answer goes: choices and scales apart from words. */
  readonly part: PartName;
  /** The keys, below `q.<id>.`, that the pack's words must have for this question, besides `ask`. */
  wordKeys(question: Q): readonly string[];
  /** Reads the form; undefined where nothing was given. Never judges. */
  read(question: Q, fields: Fields, lang: Language): A | undefined;
  /** Whether the answer is one that this question can have. */
  check(question: Q, answer: A): Result<A>;
  /** The options that it names, for follow-ups and for reading back. */
  chosen(answer: A): readonly OptionId[];
}
