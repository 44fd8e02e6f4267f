/** Paper: the same questions with the same ids, to print and to answer with a pen. No script is needed for it. */
import type { Pack, PackWords } from '../../domain/pack.ts';
import type { Option, Question } from '../../domain/question.ts';
import { stepsOf } from '../../domain/question-kinds/scale.ts';
import type { Texts } from '../../i18n/texts.ts';
import { Facts } from '../ui/facts.tsx';
import { PaperQuestion, type PaperOption } from '../ui/paper-question.tsx';
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

/** Room for a story in large handwriting. */
const LINES_FOR_WORDS = 8;

const optionOf = ({ texts, word }: Place, option: Option): PaperOption => ({
  said: word(option.id),
  ...(option.weighed
    ? {
        sides: [
          { lead: say(texts, 'question.good'), rest: word(`${option.id}.pro`) },
          { lead: say(texts, 'question.bad'), rest: word(`${option.id}.con`) },
          { lead: say(texts, 'question.who'), rest: word(`${option.id}.who`) },
        ],
      }
    : {}),
});

/** Options under their headings, neighbours together, in the pack's order. */
const groupsOf = (place: Place, question: Question): readonly { readonly heading?: Said; readonly options: readonly PaperOption[] }[] => {
  if (question.kind === 'words') return [];
  if (question.kind === 'scale') return [{ options: stepsOf(question).map((step) => ({ said: place.word(`step-${step}`) })) }];
  const names = [...new Set(question.options.map((option) => option.group))];
  return names.map((name) => ({
    ...(name === undefined ? {} : { heading: place.word(`group.${name}`) }),
    options: question.options.filter((option) => option.group === name).map((option) => optionOf(place, option)),
  }));
};

const OnPaper = ({ texts, words, prefix, question, number }: Omit<PaperProps, 'pack'> & { readonly prefix: string; readonly question: Question; readonly number: number }) => {
  const place: Place = { texts, word: from(words, `${prefix}q.${question.id}.`) };
  const help = maybe(words, `${prefix}q.${question.id}.help`);
  const how = question.kind === 'choose-many' ? 'paper.tick-many' : question.kind === 'words' ? undefined : 'paper.tick-one';
  const { when } = question;
  const earlier = when?.is.map((id) => words[`${prefix}q.${when.q}.${id}`]).join(' / ');
  return (
    <PaperQuestion
      number={number}
      ask={place.word('ask')}
      {...(earlier ? { condition: say(texts, 'paper.if', { option: earlier }) } : {})}
      {...(help ? { help } : {})}
      {...(how ? { how: say(texts, how) } : {})}
      groups={groupsOf(place, question)}
      lines={question.kind === 'words' ? LINES_FOR_WORDS : 0}
    />
  );
};

export const Paper = ({ texts, pack, words }: PaperProps) => {
  const word = from(words);
  const questions = [
    ...pack.support.questions.map((question) => ({ question, prefix: 'support.' })),
    ...pack.questions.map((question) => ({ question: question as Question, prefix: '' })),
    ...pack.aboutYou.questions.map((question) => ({ question, prefix: 'about.' })),
  ];
  return (
    <main id="main" data-screen="paper">
      <div class="stop paper">
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
        {questions.map(({ question, prefix }, index) => (
          <OnPaper key={prefix + question.id} texts={texts} words={words} prefix={prefix} question={question} number={index + 1} />
        ))}
        <p>{word('notice').text}</p>
        <p>
          <b>{texts.text('paper.where')}</b> {pack.example ? texts.text('paper.where.none') : said(words['where'] ?? '').text}
        </p>
      </div>
    </main>
  );
};
