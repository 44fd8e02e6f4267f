/** A draft's list of answers: replaced in place, added at the end, taken away. */
import { expect, test } from 'vitest';
import { answerTo, isGiven, withAnswer } from '../../src/domain/answer.ts';
import { toTheMinute } from '../../src/domain/record.ts';
import { q, someAnswers } from '../kit/a-pack.ts';

const skipped = { q: q('impact'), kind: 'skipped', value: null } as const;

test('a second answer to a question takes the place of the first', () => {
  const answers = withAnswer(someAnswers(), q('impact'), skipped);
  expect(answers).toHaveLength(4);
  expect(answers[1]).toEqual(skipped);
});

test('taking an answer away leaves "not seen", which is neither skipped nor given', () => {
  const answers = withAnswer(someAnswers(), q('impact'), undefined);
  expect(answerTo(answers, q('impact'))).toBeUndefined();
  expect(isGiven(answerTo(answers, q('impact')))).toBe(false);
  expect(isGiven(skipped)).toBe(false);
});

test('a record says when it was made to the minute and no nearer', () => {
  expect(toTheMinute(Date.UTC(2026, 10, 23, 20, 31, 59, 999))).toBe('2026-11-23T20:31Z');
});
