/** What makes a pack fit to publish, as one schema: the files under packs/ are held against it. */
import * as v from 'valibot';
import { NAME_PATTERN, type OptionId, type PackId, type QuestionId } from './id.ts';
import { LANGUAGES } from './language.ts';
import { ALSO, PICTURE_NAMES } from './question.ts';
import { RUNGS } from './rung.ts';

const name = v.pipe(v.string(), v.regex(NAME_PATTERN, 'must be a short name: a-z, 0-9 and -, starting with a letter'));
const questionId = v.pipe(name, v.transform((text) => text as QuestionId));
const optionId = v.pipe(name, v.transform((text) => text as OptionId));
const day = v.pipe(v.string(), v.isoDate('must be a day, as 2027-03-31'));

/** Ten years at the most: nobody promises for longer. */
const keepDays = v.pipe(v.number(), v.integer('must be whole days'), v.minValue(1, 'must be a day or more'), v.maxValue(3_650, 'must be ten years or less'));

const option = v.strictObject({
  id: optionId,
  picture: v.exactOptional(v.picklist(PICTURE_NAMES)),
  group: v.exactOptional(name),
  rollsUpTo: v.exactOptional(optionId),
  alone: v.exactOptional(v.boolean()),
  weighed: v.exactOptional(v.boolean()),
});
const options = v.pipe(v.array(option), v.minLength(2, 'needs two options or more'));
const asked = {
  id: questionId,
  when: v.exactOptional(v.strictObject({ q: questionId, is: v.pipe(v.array(optionId), v.minLength(1)) })),
  about: v.exactOptional(v.picklist(['outcome', 'impact', 'option', 'other'])),
};
const chooseOne = { ...asked, kind: v.literal('choose-one'), options };
const chooseMany = { ...asked, kind: v.literal('choose-many'), options };
const scale = {
  ...asked,
  kind: v.literal('scale'),
  scale: name,
  steps: v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(7)),
};
const also = v.pipe(v.array(v.picklist(ALSO)), v.minLength(1, 'needs "photo" or "draw", or is left out'));
const words = { ...asked, kind: v.literal('words'), also: v.exactOptional(also) };
const question = v.variant('kind', [
  v.strictObject(chooseOne),
  v.strictObject(chooseMany),
  v.strictObject(scale),
  v.strictObject(words),
]);
const sourced = { source: v.string(), status: v.string() };
const setQuestion = v.variant('kind', [
  v.strictObject({ ...chooseOne, ...sourced }),
  v.strictObject({ ...chooseMany, ...sourced }),
  v.strictObject({ ...scale, ...sourced }),
  v.strictObject({ ...words, ...sourced }),
]);

/** A set of questions that packs share, as written in packs/sets/<id>/set.json. */
export const QuestionSetSource = v.strictObject({
  id: name,
  asOf: day,
  questions: v.pipe(v.array(setQuestion), v.minLength(1)),
});

/** A pack as written in packs/<id>/pack.json. */
export const PackSource = v.strictObject({
  v: v.literal(1),
  id: v.pipe(name, v.transform((text) => text as PackId)),
  /** An example promises nothing in a real council's name, and says so on its first screen. */
  example: v.boolean(),
  rung: v.picklist(RUNGS, `must be one of ${RUNGS.join(', ')}: at the rungs below, no answers can be asked for`),
  /** What the answers are for (guide, section 1.2). */
  purpose: v.picklist(['testing-ideas', 'informing-decisions', 'gathering-evidence']),
  picture: v.picklist(PICTURE_NAMES),
  opens: day,
  closes: day,
  decisionOn: day,
  replyBy: day,
  languages: v.pipe(v.array(v.picklist(LANGUAGES)), v.minLength(1)),
  /** Ways to take part; never online alone (guide, section 2.4). */
  ways: v.pipe(v.array(v.picklist(['online', 'phone', 'paper', 'in-person'])), v.minLength(3, 'needs three ways to take part or more')),
  /** In days, see `keep-until`: the notice must say the same of the answers. */
  keep: v.exactOptional(v.strictObject({ answers: keepDays, support: keepDays, interest: keepDays })),
  support: name,
  aboutYou: name,
  questions: v.pipe(v.array(question), v.minLength(1, 'needs a question')),
});

export type PackSourceValue = v.InferOutput<typeof PackSource>;
