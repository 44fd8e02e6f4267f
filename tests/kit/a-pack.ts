/** A small pack and answers to it, for tests that need one. */
import type { Answer } from '../../src/domain/answer.ts';
import type { OptionId, QuestionId } from '../../src/domain/id.ts';
import type { ChooseMany, ChooseOne, Question, Scale, Words } from '../../src/domain/question.ts';

export const q = (id: string): QuestionId => id as QuestionId;
export const o = (id: string): OptionId => id as OptionId;

export const aChooseOne = (id = 'what-next', ...options: string[]): ChooseOne => ({
  id: q(id),
  kind: 'choose-one',
  options: (options.length > 0 ? options : ['leave-as-it-is', 'cards-back', 'none-of-these']).map((each) => ({ id: o(each) })),
});
export const aChooseMany = (id = 'how-to-ask'): ChooseMany => ({
  id: q(id),
  kind: 'choose-many',
  options: [{ id: o('phone') }, { id: o('in-person') }, { id: o('none-of-these'), alone: true }],
});
export const aScale = (id = 'better-worse'): Scale => ({ id: q(id), kind: 'scale', scale: 'better-worse-5', steps: 5 });
/** With a picture, where one is asked for. */
export const someWords = (id = 'impact', ...also: NonNullable<Words['also']>[number][]): Words => ({ id: q(id), kind: 'words', ...(also.length === 0 ? {} : { also }) });

/** One question of each kind. */
export const someQuestions = (): readonly Question[] => [aChooseMany(), someWords('impact', 'photo', 'draw'), aScale(), aChooseOne()];

/** One answer of each kind, to those questions. */
export const someAnswers = (): readonly Answer[] => [
  { q: q('how-to-ask'), kind: 'choose-many', value: [o('phone'), o('in-person')] },
  { q: q('impact'), kind: 'words', value: { text: 'My sister can’t park. বোন আসতে পারে না।', lang: 'en' } },
  { q: q('better-worse'), kind: 'scale', value: { scale: 'better-worse-5', at: 1 } },
  { q: q('what-next'), kind: 'choose-one', value: o('cards-back') },
];
