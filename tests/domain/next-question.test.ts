/** Follow-ups: asked where an earlier answer calls for them, and never handed in where it no longer does. */
import { expect, test } from 'vitest';
import { answersAsked, questionsAsked } from '../../src/domain/next-question.ts';
import type { Question } from '../../src/domain/question.ts';
import { aChooseOne, o, q, someWords } from '../kit/a-pack.ts';

const questions: readonly Question[] = [
  aChooseOne('first', 'yes', 'no'),
  { ...aChooseOne('second', 'more', 'less'), when: { q: q('first'), is: [o('yes')] } },
  { ...someWords('third'), when: { q: q('second'), is: [o('more')] } },
  someWords('last'),
];
const ids = (answers: Parameters<typeof questionsAsked>[1]) => questionsAsked(questions, answers).map(({ id }) => id);
const chose = (id: string, value: string) => ({ q: q(id), kind: 'choose-one', value: o(value) }) as const;

test('a follow-up waits for the answer that calls for it', () => {
  expect(ids([])).toEqual(['first', 'last']);
  expect(ids([chose('first', 'no')])).toEqual(['first', 'last']);
  expect(ids([chose('first', 'yes')])).toEqual(['first', 'second', 'last']);
});

test('a follow-up of a follow-up falls away with it', () => {
  const answers = [chose('first', 'yes'), chose('second', 'more')];
  expect(ids(answers)).toEqual(['first', 'second', 'third', 'last']);
  expect(ids([chose('first', 'no'), chose('second', 'more')])).toEqual(['first', 'last']);
});

test('an answer to a question that fell away is not handed in', () => {
  const given = [chose('first', 'no'), chose('second', 'more'), { q: q('last'), kind: 'skipped', value: null } as const];
  expect(answersAsked(questions, given).map((answer) => answer.q)).toEqual(['first', 'last']);
});
