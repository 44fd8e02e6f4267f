/** What a schema can't say of a pack: dates in order, follow-ups that lead back, outcomes before options, a fair choice. */
import type { PackSourceValue } from './pack-source.ts';
import type { Option, Question } from './question.ts';

export interface RuleFault {
  /** Where in the file, as `questions.2.when`. */
  readonly key: string;
  readonly why: string;
}

const optionsOf = (question: Question): readonly Option[] | undefined => ('options' in question ? question.options : undefined);

const repeated = (ids: readonly string[]): readonly number[] => ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index] : []));

const followUp = (question: Question, index: number, before: readonly Question[]): readonly RuleFault[] => {
  const { when } = question;
  if (when === undefined) return [];
  const key = `questions.${index}.when`;
  const earlier = before.find((each) => each.id === when.q);
  if (earlier === undefined) return [{ key: `${key}.q`, why: `"${when.q}" is not a question before this one` }];
  const options = optionsOf(earlier);
  if (options === undefined) return [{ key: `${key}.q`, why: `"${when.q}" has no options that could lead here` }];
  return when.is.filter((id) => !options.some((option) => option.id === id)).map((id) => ({ key: `${key}.is`, why: `"${when.q}" has no option "${id}"` }));
};

const ofOptions = (question: Question, index: number): readonly RuleFault[] => {
  const options = optionsOf(question) ?? [];
  const key = (at: number): string => `questions.${index}.options.${at}`;
  return [
    ...repeated(options.map(({ id }) => id)).map((at) => ({ key: `${key(at)}.id`, why: `"${options[at]?.id}" is there twice` })),
    ...options.flatMap(({ rollsUpTo }, at) =>
      rollsUpTo === undefined || options.some(({ id, rollsUpTo: further }) => id === rollsUpTo && further === undefined)
        ? []
        : [{ key: `${key(at)}.rollsUpTo`, why: `"${rollsUpTo}" is not a standard option of this question` }],
    ),
  ];
};

/** What holds for any list of questions, a pack's or a set's. */
export const questionFaults = (questions: readonly Question[]): readonly RuleFault[] => [
  ...repeated(questions.map(({ id }) => id)).map((index) => ({ key: `questions.${index}.id`, why: `"${questions[index]?.id}" is there twice` })),
  ...questions.flatMap((question, index) => [...followUp(question, index, questions.slice(0, index)), ...ofOptions(question, index)]),
];

const DATES = ['opens', 'closes', 'decisionOn', 'replyBy'] as const;
const dateFaults = (pack: PackSourceValue): readonly RuleFault[] =>
  DATES.slice(1).flatMap((name, index) => {
    const before = DATES[index] ?? 'opens';
    return pack[name] < pack[before] ? [{ key: name, why: `comes before ${before}` }] : [];
  });

const ORDER = ['outcome', 'impact', 'option'] as const;
/** It starts from what a good outcome looks like, then what it means for people, then options (guide, section 3). */
const orderFaults = (questions: readonly Question[]): readonly RuleFault[] => {
  const rank = questions.map(({ about = 'other' }) => ORDER.indexOf(about as (typeof ORDER)[number]));
  const first = questions[0]?.about === 'outcome' ? [] : [{ key: 'questions.0.about', why: 'the first question must be about an "outcome"' }];
  const early = rank.flatMap((at, index) =>
    at !== -1 && rank.slice(index + 1).some((later) => later !== -1 && later < at)
      ? [{ key: `questions.${index}.about`, why: `"${ORDER[at]}" comes before "${ORDER[Math.min(...rank.slice(index + 1).filter((later) => later !== -1))]}"` }]
      : [],
  );
  return [...first, ...early];
};

const NONE = 'none-of-these';
const AS_IT_IS = 'leave-as-it-is';
/** Where options are put before people they may refuse them all, and "leave it as it is" is one of them. */
const choiceFaults = (questions: readonly Question[]): readonly RuleFault[] => {
  const choices = questions.flatMap((question, index) => (question.about === 'option' && optionsOf(question) ? [{ index, options: optionsOf(question) ?? [] }] : []));
  const has = (options: readonly Option[], id: string): boolean => options.some((option) => option.id === id);
  const cornered = choices.filter(({ options }) => !has(options, NONE)).map(({ index }) => ({ key: `questions.${index}.options`, why: `has no "${NONE}"` }));
  const pushed = choices.length === 0 || choices.some(({ options }) => has(options, AS_IT_IS)) ? [] : [{ key: 'questions', why: `no choice has "${AS_IT_IS}"` }];
  const unweighed = choices.flatMap(({ index, options }) =>
    options.some(({ weighed }) => weighed)
      ? options.flatMap((option, at) => (option.weighed || option.id === NONE ? [] : [{ key: `questions.${index}.options.${at}.weighed`, why: 'the others show their good and bad sides, so this one must' }]))
      : [],
  );
  return [...cornered, ...pushed, ...unweighed];
};

export const packFaults = (pack: PackSourceValue): readonly RuleFault[] => [
  ...dateFaults(pack),
  ...questionFaults(pack.questions),
  ...orderFaults(pack.questions),
  ...choiceFaults(pack.questions),
];
