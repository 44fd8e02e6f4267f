/** The microphone, from the press on "record" to the press on "stop": then it is let go, and the browser's red dot with it. */
import { bad, good, type Result } from '../../domain/result.ts';
import { isInsideAnotherApp } from '../in-app-browser.ts';
import { closeMicrophone, openMicrophone } from '../voice/microphone.ts';
import { stayAwake } from '../voice/stay-awake.ts';
import { microphoneTrouble, type MicrophoneTrouble } from './trouble.ts';

export interface Recording {
  /** How loud it is now, from 0 to 1. */
  readonly level: () => number;
  readonly stop: () => Promise<Blob>;
  readonly cancel: () => void;
}

/** Asked for plainly: noise goes, but nothing turns the voice up and down while somebody speaks. */
const WISH: MediaTrackConstraints = { echoCancellation: false, noiseSuppression: true, autoGainControl: false };
/** Far above what is kept in the end, so that the first encoding takes nothing from the second. */
const BITS_A_SECOND = 128_000;

const levelOf = (stream: MediaStream): { readonly level: () => number; readonly end: () => void } => {
  const context = new AudioContext();
  // Safari begins it asleep, since the press that asked for it is over by now.
  void context.resume().catch(() => undefined);
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    },
    end: () => void context.close(),
  };
};

const record = (stream: MediaStream): Recording => {
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_A_SECOND });
  const parts: Blob[] = [];
  const meter = levelOf(stream);
  const awake = stayAwake();
  awake.hold();
  const over = new Promise<void>((done) => recorder.addEventListener('stop', () => done(), { once: true }));
  recorder.addEventListener('dataavailable', ({ data }) => void (data.size > 0 ? parts.push(data) : 0));
  recorder.start();
  const letGo = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
    closeMicrophone(stream);
    meter.end();
    awake.release();
  };
  return {
    level: meter.level,
    cancel: letGo,
    stop: async () => {
      if (recorder.state !== 'inactive') recorder.stop();
      await over;
      letGo();
      return new Blob(parts, { type: recorder.mimeType });
    },
  };
};

export const startRecording = async (): Promise<Result<Recording, MicrophoneTrouble>> => {
  const devices = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;
  if (devices?.getUserMedia === undefined || !('MediaRecorder' in globalThis)) {
    return bad(isInsideAnotherApp(navigator.userAgent) ? 'inside-another-app' : 'cannot-record');
  }
  const stream = await openMicrophone(WISH);
  if (!stream.ok) {
    const trouble = microphoneTrouble(stream.problem);
    // There the settings of the browser would not help.
    return bad(trouble === 'not-allowed' && isInsideAnotherApp(navigator.userAgent) ? 'inside-another-app' : trouble);
  }
  try {
    return good(record(stream.value));
  } catch {
    closeMicrophone(stream.value);
    return bad('cannot-record');
  }
};
