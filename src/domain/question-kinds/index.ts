/** The kinds of question there are, by name; a new kind is one more line here. */
import type { Answer } from '../answer.ts';
import type { Question, QuestionKind } from '../question.ts';
import { chooseMany } from './choose-many.ts';
import { chooseOne } from './choose-one.ts';
import type { Kind } from './kind.ts';
import { scale } from './scale.ts';
import { words } from './words.ts';

const KINDS: Readonly<Record<QuestionKind, Kind<Question, Answer>>> = {
  'choose-one': chooseOne,
  'choose-many': chooseMany,
  scale,
  words,
};

/** The codec for a question. */
export const kindOf = (question: Pick<Question, 'kind'>): Kind<Question, Answer> => KINDS[question.kind];
