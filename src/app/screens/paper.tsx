/** Paper: the same questions with the same ids, to print and to answer with a pen. No script is needed for it. */
import type { Pack, PackWords } from '../../domain/pack.ts';
import type { Option, Question } from '../../domain/question.ts';
import { stepsOf } from '../../domain/question-kinds/scale.ts';
import type { Texts } from '../../i18n/texts.ts';
import { badgeOf } from '../questions/index.tsx';
import { Facts } from '../ui/facts.tsx';
import { PaperQuestion, type PaperOption, type PaperQuestionProps } from '../ui/paper-question.tsx';
import type { Said } from '../ui/said.tsx';
import { from, maybe, said, say } from './words.ts';

interface PaperProps {
  readonly texts: Texts;
  readonly pack: Pack;
  readonly words: PackWords;
}

interface Place {
  readonly texts: Texts;
  readonly word: (key: string) => Said;
}

/** A question as it is printed, before it has its number. */
type Printed = Omit<PaperQuestionProps, 'number'>;
type Groups = PaperQuestionProps['groups'];

/** Room for a story in large handwriting, and for a line or two about oneself. */
const LINES_FOR_WORDS = 8;
const LINES_FOR_A_NOTE = 2;

const optionOf = ({ texts, word }: Place, option: Option, options: readonly Option[]): PaperOption => {
  const badge = badgeOf(options, option);
  return {
    said: word(option.id),
    ...(badge === undefined ? {} : { badge }),
    ...(option.picture === undefined ? {} : { picture: option.picture }),
    ...(option.weighed
      ? {
          sides: [
            { lead: say(texts, 'question.good'), rest: word(`${option.id}.pro`) },
            { lead: say(texts, 'question.bad'), rest: word(`${option.id}.con`) },
            { lead: say(texts, 'question.who'), rest: word(`${option.id}.who`) },
          ],
        }
      : {}),
  };
};

/** Options under their headings, neighbours together, in the pack's order. */
const groupsOf = (place: Place, question: Question): Groups => {
  if (question.kind === 'words') return [];
  if (question.kind === 'scale') return [{ options: stepsOf(question).map((step) => ({ said: place.word(`step-${step}`), stairs: { step, of: question.steps } })) }];
  const names = [...new Set(question.options.map((option) => option.group))];
  return names.map((name) => ({
    ...(name === undefined ? {} : { heading: place.word(`group.${name}`) }),
    options: question.options.filter((option) => option.group === name).map((option) => optionOf(place, option, question.options)),
  }));
};

const printed = (texts: Texts, words: PackWords, prefix: '' | 'support.' | 'about.', question: Question): Printed => {
  const place: Place = { texts, word: from(words, `${prefix}q.${question.id}.`) };
  const help = maybe(words, `${prefix}q.${question.id}.help`);
  const how = question.kind === 'choose-many' ? 'paper.tick-many' : question.kind === 'words' ? undefined : 'paper.tick-one';
  const { when } = question;
  const earlier = when?.is.map((id) => words[`${prefix}q.${when.q}.${id}`]).join(' / ');
  // As on the screen, nobody has to leave a question about themselves open to say no to it.
  const ratherNot: Groups = prefix === 'about.' ? [{ options: [{ said: say(texts, 'about.rather-not') }] }] : [];
  return {
    ask: place.word('ask'),
    ...(earlier ? { condition: say(texts, 'paper.if', { option: earlier }) } : {}),
    ...(help ? { help } : {}),
    ...(how ? { how: say(texts, how) } : {}),
    groups: [...groupsOf(place, question), ...ratherNot],
    lines: question.kind !== 'words' ? 0 : prefix === '' ? LINES_FOR_WORDS : LINES_FOR_A_NOTE,
  };
};

const reach = (texts: Texts): Printed => ({ ask: say(texts, 'support.reach'), help: say(texts, 'support.reach.help'), groups: [], lines: LINES_FOR_A_NOTE });

const quote = (texts: Texts): Printed => ({
  ask: say(texts, 'review.quote'),
  how: say(texts, 'paper.tick-one'),
  groups: [{ options: [{ said: say(texts, 'review.quote.count-only') }, { said: say(texts, 'review.quote.words-no-name') }] }],
});

const Printouts = ({ all, after = 0 }: { readonly all: readonly Printed[]; readonly after?: number }) => (
  <>
    {all.map((each, index) => (
      <PaperQuestion key={each.ask.text} {...each} number={after + index + 1} />
    ))}
  </>
);

/** What stands before the first question: whose form it is, what it can change, and why it is asked. */
const Beginning = ({ texts, pack, words }: PaperProps) => {
  const word = from(words);
  return (
    <>
      <h1 tabIndex={-1}>{word('title').text}</h1>
      {pack.example ? <p class="strong">{word('example').text}</p> : null}
      <p>{texts.text('paper.how')}</p>
      <Facts
        items={[
          { kind: 'can', lead: say(texts, 'promise.can'), rest: word('can') },
          { kind: 'cannot', lead: say(texts, 'promise.cannot'), rest: word('cannot') },
          { kind: 'hear-back', lead: word('who'), rest: word('hear-back') },
        ]}
      />
      <p>{word('reasons').text}</p>
      <p>{word('reasons.more').text}</p>
    </>
  );
};

export const Paper = ({ texts, pack, words }: PaperProps) => {
  const word = from(words);
  const support = [...pack.support.questions.map((question) => printed(texts, words, 'support.', question)), reach(texts)];
  const questions = pack.questions.map((question) => printed(texts, words, '', question));
  const about = pack.aboutYou.questions.map((question) => printed(texts, words, 'about.', question));
  return (
    <main id="main" data-screen="paper">
      <div class="stop paper">
        <Beginning texts={texts} pack={pack} words={words} />
        <Printouts all={support} />
        <p>{word('support.why').text}</p>
        <Printouts all={questions} after={support.length} />
        <h2>{texts.text('about.title')}</h2>
        <p>{word('about.why').text}</p>
        <Printouts all={about} after={support.length + questions.length} />
        <Printouts all={[quote(texts)]} after={support.length + questions.length + about.length} />
        <p>{word('notice').text}</p>
        <p>
          <b>{texts.text('paper.where')}</b> {pack.example ? texts.text('paper.where.none') : said(words['where'] ?? '').text}
        </p>
      </div>
    </main>
  );
};
