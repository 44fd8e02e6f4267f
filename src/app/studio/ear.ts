/** Plays what is asked for, one thing at a time, in one audio element; what is fetched for hearing is put aside. */
import { stayAwake } from '../voice/stay-awake.ts';

export interface Ear {
  /** Plays these bytes, or the clip at this address. Gives whether it was heard to its end. */
  readonly hear: (what: Uint8Array | string) => Promise<'heard' | 'cut' | 'missing'>;
  readonly hush: () => void;
  /** Puts clips aside, so that they can be heard without a network. What can't be had is left out. */
  readonly putAside: (files: readonly string[]) => Promise<void>;
}

const CACHE = 'our-turn-studio-clips';

const clipAt = async (file: string): Promise<Blob | undefined> => {
  try {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(file);
    if (kept !== undefined) return await kept.blob();
    const response = await fetch(file, { credentials: 'omit' });
    if (!response.ok) return undefined;
    await cache.put(file, response.clone()).catch(() => undefined);
    return await response.blob();
  } catch {
    return undefined;
  }
};

const soundOf = async (what: Uint8Array | string): Promise<Blob | undefined> =>
  typeof what === 'string' ? clipAt(what) : new Blob([what as Uint8Array<ArrayBuffer>], { type: 'audio/mpeg' });

const putAside = async (files: readonly string[]): Promise<void> => {
  for (const file of files) await clipAt(file);
};

/** Comes back at its end, or when it is cut off; `onCut` is handed how that is done. */
const play = async (sound: HTMLAudioElement, blob: Blob, onCut: (cut: () => void) => void): Promise<'heard' | 'cut'> => {
  const address = URL.createObjectURL(blob);
  const over = new Promise<'heard' | 'cut'>((give) => {
    onCut(() => give('cut'));
    sound.onended = () => give('heard');
    sound.onerror = () => give('cut');
  });
  sound.src = address;
  try {
    await sound.play();
    return await over;
  } catch {
    return 'cut';
  } finally {
    URL.revokeObjectURL(address);
  }
};

export const makeEar = (): Ear => {
  const sound = new Audio();
  const awake = stayAwake();
  /** What was asked for before falls silent. */
  let turn = 0;
  let cut = (): void => undefined;

  const hush = (): void => {
    turn += 1;
    sound.pause();
    cut();
    awake.release();
  };

  return {
    hush,
    putAside,
    hear: async (what) => {
      hush();
      const mine = turn;
      const blob = await soundOf(what);
      if (turn !== mine) return 'cut';
      if (blob === undefined) return 'missing';
      awake.hold();
      const heard = await play(sound, blob, (how) => (cut = how));
      if (turn === mine) awake.release();
      return heard;
    },
  };
};
