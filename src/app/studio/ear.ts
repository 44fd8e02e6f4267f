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

  const play = async (blob: Blob): Promise<'heard' | 'cut'> => {
    const address = URL.createObjectURL(blob);
    const over = new Promise<'heard' | 'cut'>((give) => {
      cut = () => give('cut');
      sound.onended = () => give('heard');
      sound.onerror = () => give('cut');
    });
    sound.src = address;
    awake.hold();
    try {
      await sound.play();
      return await over;
    } catch {
      return 'cut';
    } finally {
      URL.revokeObjectURL(address);
      awake.release();
    }
  };

  return {
    hush,
    hear: async (what) => {
      hush();
      const mine = turn;
      const blob = await soundOf(what);
      if (turn !== mine) return 'cut';
      return blob === undefined ? 'missing' : play(blob);
    },
    putAside: async (files) => {
      for (const file of files) await clipAt(file);
    },
  };
};
