/** Whether an answer fits its question, whichever kind it is. */
import type { Answer } from './answer.ts';
import { problem } from './problem.ts';
import type { Question } from './question.ts';
import { kindOf } from './question-kinds/index.ts';
import { FIELD, type Fields } from './question-kinds/kind.ts';
import type { Language } from './language.ts';
import { bad, good, type Result } from './result.ts';

/** Reads an answer out of a form's native controls; undefined when nothing is given or passed over. */
export const readAnswer = (question: Question, fields: Fields, lang: Language): Answer | undefined => {
  const [passed] = fields(FIELD.passed);
  if (passed === 'rather-not-say') return { q: question.id, kind: 'rather-not-say', value: null };
  return kindOf(question).read(question, fields, lang);
};

/** Refuses an answer of another kind, to another question, or outside the question's own rules. */
export const checkAnswer = (question: Question, answer: Answer): Result<Answer> => {
  if (answer.q !== question.id) return bad(problem('answer-unknown', question.id));
  if (answer.kind === 'skipped' || answer.kind === 'rather-not-say') return good(answer);
  if (answer.kind !== question.kind) return bad(problem('answer-unknown', question.id));
  return kindOf(question).check(question, answer);
};
