/** Record, stop, hear, do it again: one large button that stays where it is, a bar for how loud it is, and the time. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { LONGEST_SECONDS } from '../../../domain/sound.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemBox } from '../../ui/problem-box.tsx';
import { makeClip, type MadeClip } from '../make-clip.ts';
import { startRecording, type Recording } from '../microphone.ts';
import { say } from '../say.ts';
import type { ScreenProps } from '../studio.ts';
import type { Trouble } from '../trouble.ts';
import { Sign } from './sign.tsx';

type State = 'ready' | 'asking' | 'recording' | 'working';

export interface RecorderProps extends ScreenProps {
  readonly clip: MadeClip | undefined;
  readonly onClip: (clip: MadeClip | undefined) => void;
}

const METER_MS = 100;
/** Silence before and after is cut off, so what is recorded may be longer than what is kept. */
const LONGEST_RECORDING_SECONDS = LONGEST_SECONDS + 7;

interface Hands {
  readonly state: State;
  readonly trouble: Trouble | undefined;
  readonly loud: number;
  readonly seconds: number;
  readonly press: () => void;
}

/** While it records: how loud and how long, and the end when it is too long or the page goes out of sight. */
const useMeter = (state: State, running: { readonly current: Recording | undefined }, finish: () => void) => {
  const [meter, setMeter] = useState({ loud: 0, seconds: 0 });
  useEffect(() => {
    if (state !== 'recording') return undefined;
    const from = performance.now();
    const look = (): void => {
      const seconds = (performance.now() - from) / 1000;
      setMeter({ loud: running.current?.level() ?? 0, seconds: Math.floor(seconds) });
      if (seconds > LONGEST_RECORDING_SECONDS || document.hidden) finish();
    };
    look();
    const timer = setInterval(look, METER_MS);
    return () => clearInterval(timer);
  }, [state]);
  return meter;
};

const useRecorder = ({ studio, onClip }: RecorderProps): Hands => {
  const [state, setState] = useState<State>('ready');
  const [trouble, setTrouble] = useState<Trouble>();
  const running = useRef<Recording | undefined>(undefined);
  useEffect(() => () => running.current?.cancel(), []);

  const begin = async (): Promise<void> => {
    studio.ear.hush();
    onClip(undefined);
    setTrouble(undefined);
    setState('asking');
    const started = await startRecording();
    if (!started.ok) setTrouble(started.problem);
    else running.current = started.value;
    setState(started.ok ? 'recording' : 'ready');
  };
  const finish = async (): Promise<void> => {
    const recording = running.current;
    if (recording === undefined) return;
    running.current = undefined;
    setState('working');
    const made = await makeClip(await recording.stop());
    if (made.ok) onClip(made.value);
    else setTrouble(made.problem);
    setState('ready');
  };
  const { loud, seconds } = useMeter(state, running, () => void finish());
  return { state, trouble, loud, seconds, press: () => void (state === 'recording' ? finish() : state === 'ready' ? begin() : undefined) };
};

export const Recorder = (props: RecorderProps) => {
  const { studio, clip } = props;
  const t = studio.texts.value;
  const { state, trouble, loud, seconds, press } = useRecorder(props);
  const isBusy = state === 'asking' || state === 'working';
  const sign = state === 'recording' ? 'stop' : clip === undefined ? 'microphone' : 'again';
  const label = isBusy ? 'speak.working' : state === 'recording' ? 'speak.stop' : clip === undefined ? 'speak.record' : 'speak.again';
  return (
    <div class="recorder">
      {trouble === undefined ? null : <ProblemBox title={say(t, 'trouble.title')} what={say(t, `trouble.${trouble}`, { n: LONGEST_SECONDS })} />}
      <button type="button" class="record" data-state={state} {...(isBusy ? { 'aria-disabled': 'true' as const } : {})} onClick={press}>
        <Sign name={sign} />
        <span>{t.text(label)}</span>
      </button>
      {state === 'recording' ? (
        <p class="meter">
          <meter min={0} max={1} value={loud} aria-label={t.text('speak.level')} />
          <span>{t.text('speak.seconds', { n: seconds })}</span>
        </p>
      ) : null}
      <p role="status" class="visually-hidden">
        {clip === undefined || state !== 'ready' ? '' : t.text('speak.hear')}
      </p>
      {clip === undefined || state !== 'ready' ? null : <Button label={say(t, 'speak.hear')} icon="listen" look="outline" onPick={() => void studio.ear.hear(clip.mp3)} />}
    </div>
  );
};
