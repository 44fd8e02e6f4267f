/** Choose one: a single option out of some. */
import type { Answer } from '../answer.ts';
import type { OptionId } from '../id.ts';
import { problem } from '../problem.ts';
import type { ChooseOne } from '../question.ts';
import { bad, good } from '../result.ts';
import { FIELD, type Kind } from './kind.ts';
import { optionWordKeys } from './option-words.ts';

type ChooseOneAnswer = Extract<Answer, { kind: 'choose-one' }>;

export const chooseOne: Kind<ChooseOne, ChooseOneAnswer> = {
  kind: 'choose-one',
  part: 'closed',
  wordKeys: (question) => optionWordKeys(question.options),
  read: (question, fields) => {
    const [value] = fields(FIELD.value);
    return value ? { q: question.id, kind: 'choose-one', value: value as OptionId } : undefined;
  },
  check: (question, answer) =>
    question.options.some((option) => option.id === answer.value)
      ? good(answer)
      : bad(problem('answer-unknown', question.id)),
  chosen: (answer) => [answer.value],
};
