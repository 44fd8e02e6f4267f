/** What a person told, in the words of the version that they saw, beside what they passed over or never met. */
import { isGiven, type Answer, type Given } from '../../domain/answer.ts';
import { REACH } from '../../domain/clip.ts';
import { checkAnswer } from '../../domain/check-answer.ts';
import { LANGUAGE_NAMES, type Language } from '../../domain/language.ts';
import { questionsAsked } from '../../domain/next-question.ts';
import type { PackWords } from '../../domain/pack.ts';
import type { Question } from '../../domain/question.ts';
import { kindOf } from '../../domain/question-kinds/index.ts';
import type { Recorded } from '../recorded.ts';
import { questionsRecorded, RecordedFor, RecordedUnnamed } from './recordings-told.tsx';
import { say } from './words.ts';

/** Where the words are: a version's, in English and in the language that the person read. */
export interface Reading {
  readonly words: Readonly<Record<Language, PackWords>>;
  readonly lang: Language;
  /** A shared set's words stand under `about.` or `support.`. */
  readonly prefix: '' | 'about.' | 'support.';
}

/** English for staff, and below it what the person really read. */
export const Both = ({ reading, at }: { readonly reading: Reading; readonly at: string }) => {
  const key = `${reading.prefix}${at}`;
  const english = reading.words.en[key] ?? at;
  const theirs = reading.lang === 'en' ? undefined : reading.words[reading.lang][key];
  return (
    <>
      {english}
      {theirs === undefined || theirs === english ? null : (
        <span class="theirs" lang={reading.lang}>
          {theirs}
        </span>
      )}
    </>
  );
};

/** What the person wrote, exactly, said to be in the language that their screen was in. */
export const Written = ({ text, lang }: { readonly text: string; readonly lang: Language }) => (
  <figure class="written">
    <blockquote lang={lang}>{text}</blockquote>
    <figcaption>
      {say('told.screen-in')} <span lang={lang}>{LANGUAGE_NAMES[lang]}</span>
    </figcaption>
  </figure>
);

const Chosen = ({ reading, keys }: { readonly reading: Reading; readonly keys: readonly string[] }) => (
  <ul class="chosen">
    {keys.map((key) => (
      <li>
        <Both reading={reading} at={key} />
      </li>
    ))}
  </ul>
);

const Value = ({ reading, question, answer }: { readonly reading: Reading; readonly question: Question; readonly answer: Given }) => {
  const at = (key: string): string => `q.${question.id}.${key}`;
  switch (answer.kind) {
    case 'choose-one':
    case 'choose-many':
      return <Chosen reading={reading} keys={kindOf(question).chosen(answer).map(at)} />;
    case 'scale':
      return (
        <>
          <Chosen reading={reading} keys={[at(`step-${answer.value.at}`)]} />
          {question.kind === 'scale' ? <p class="soft">{say('told.step', { step: answer.value.at, steps: question.steps })}</p> : null}
        </>
      );
    case 'words':
      return <Written text={answer.value.text} lang={answer.value.lang} />;
  }
};

/** An answer that its question can't have, or that no question here asks for: shown as it lies in the record. */
const Raw = ({ answer }: { readonly answer: Answer }) => (
  <>
    <p class="passed">{say('told.unfit')}</p>
    <pre>{JSON.stringify(answer.value, null, 1)}</pre>
  </>
);

const Passed = ({ of }: { readonly of: 'skipped' | 'rather-not-say' | 'not-seen' | 'not-asked' }) => <p class="passed">{say(`told.${of}`)}</p>;

const OneTold = ({ reading, question, answer, isAsked }: { readonly reading: Reading; readonly question: Question; readonly answer: Answer | undefined; readonly isAsked: boolean }) => {
  if (answer === undefined) return <Passed of={isAsked ? 'not-seen' : 'not-asked'} />;
  if (!isGiven(answer)) return <Passed of={answer.kind} />;
  return checkAnswer(question, answer).ok ? <Value reading={reading} question={question} answer={answer} /> : <Raw answer={answer} />;
};

export interface ToldProps {
  readonly reading: Reading;
  readonly questions: readonly Question[];
  readonly answers: readonly Answer[];
  /** What was recorded: it stands beside the answers. */
  readonly recorded?: Recorded;
}

/** Every question of a list, in its order, with what came of it; and whatever else lies in the record. */
export const Told = ({ reading, questions, answers, recorded }: ToldProps) => {
  const asked = new Set(questionsAsked(questions, answers));
  const known = new Set<string>(questions.map((question) => question.id));
  const spokenTo = questionsRecorded(recorded);
  const answerTo = (q: string): Answer | undefined => answers.find((each) => each.q === q);
  return (
    <div class="told">
      {questions.map((question) => (
        <section>
          <h3>
            <Both reading={reading} at={`q.${question.id}.ask`} />
          </h3>
          {spokenTo.has(question.id) && answerTo(question.id) === undefined ? null : (
            <OneTold reading={reading} question={question} answer={answerTo(question.id)} isAsked={asked.has(question)} />
          )}
          <RecordedFor q={question.id} recorded={recorded} />
        </section>
      ))}
      {answers.filter((answer) => !known.has(answer.q)).map((answer) => (
        <section>
          <h3>{say('told.no-question', { id: answer.q })}</h3>
          <Raw answer={answer} />
        </section>
      ))}
      {[...spokenTo].filter((q) => !known.has(q)).map((q) => (
        <section>
          <h3>{q === REACH ? say('asked.reach') : say('told.no-question', { id: q })}</h3>
          <RecordedFor q={q} recorded={recorded} />
        </section>
      ))}
      <RecordedUnnamed recorded={recorded} />
    </div>
  );
};
