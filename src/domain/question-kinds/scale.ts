/** Scale: one step of a few, each with words of its own. The scale's id says what the number means. */
import type { Answer } from '../answer.ts';
import { problem } from '../problem.ts';
import type { Scale } from '../question.ts';
import { bad, good } from '../result.ts';
import { FIELD, type Kind } from './kind.ts';

type ScaleAnswer = Extract<Answer, { kind: 'scale' }>;

/** 1 up to the number of steps. */
export const stepsOf = (question: Scale): readonly number[] =>
  Array.from({ length: question.steps }, (_, index) => index + 1);

export const scale: Kind<Scale, ScaleAnswer> = {
  kind: 'scale',
  part: 'closed',
  wordKeys: (question) => stepsOf(question).map((step) => `step-${step}`),
  read: (question, fields) => {
    const at = Number(fields(FIELD.value)[0] ?? Number.NaN);
    return Number.isInteger(at) ? { q: question.id, kind: 'scale', value: { scale: question.scale, at } } : undefined;
  },
  check: (question, answer) =>
    answer.value.scale === question.scale &&
    Number.isInteger(answer.value.at) &&
    answer.value.at >= 1 &&
    answer.value.at <= question.steps
      ? good(answer)
      : bad(problem('answer-unknown', question.id)),
  chosen: () => [],
};
