/** Answers read back: each question with what was said, in the words that the person saw. */
import type { ComponentChildren } from 'preact';
import { answerTo, type Answer } from '../../domain/answer.ts';
import type { PackWords } from '../../domain/pack.ts';
import type { Question } from '../../domain/question.ts';
import { badgeOf } from '../questions/index.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { Given, type GivenLine } from '../ui/given.tsx';
import { from, said, say } from './words.ts';

interface ReadBackProps {
  readonly texts: Texts;
  readonly words: PackWords;
  readonly questions: readonly Question[];
  readonly answers: readonly Answer[];
  readonly prefix?: string;
  /** What was said aloud to each; undefined where nothing was. */
  readonly spoken?: (question: Question) => ComponentChildren;
  /** What can be done about each, such as changing it. */
  readonly after?: (question: Question) => ComponentChildren;
}

const linesOf = (question: Question, answer: Answer | undefined, words: (key: string) => { readonly text: string }): readonly GivenLine[] => {
  if (answer === undefined) return [];
  const chosen = answer.kind === 'choose-one' ? [answer.value] : answer.kind === 'choose-many' ? answer.value : [];
  if (answer.kind === 'scale') {
    const stairs = question.kind === 'scale' ? { stairs: { step: answer.value.at, of: question.steps } } : {};
    return [{ said: words(`step-${answer.value.at}`), ...stairs }];
  }
  if (question.kind !== 'choose-one' && question.kind !== 'choose-many') return [];
  return question.options
    .filter((option) => chosen.includes(option.id))
    .map((option) => {
      const badge = badgeOf(question.options, option);
      return { said: words(option.id), ...(badge ? { badge } : {}), ...(option.picture ? { picture: option.picture } : {}) };
    });
};

export const ReadBack = ({ texts, words, questions, answers, prefix = '', spoken, after }: ReadBackProps) => (
  <>
    {questions.map((question) => {
      const answer = answerTo(answers, question.id);
      const word = (key: string) => from(words)(`${prefix}q.${question.id}.${key}`);
      const heard = spoken?.(question);
      const passed = heard !== undefined ? undefined : answer?.kind === 'rather-not-say' ? 'review.rather-not' : answer === undefined || answer.kind === 'skipped' ? 'review.skipped' : undefined;
      return (
        <Given
          key={question.id}
          id={`given-${prefix}${question.id}`}
          ask={word('ask')}
          lines={linesOf(question, answer, word)}
          {...(answer?.kind === 'words'
            ? { words: answer.value.lang === texts.lang ? said(answer.value.text) : { text: answer.value.text, lang: answer.value.lang } }
            : {})}
          {...(heard === undefined ? {} : { spoken: heard })}
          {...(passed ? { passed: say(texts, passed) } : {})}
        >
          {after?.(question)}
        </Given>
      );
    })}
  </>
);
