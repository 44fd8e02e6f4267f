/** Promise: who decides, what an answer can change and what it can't, when the person hears back. Before any question. */
import { questionsAsked } from '../../domain/next-question.ts';
import type { Pack } from '../../domain/pack.ts';
import type { AppState } from '../state/app-state.ts';
import type { Interview } from '../state/interview.ts';
import { Ask } from '../ui/ask.tsx';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Fold } from '../ui/fold.tsx';
import { Ladder } from '../ui/ladder.tsx';
import { Notice } from '../ui/notice.tsx';
import { WhoDecides } from '../ui/who-decides.tsx';
import { Practice } from './practice.tsx';
import { DraftNotice } from './checked-words.tsx';
import { StopFrame } from './stop-frame.tsx';
import { from, maybe, said, say } from './words.ts';

/** Our own estimate, not measured: half a minute for a choice, two minutes for words. */
const minutesFor = (pack: Pack): number =>
  Math.ceil(questionsAsked(pack.questions, []).reduce((sum, { kind }) => sum + (kind === 'words' ? 2 : 0.5), 1));

const Notices = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const words = app.open.value?.words ?? {};
  const example = maybe(words, 'example');
  const today = app.today.value;
  return (
    <>
      {example ? <Notice said={example} /> : null}
      <DraftNotice texts={t} />
      {app.isInsideAnotherApp.value ? <Notice said={say(t, 'help.browser.help')} icon="warning" /> : null}
      {today !== '' && today < interview.pack.opens ? (
        <Notice said={said(t.problem('clock-wrong'))} icon="clock">
          <p class="soft">{t.text('problem.code', { code: 'clock-wrong' })}</p>
        </Notice>
      ) : null}
      {today > interview.pack.closes ? <Notice said={say(t, 'promise.closed')} icon="calendar" /> : null}
      {interview.draft.value.replaces ? <Notice said={say(t, 'take.change.begun')} icon="pen" /> : null}
      {app.wasBegun.value ? (
        <Notice said={say(t, 'promise.begun')} icon="kept">
          <Button label={say(t, 'promise.begin-again')} onPick={() => app.act.beginAgain()} look="outline" />
        </Notice>
      ) : null}
    </>
  );
};

export const Promise = ({ app, interview }: { readonly app: AppState; readonly interview: Interview }) => {
  const t = app.texts.value;
  const { pack } = interview;
  const word = from(app.open.value?.words ?? {});
  return (
    <StopFrame app={app} interview={interview} screen="promise" question="promise" go={say(t, app.wasBegun.value ? 'dock.go-on' : 'dock.begin')}>
      <Ask said={word('title')} help={word('short')} />
      <Notices app={app} interview={interview} />
      <WhoDecides tell={say(t, 'promise.you-tell')} decides={say(t, 'promise.council-decides')} />
      <Facts
        items={[
          { kind: 'can', lead: say(t, 'promise.can'), rest: word('can') },
          { kind: 'cannot', lead: say(t, 'promise.cannot'), rest: word('cannot') },
          { kind: 'hear-back', lead: say(t, 'promise.hear-back'), rest: say(t, 'promise.hear-back.by', { date: t.day(pack.replyBy) }), more: [word('hear-back')] },
        ]}
      />
      <Practice app={app} />
      <Fold label={say(t, 'promise.why')}>
        <p>{word('reasons').text}</p>
        <p>{word('reasons.more').text}</p>
      </Fold>
      <Fold label={say(t, 'promise.notice')}>
        <p>{word('notice').text}</p>
      </Fold>
      <Fold label={say(t, 'promise.ladder')}>
        <Ladder here={pack.rung} hereLabel={say(t, 'ladder.here')} say={(rung) => say(t, `ladder.${rung}`)} />
      </Fold>
      <p class="soft">{t.text('promise.open-until', { date: t.day(pack.closes) })}</p>
      <p class="soft">{t.text('promise.time', { minutes: minutesFor(pack) })}</p>
    </StopFrame>
  );
};
