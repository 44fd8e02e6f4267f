/** Asking for the microphone, how loud it hears, and how long: by the clock of the sound itself. */
import { problem, type ProblemCode } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';

/** By the names that browsers give their refusals; whatever else they say, the microphone can't be had now. */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  NotAllowedError: 'microphone-refused',
  SecurityError: 'microphone-refused',
  NotFoundError: 'microphone-missing',
  OverconstrainedError: 'microphone-missing',
};

/** `wish`: what is asked of the sound beyond one channel. */
export const openMicrophone = async (wish: MediaTrackConstraints = {}): Promise<Result<MediaStream>> => {
  try {
    return good(await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, ...wish } }));
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    return bad(problem(REFUSALS[name] ?? 'microphone-busy', undefined, name));
  }
};

export const closeMicrophone = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

export interface Ear {
  /** From 0 to 1: silence to as loud as a voice gets. */
  readonly level: () => number;
  readonly run: () => void;
  readonly rest: () => void;
  /** How long it has run. */
  readonly seconds: () => number;
  readonly close: () => void;
}

/** A voice at arm's length comes to about a third of what a microphone can take. */
const LOUD = 0.35;
const MS = 1_000;

/** Seconds of sound, not of the wall: the context's clock stands still while the phone takes the sound away. */
const stopwatch = (context: AudioContext): Pick<Ear, 'run' | 'rest' | 'seconds'> => {
  let total = 0;
  let since: { readonly sound: number; readonly wall: number } | undefined;
  const take = (): void => {
    if (since === undefined) return;
    const now = { sound: context.currentTime, wall: performance.now() / MS };
    // A context that never started tells no time; then the wall's has to do.
    total += context.state === 'suspended' ? now.wall - since.wall : now.sound - since.sound;
    since = now;
  };
  return {
    run: () => {
      since ??= { sound: context.currentTime, wall: performance.now() / MS };
    },
    rest: () => {
      take();
      since = undefined;
    },
    seconds: () => {
      take();
      return total;
    },
  };
};

export const listenTo = (stream: MediaStream): Ear => {
  const context = new AudioContext();
  void context.resume().catch(() => undefined);
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const waves = new Float32Array(analyser.fftSize);
  return {
    ...stopwatch(context),
    level: () => {
      analyser.getFloatTimeDomainData(waves);
      const power = waves.reduce((sum, wave) => sum + wave * wave, 0) / waves.length;
      return Math.min(1, Math.sqrt(power) / LOUD);
    },
    close: () => void context.close().catch(() => undefined),
  };
};
