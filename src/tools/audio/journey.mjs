/** What someone hears of a conversation from the promise to the receipt, as keys in order: the shortest way and the longest. */

/**
 * @typedef {import('../../domain/pack-source.ts').PackSourceValue} Pack
 * @typedef {import('../../domain/question.ts').Question} Question
 * @typedef {import('../../domain/question.ts').QuestionSet} QuestionSet
 * @typedef {import('../../domain/spoken.ts').SpokenValues} SpokenValues
 * @typedef {'app' | 'pack' | 'support' | 'about'} From
 * @typedef {readonly [From, string, SpokenValues?]} Heard
 * @typedef {{ readonly pack: Pack, readonly support: QuestionSet, readonly about: QuestionSet, readonly isDraft: boolean }} Conversation
 *
 * Shortest: each question is heard and skipped, nothing is unfolded. Longest: every follow-up, help, option and side,
 * everything unfolded, and each answer read back.
 * @typedef {'shortest' | 'longest'} Path
 */

/** A real one has 13 letters and a check letter; these are neither the shortest nor the longest. */
const A_CODE = 'K7QM-2XGT-9RBW-4H';
/** As the promise says it; how many minutes makes no difference to how long that takes. */
const SOME_MINUTES = 12;

/** @type {(...keys: readonly string[]) => readonly Heard[]} */
const app = (...keys) => keys.map((key) => ['app', key]);
/** @type {(from: From, ...keys: readonly string[]) => readonly Heard[]} */
const words = (from, ...keys) => keys.map((key) => [from, key]);

const LADDER = ['citizen-control', 'delegated-power', 'partnership', 'placation', 'consultation', 'informing', 'educating', 'manipulation'];

/** @type {(conversation: Conversation, isLong: boolean) => readonly Heard[]} */
const promise = ({ pack, isDraft }, isLong) => [
  ...words('pack', 'title', 'short', ...(pack.example ? ['example'] : [])),
  ...(isDraft ? app('draft-words') : []),
  ...app('promise.you-tell', 'promise.council-decides', 'promise.can'),
  ...words('pack', 'can'),
  ...app('promise.cannot'),
  ...words('pack', 'cannot'),
  ...app('promise.hear-back'),
  ['app', 'promise.hear-back.by', { date: pack.replyBy }],
  ...words('pack', 'hear-back'),
  ...(isLong ? [...app('promise.why'), ...words('pack', 'reasons', 'reasons.more'), ...app('promise.notice'), ...words('pack', 'notice')] : []),
  ...(isLong ? app('promise.ladder', 'ladder.here', ...LADDER.map((rung) => `ladder.${rung}`)) : []),
  ['app', 'promise.open-until', { date: pack.closes }],
  ['app', 'promise.time', { minutes: SOME_MINUTES }],
  ...app('dock.begin'),
];

/** @type {(from: From, question: Question) => readonly Heard[]} */
const optionsOf = (from, question) => {
  const key = (/** @type {string} */ end) => `q.${question.id}.${end}`;
  if (question.kind === 'words') return app('question.write');
  if (question.kind === 'scale') return Array.from({ length: question.steps }, (_, index) => [from, key(`step-${index + 1}`)]);
  return question.options.flatMap(({ id, group, weighed }, index) => [
    ...(group === undefined || question.options[index - 1]?.group === group ? [] : words(from, key(`group.${group}`))),
    ...words(from, key(id)),
    ...(weighed ? [...app('question.good'), ...words(from, key(`${id}.pro`)), ...app('question.bad'), ...words(from, key(`${id}.con`)), ...app('question.who'), ...words(from, key(`${id}.who`))] : []),
  ]);
};

/** @type {(from: From, questions: readonly Question[], isLong: boolean) => readonly Heard[]} */
const asked = (from, questions, isLong) =>
  questions
    .filter(({ when }) => isLong || when === undefined)
    .flatMap((question, index, all) => [
      ['app', 'question.count', { n: index + 1, all: all.length }],
      ...words(from, `q.${question.id}.ask`),
      ...(isLong ? [...words(from, `q.${question.id}.help`), ...optionsOf(from, question)] : []),
      ...(from === 'about' ? app('about.rather-not') : []),
      ...app(isLong ? 'dock.go-on' : 'question.skip'),
    ]);

/** @type {(conversation: Conversation, isLong: boolean) => readonly Heard[]} */
const support = ({ support: { questions } }, isLong) => [
  ...(isLong ? questions : questions.slice(0, 1)).flatMap((question) => [
    ...words('support', `q.${question.id}.ask`),
    ...(isLong ? [...words('support', `q.${question.id}.help`), ...optionsOf('support', question)] : []),
  ]),
  ...(isLong ? [...app('support.reach', 'support.reach.help'), ...words('support', 'why'), ...app('support.ways')] : []),
  ...app('dock.go-on'),
];

/** @type {(conversation: Conversation, isLong: boolean) => readonly Heard[]} */
const aboutYou = ({ about: { questions } }, isLong) => [
  ...app('about.title'),
  ...(isLong ? [...app('about.why'), ...words('about', 'why')] : []),
  ...asked('about', isLong ? questions : questions.slice(0, 1), isLong),
  ...app('about.leave-all'),
];

/** One answer to each, the first, for the time that reading back takes. @type {(from: From, questions: readonly Question[]) => readonly Heard[]} */
const readBack = (from, questions) => questions.flatMap((question) => [...words(from, `q.${question.id}.ask`), ...optionsOf(from, question).slice(0, 1), ...app('review.change')]);

/** @type {(conversation: Conversation, isLong: boolean) => readonly Heard[]} */
const review = ({ pack, about }, isLong) => [
  ...app('review.title'),
  ...(isLong ? [/** @type {Heard} */ (['app', 'review.answered', { count: pack.questions.length }]), ...readBack('pack', pack.questions), ...app('review.about'), ...readBack('about', about.questions)] : app('review.nothing')),
  ...app('review.quote', 'review.quote.count-only', 'review.quote.words-no-name', 'review.keep', 'review.keep.help', 'review.keep.no', 'review.keep.yes', 'review.hand-in'),
];

/** @type {(conversation: Conversation, isLong: boolean) => readonly Heard[]} */
const done = ({ pack }, isLong) => [
  ...app('done.title', 'done.device', 'done.received'),
  ...(isLong ? app('done.safe', 'done.safe.device') : []),
  ...app('done.next'),
  ['app', 'done.next.decides', { date: pack.decisionOn }],
  ['app', 'done.next.reply', { date: pack.replyBy }],
  ...app('done.code'),
  ['app', 'say.code', { code: A_CODE }],
  ...app('done.code.help', 'done.code.later'),
  ...(isLong ? app('done.tell', 'done.tell.help', 'done.tell.label', 'done.tell.send') : []),
  ...app('dock.finish'),
];

/** @type {(conversation: Conversation, path: Path) => readonly Heard[]} */
export const heardOn = (conversation, path) => {
  const isLong = path === 'longest';
  return [
    ...promise(conversation, isLong),
    ...support(conversation, isLong),
    ...asked('pack', conversation.pack.questions, isLong),
    ...aboutYou(conversation, isLong),
    ...review(conversation, isLong),
    ...done(conversation, isLong),
  ];
};
