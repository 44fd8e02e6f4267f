/** Choose many: any number of options, of which some stand alone ("none of these"). */
import type { Answer } from '../answer.ts';
import type { OptionId } from '../id.ts';
import { problem } from '../problem.ts';
import type { ChooseMany } from '../question.ts';
import { bad, good } from '../result.ts';
import { FIELD, type Kind } from './kind.ts';
import { optionWordKeys } from './option-words.ts';

type ChooseManyAnswer = Extract<Answer, { kind: 'choose-many' }>;

export const chooseMany: Kind<ChooseMany, ChooseManyAnswer> = {
  kind: 'choose-many',
  part: 'closed',
  wordKeys: (question) => optionWordKeys(question.options),
  read: (question, fields) => {
    const value = fields(FIELD.value).filter(Boolean) as OptionId[];
    return value.length > 0 ? { q: question.id, kind: 'choose-many', value } : undefined;
  },
  check: (question, answer) => {
    const known = new Map(question.options.map((option) => [option.id, option]));
    const fits =
      answer.value.length > 0 &&
      new Set(answer.value).size === answer.value.length &&
      answer.value.every((id) => known.has(id)) &&
      (answer.value.length === 1 || !answer.value.some((id) => known.get(id)?.alone));
    return fits ? good(answer) : bad(problem('answer-unknown', question.id));
  },
  chosen: (answer) => answer.value,
};

/**
 * Ticks or clears one option, keeping the pack's order. One that stands alone clears the others, and any other
 * clears it, so that nobody can hand in "none of these" together with something.
 */
export const toggle = (
  question: ChooseMany,
  value: readonly OptionId[],
  id: OptionId,
): readonly OptionId[] => {
  if (value.includes(id)) return value.filter((each) => each !== id);
  const alone = new Set(question.options.filter((option) => option.alone).map((option) => option.id));
  const kept = new Set(alone.has(id) ? [id] : [...value.filter((each) => !alone.has(each)), id]);
  return question.options.map((option) => option.id).filter((each) => kept.has(each));
};
