/** Speaking an answer: what will happen, then level and time, then hear it, keep it, say it again or delete it. */
import { useEffect, useRef } from 'preact/hooks';
import { MOST_CLIPS, SOON_OVER_SECONDS } from '../../domain/clip.ts';
import { clipCount, clipsTo } from '../../domain/draft-clips.ts';
import type { AppKey } from '../../i18n/texts.ts';
import type { AppState } from '../state/app-state.ts';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { OwnClip } from '../ui/own-clip.tsx';
import { Recorder } from '../ui/recorder.tsx';
import { Toast } from '../ui/toast.tsx';
import { isTo, type Loose, type Speaking } from '../voice/speaking.ts';
import { OwnPicture } from './own-picture.tsx';
import { PicturePanel } from './picture-panel.tsx';
import { Problems } from './problems.tsx';
import type { SpeakProps } from './speak-props.ts';
import { clockOf, lengthOf, say } from './words.ts';

type PanelProps = SpeakProps & { readonly speaking: Speaking };

const WHY: Readonly<Record<Loose['why'], AppKey>> = {
  stopped: 'speak.over',
  'long-enough': 'speak.over.long',
  away: 'speak.over.away',
  cut: 'speak.over.cut',
  found: 'speak.over.found',
};

const Explanation = ({ app, speaking, to }: PanelProps) => {
  const t = app.texts.value;
  return (
    <div class="take">
      <h2 tabIndex={-1} data-here>
        {t.text('speak.title')}
      </h2>
      <Facts
        items={[
          { kind: 'said', lead: say(t, 'speak.explain.how') },
          { kind: 'private', lead: say(t, 'speak.explain.who') },
          { kind: 'can', lead: say(t, 'speak.explain.yours') },
          { kind: 'microphone', lead: say(t, 'speak.explain.ask') },
        ]}
      />
      <div class="buttons">
        <Button label={say(t, 'speak.start')} icon="microphone" look="speak" onPick={() => speaking.start(to)} />
        <Button label={say(t, 'speak.not-now')} look="outline" onPick={() => speaking.leave()} />
      </div>
    </div>
  );
};

/** What shows between the first tap and the stop. */
const Going = (props: PanelProps) => {
  const { app, speaking } = props;
  const t = app.texts.value;
  const at = speaking.take.value?.at;
  if (at === 'explaining') return <Explanation {...props} />;
  if (at === 'asking') {
    return (
      <div class="take">
        <p class="strong" tabIndex={-1} data-here>
          {t.text('speak.asking')}
        </p>
        <Button label={say(t, 'speak.not-now')} look="outline" onPick={() => speaking.leave()} />
      </div>
    );
  }
  const isPaused = at === 'paused';
  return (
    <Recorder
      said={say(t, isPaused ? 'speak.paused' : 'speak.now')}
      time={clockOf(t, speaking.seconds.value)}
      level={speaking.level.value}
      isPaused={isPaused}
      {...(speaking.seconds.value >= SOON_OVER_SECONDS ? { soon: say(t, 'speak.soon') } : {})}
      stop={say(t, 'speak.stop')}
      pause={say(t, isPaused ? 'speak.go-on' : 'speak.pause')}
      onStop={() => speaking.stop()}
      onPause={() => (isPaused ? speaking.goOn() : speaking.pause())}
    />
  );
};

const playWords = (app: AppState, speaking: Speaking, id: Loose['facts']['id']) => {
  const isPlaying = speaking.playing.value === id;
  return { isPlaying, play: say(app.texts.value, isPlaying ? 'speak.quiet' : 'speak.hear'), onPlay: () => speaking.play(id) };
};

/** Stopped, or cut off and found again: its owner says what becomes of it. Going on keeps it. */
const Waiting = ({ app, speaking, to, it }: PanelProps & { readonly it: Loose }) => {
  const t = app.texts.value;
  const { id, seconds } = it.facts;
  const name = `clip-${id}`;
  const again = (): void => {
    speaking.remove(to, id);
    speaking.start(to);
  };
  const further = (): void => {
    speaking.keep(id);
    speaking.begin(to);
  };
  return (
    <div class="take">
      <h2 tabIndex={-1} data-here>
        {t.text(WHY[it.why])}
      </h2>
      <OwnClip id={name} label={say(t, 'speak.yours')} length={lengthOf(t, seconds)} {...playWords(app, speaking, id)} />
      <div class="buttons">
        <Button label={say(t, 'speak.keep')} icon="tick" look="full" describedBy={name} onPick={() => speaking.keep(id)} />
        <Button label={say(t, 'speak.go-on')} icon="microphone" look="outline" describedBy={name} onPick={further} />
        <Button label={say(t, 'speak.again')} icon="undo" look="outline" describedBy={name} onPick={again} />
        <Button label={say(t, 'speak.delete')} icon="bin" look="outline" describedBy={name} onPick={() => speaking.remove(to, id)} />
      </div>
    </div>
  );
};

