/** Records what a person says: each second is handed over as it comes, so that nothing but the last one can be lost. */
import { LARGEST_CLIP_BYTES, LONGEST_CLIP_SECONDS } from '../../domain/clip.ts';
import { closeMicrophone, type Ear } from './microphone.ts';

/** Enough for a voice; browsers write five times as much unless they are told. */
const BITS_PER_SECOND = 24_000;
/** Safari gives empty pieces below a second. */
const PIECE_MS = 1_000;
/** A browser that does not do as it is told stops before the council would refuse the whole. */
const MOST_BYTES = LARGEST_CLIP_BYTES * 0.9;

/** `long-enough`: five minutes are full. `away`: the page went out of sight. `cut`: a call, an unplugged microphone. */
export type Ended = 'stopped' | 'long-enough' | 'away' | 'cut' | { readonly refused: unknown };

export interface Recorder {
  readonly pause: () => void;
  readonly goOn: () => void;
  readonly stop: (why?: 'stopped' | 'away') => void;
}

export interface RecorderTools {
  readonly stream: MediaStream;
  readonly type: string;
  readonly ear: Ear;
  /** Keeps a piece for good; `seconds` is the whole's length so far. Called for one after the other. */
  readonly keep: (piece: ArrayBuffer, seconds: number) => Promise<void>;
  /** The last piece has been kept, or could not be. The microphone is off. */
  readonly onEnd: (why: Ended) => void;
}

const toTenth = (seconds: number): number => Math.round(seconds * 10) / 10;

export const record = ({ stream, type, ear, keep, onEnd }: RecorderTools): Recorder => {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
  let pieces = Promise.resolve();
  let bytes = 0;
  let why: Ended | undefined;
  const end = (reason: Ended): void => {
    why ??= reason;
    ear.rest();
    if (recorder.state !== 'inactive') recorder.stop();
  };

  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return;
    const seconds = toTenth(ear.seconds());
    bytes += data.size;
    pieces = pieces.then(async () => {
      // After one that could not be kept the rest would not fit to what is there.
      if (typeof why === 'object') return;
      await keep(await data.arrayBuffer(), seconds).catch((refused: unknown) => {
        why = { refused };
        end(why);
      });
    });
    if (seconds >= LONGEST_CLIP_SECONDS || bytes >= MOST_BYTES) end('long-enough');
  });
  recorder.addEventListener('stop', () => {
    closeMicrophone(stream);
    // A recorder whose sound has ended stops by itself.
    why ??= 'cut';
    void pieces.then(() => onEnd(why ?? 'cut'));
  });
  recorder.addEventListener('error', () => end('cut'));
  for (const track of stream.getTracks()) for (const lost of ['ended', 'mute']) track.addEventListener(lost, () => end('cut'));

  ear.run();
  recorder.start(PIECE_MS);
  return {
    pause: () => {
      if (recorder.state !== 'recording') return;
      ear.rest();
      // What was said up to here goes to the disk now, not when the person goes on.
      recorder.requestData();
      recorder.pause();
    },
    goOn: () => {
      if (recorder.state !== 'paused') return;
      ear.run();
      recorder.resume();
    },
    stop: (reason = 'stopped') => end(reason),
  };
};
