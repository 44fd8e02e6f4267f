/** One recording, from asking for the microphone to the last second on the disk; loaded when someone wants to speak. */
import type { Signal } from '@preact/signals';
import { clipTypeOf, drawClipId, SOON_OVER_SECONDS, type ClipId } from '../../domain/clip.ts';
import { recordOf, type SpokenTo } from '../../domain/draft-clips.ts';
import type { Env } from '../../domain/env.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { Voice } from '../../domain/voice.ts';
import type { Recordings } from '../../store/recordings.ts';
import { refusal } from '../../store/refused.ts';
import { recorderType } from '../voice/can-record.ts';
import { closeMicrophone, listenTo, openMicrophone, type Ear } from '../voice/microphone.ts';
import { record, type Ended, type Recorder } from '../voice/record.ts';
import { stayAwake } from '../voice/stay-awake.ts';
import type { Interview } from './interview.ts';
import { holdRecording } from './recording-locks.ts';

export type Taking = Recorder;

export interface TakeTools {
  readonly env: Pick<Env, 'now' | 'random'>;
  readonly recordings: Recordings;
  /** Has the draft on the disk before its first recording, so that whoever finds the one finds the other. */
  readonly touch: () => Promise<void>;
  readonly lang: Voice;
  readonly seconds: Signal<number>;
  readonly level: Signal<number>;
  /** Whether the person still waits for the microphone. */
  readonly isWanted: () => boolean;
  readonly onEnd: (id: ClipId, why: Ended) => void;
}

const BUZZ_MS = 200;

/** Shows level and time in each frame that is drawn: none while the page is hidden; once a second for whoever wants no movement. */
const show = ({ seconds, level }: TakeTools, ear: Ear, isOver: () => boolean): void => {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const look = (): void => {
    if (isOver()) return;
    const now = Math.floor(ear.seconds());
    if (now !== seconds.value || !isStill) level.value = ear.level();
    // By touch, since nothing speaks while someone is being recorded.
    if (now === SOON_OVER_SECONDS && seconds.value !== now) navigator.vibrate?.(BUZZ_MS);
    seconds.value = now;
    requestAnimationFrame(look);
  };
  look();
};

const begin = async (tools: TakeTools, interview: Interview, to: SpokenTo, stream: MediaStream, mimeType: string): Promise<Recorder> => {
  const { env, recordings, lang } = tools;
  const id = drawClipId(env.random);
  const type = clipTypeOf('sound', mimeType) ?? 'audio/webm';
  await tools.touch();
  await recordings.begin({ id, medium: 'sound', lang, record: recordOf(interview.draft.value, to.part), pack: interview.pack.id, q: to.q, type, beganAt: env.now() });
  const [ear, awake] = [listenTo(stream), stayAwake()];
  let isOver = false;
  let letGo = (): void => undefined;
  holdRecording(id, new Promise((over) => (letGo = over)));
  awake.hold();
  const recorder = record({
    stream,
    type: mimeType,
    ear,
    keep: (piece, seconds) => recordings.add(id, piece, seconds),
    onEnd: (why) => {
      isOver = true;
      ear.close();
      awake.release();
      letGo();
      tools.onEnd(id, why);
    },
  });
  show(tools, ear, () => isOver);
  return recorder;
};

/** The problem is null where the person has gone elsewhere meanwhile: then there is nothing to say. */
export const startTake = async (tools: TakeTools, interview: Interview, to: SpokenTo): Promise<{ readonly ok: true; readonly value: Taking } | { readonly ok: false; readonly problem: Problem | null }> => {
  const type = recorderType();
  if (type === undefined) return { ok: false, problem: problem('cannot-record') };
  const stream = await openMicrophone();
  if (!stream.ok) return { ok: false, problem: tools.isWanted() ? stream.problem : null };
  if (!tools.isWanted()) {
    closeMicrophone(stream.value);
    return { ok: false, problem: null };
  }
  tools.seconds.value = 0;
  try {
    return { ok: true, value: await begin(tools, interview, to, stream.value, type) };
  } catch (error) {
    closeMicrophone(stream.value);
    const isStrange = error instanceof DOMException && error.name === 'NotSupportedError';
    return { ok: false, problem: isStrange ? problem('cannot-record') : refusal(error) };
  }
};
