/** Question: one on a screen, its answers, skip, and whether it is kept. */
import { answerTo } from '../../domain/answer.ts';
import { clipsTo } from '../../domain/draft-clips.ts';
import { isTo } from '../voice/speaking.ts';
import type { AppState } from '../state/app-state.ts';
import type { Interview } from '../state/interview.ts';
import type { Stop } from '../state/stops.ts';
import { QuestionFields } from '../questions/index.tsx';
import { Ask } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { Kept } from '../ui/kept.tsx';
import { Progress } from '../ui/progress.tsx';
import { StopFrame } from './stop-frame.tsx';
import { Problems } from './problems.tsx';
import { hasLoose, isTaking, Speak } from './speak.tsx';
import { from, maybe, say, weighWords } from './words.ts';

type QuestionStop = Extract<Stop, { screen: 'question' }>;

/** What a person must know while they write: whether a power cut would cost them this answer. */
export const KeptLine = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const kept = interview.kept.value;
  if (kept === 'nothing-yet') return null;
  if (typeof kept === 'object') return <Problems app={app} problem={kept} />;
  return <Kept isKept={kept === 'kept'} said={say(t, kept === 'kept' ? 'question.kept' : 'question.not-kept')} />;
};

export const Question = ({ app, interview, stop }: { readonly app: AppState; readonly interview: Interview; readonly stop: QuestionStop }) => {
  const t = app.texts.value;
  const words = app.open.value?.words ?? {};
  const { question, n, all } = stop;
  const help = maybe(words, `q.${question.id}.help`);
  const to = { part: 'answers', q: question.id } as const;
  const isSpoken = isTaking(app) || hasLoose(app, (each) => isTo(each, to)) || clipsTo(interview.draft.value, to).length > 0;
  return (
    <StopFrame
      app={app}
      interview={interview}
      screen="question"
      question={question.id}
      asked={{ kind: question.kind, ...(question.kind === 'scale' ? { scale: question.scale } : {}) }}
      go={say(t, 'dock.go-on')}
    >
      <Progress at={n} all={all} said={say(t, 'question.count', { n, all })} />
      <Ask said={from(words)(`q.${question.id}.ask`)} {...(help ? { help } : {})} />
      <QuestionFields
        question={question}
        answer={answerTo(interview.draft.value.answers, question.id)}
        say={from(words)}
        weigh={weighWords(t)}
        write={say(t, 'question.write')}
        lang={t.lang}
        {...(question.kind === 'words' ? { speak: <Speak app={app} to={to} describedBy="ask" also={question.also} /> } : {})}
        {...(help ? { describedBy: 'ask-help' } : {})}
        onAnswer={(answer) => interview.answer(stop, question.id, answer)}
      />
      <KeptLine app={app} interview={interview} />
      {isSpoken ? null : <Button label={say(t, 'question.skip')} isAlways onPick={() => interview.skip()} />}
    </StopFrame>
  );
};
