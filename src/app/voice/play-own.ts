/** Plays a person's own recording back to them, from this phone. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { ClipId } from '../../domain/clip.ts';
import type { Recordings } from '../../store/recordings.ts';

export interface OwnPlayer {
  readonly playing: ReadonlySignal<ClipId | null>;
  /** Plays it from its beginning; stops it where it plays already. */
  readonly play: (id: ClipId) => Promise<void>;
  readonly stop: () => void;
}

/** `sound` is one element for all of them: some browsers ask for a tap for each new one. */
export const ownPlayer = (recordings: Pick<Recordings, 'recording' | 'open'>, sound: HTMLAudioElement): OwnPlayer => {
  const playing = signal<ClipId | null>(null);
  let address = '';
  let turn = 0;
  const stop = (): void => {
    turn += 1;
    sound.pause();
    playing.value = null;
    URL.revokeObjectURL(address);
  };
  sound.addEventListener('ended', stop);
  sound.addEventListener('error', stop);
  return {
    playing,
    stop,
    play: async (id) => {
      const isOn = playing.value === id;
      stop();
      if (isOn) return;
      const mine = turn;
      playing.value = id;
      const recording = await recordings.recording(id);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for await (const piece of recordings.open(id)) pieces.push(piece);
      if (turn !== mine) return;
      address = URL.createObjectURL(new Blob(pieces, { type: recording?.type ?? '' }));
      sound.src = address;
      await sound.play().catch(() => turn === mine && stop());
    },
  };
};
