/** Which questions a person meets: a follow-up only where an earlier answer asks for it. */
import { answerTo, isGiven, type Answer } from './answer.ts';
import type { Question } from './question.ts';
import { kindOf } from './question-kinds/index.ts';

const isAsked = (question: Question, asked: readonly Question[], answers: readonly Answer[]): boolean => {
  const { when } = question;
  if (when === undefined) return true;
  // An answer to a question that is itself no longer asked brings nothing up.
  const earlier = asked.find((each) => each.id === when.q);
  const answer = answerTo(answers, when.q);
  return earlier !== undefined && isGiven(answer) && kindOf(earlier).chosen(answer).some((id) => when.is.includes(id));
};

/** The questions that these answers lead through, in the pack's order. */
export const questionsAsked = <Q extends Question>(questions: readonly Q[], answers: readonly Answer[]): readonly Q[] => {
  const asked: Q[] = [];
  for (const question of questions) if (isAsked(question, asked, answers)) asked.push(question);
  return asked;
};

/** Only what the person was asked and answered goes to the council; answers to questions that fell away stay behind. */
export const answersAsked = (questions: readonly Question[], answers: readonly Answer[]): readonly Answer[] =>
  questionsAsked(questions, answers).flatMap((question) => answerTo(answers, question.id) ?? []);