const Kept = ({ app, speaking, to }: PanelProps) => {
  const t = app.texts.value;
  const draft = app.interview.value?.draft.value;
  const clips = draft === undefined ? [] : clipsTo(draft, to);
  const pictures = clips.filter(({ medium }) => medium === 'picture');
  const sounds = clips.filter(({ medium }) => medium === 'sound');
  return (
    <>
      {pictures.map(({ id }, index) => (
        <OwnPicture key={id} app={app} id={id} n={index + 1}>
          <Button label={say(t, 'speak.delete')} icon="bin" look="outline" describedBy={`clip-${id}`} onPick={() => speaking.remove(to, id)} />
        </OwnPicture>
      ))}
      {sounds.map(({ id, seconds }, index) => (
        <OwnClip key={id} id={`clip-${id}`} label={say(t, 'speak.clip', { n: index + 1 })} length={lengthOf(t, seconds)} {...playWords(app, speaking, id)}>
          <Button label={say(t, 'speak.delete')} icon="bin" look="outline" describedBy={`clip-${id}`} onPick={() => speaking.remove(to, id)} />
        </OwnClip>
      ))}
    </>
  );
};

/** The focus goes to what is new here, and whoever has things read to them hears it; never while they are being recorded. */
const useArrival = (app: AppState, what: string, isMine: boolean, isHeard: boolean) => {
  const panel = useRef<HTMLDivElement>(null);
  const last = useRef(isMine ? '' : what);
  useEffect(() => {
    if (what === last.current) return;
    last.current = what;
    const here = panel.current?.querySelector<HTMLElement>('[data-here], #problem') ?? panel.current?.querySelector<HTMLElement>('button');
    here?.focus();
    here?.scrollIntoView({ block: 'nearest' });
    if (isHeard) return;
    const read = (): void => {
      if (panel.current) app.listening.value?.read(panel.current);
    };
    // It stopped because the page went out of sight: nothing speaks until the person is back.
    if (document.hidden) document.addEventListener('visibilitychange', read, { once: true });
    else read();
  }, [what]);
  return panel;
};

export const SpeakPanel = (props: PanelProps) => {
  const { app, speaking, to, describedBy } = props;
  const t = app.texts.value;
  const take = speaking.take.value;
  const isMine = take !== null && isTo(take.to, to);
  const loose = speaking.loose.value.filter((each) => isTo(each.to, to));
  const draft = app.interview.value?.draft.value;
  const clips = draft === undefined ? [] : clipsTo(draft, to);
  const kept = clips.length;
  const hasSpoken = clips.some(({ medium }) => medium === 'sound');
  const wasDeleted = speaking.deleted.value !== null && isTo(speaking.deleted.value, to);
  const trouble = speaking.problem.value;
  const problem = trouble !== null && isTo(trouble.to, to) ? trouble.problem : null;
  const isHeard = isMine && (take.at === 'recording' || take.at === 'paused');
  const step = isHeard ? 'recording' : isMine ? take.at : '';
  const panel = useArrival(app, [step, problem?.code ?? '', ...loose.map(({ facts }) => facts.id), kept, wasDeleted].join(' '), isMine, isHeard);
  const isFree = (take === null || take.at === 'explaining') && !isMine && loose.length === 0;
  return (
    <div class="spoken" ref={panel}>
      <Problems app={app} problem={problem} />
      {problem !== null && app.isInsideAnotherApp.value ? <Notice said={say(t, 'help.browser.help')} icon="warning" /> : null}
      {isHeard ? null : <Kept {...props} />}
      {wasDeleted ? <Toast said={say(t, 'stopped.deleted')} actions={[{ label: say(t, 'stopped.undo'), onPick: () => speaking.undo() }]} /> : null}
      {isMine ? <Going {...props} /> : loose.map((it) => <Waiting key={it.facts.id} {...props} it={it} />)}
      {isFree && app.canSpeak.value && (draft === undefined || clipCount(draft, to.part) < MOST_CLIPS) ? (
        <Button label={say(t, hasSpoken ? 'speak.more' : 'speak.speak')} icon="microphone" look="speak" describedBy={describedBy} onPick={() => speaking.begin(to)} />
      ) : null}
      {app.canSpeak.value ? null : <p class="soft">{t.problem('cannot-record')}</p>}
      {isFree && props.also !== undefined ? <PicturePanel {...props} /> : null}
    </div>
  );
};
