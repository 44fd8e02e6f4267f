/** About you: optional, with why it is asked and who sees it, and "I would rather not say" on each. */
import { answerTo } from '../../domain/answer.ts';
import type { AppState } from '../state/app-state.ts';
import type { Interview } from '../state/interview.ts';
import type { Stop } from '../state/stops.ts';
import { QuestionFields } from '../questions/index.tsx';
import { Ask } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { Fold } from '../ui/fold.tsx';
import { Progress } from '../ui/progress.tsx';
import { KeptLine } from './question.tsx';
import { StopFrame } from './stop-frame.tsx';
import { from, maybe, say } from './words.ts';

type AboutStop = Extract<Stop, { screen: 'about-you' }>;

export const AboutYou = ({ app, interview, stop }: { readonly app: AppState; readonly interview: Interview; readonly stop: AboutStop }) => {
  const t = app.texts.value;
  const words = app.open.value?.words ?? {};
  const { question, n, all } = stop;
  const help = maybe(words, `about.q.${question.id}.help`);
  return (
    <StopFrame app={app} interview={interview} screen="about-you" question={question.id} asked={{ kind: question.kind }} go={say(t, 'dock.go-on')}>
      <p class="kicker">{t.text('about.title')}</p>
      <Progress at={n} all={all} said={say(t, 'question.count', { n, all })} />
      <Ask said={from(words)(`about.q.${question.id}.ask`)} {...(help ? { help } : {})} />
      <Fold label={say(t, 'about.why')} isOpen={n === 1}>
        <p>{words['about.why']}</p>
      </Fold>
      <QuestionFields
        question={question}
        answer={answerTo(interview.draft.value.about, question.id)}
        say={from(words, 'about.')}
        ratherNot={say(t, 'about.rather-not')}
        lang={t.lang}
        onAnswer={(answer) => interview.answer(stop, question.id, answer)}
      />
      <KeptLine app={app} interview={interview} />
      <Button label={say(t, 'question.skip')} isAlways onPick={() => interview.skip()} />
      <Button label={say(t, 'about.leave-all')} onPick={() => interview.leaveAboutOut()} />
    </StopFrame>
  );
};
