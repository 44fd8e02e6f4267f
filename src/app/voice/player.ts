/** The one voice: a single audio element for everything, and what it is doing. It never goes on to another screen by itself. */
import { signal, type ReadonlySignal } from '@preact/signals';

/** Some clips in a row that belong to one thing on the page. */
export interface Utterance {
  /** Addresses of clips. */
  readonly clips: readonly string[];
  readonly of: Element | null;
  /** Another voice fills in here for the one that was chosen. */
  readonly isOther?: boolean;
}

export type PlayerState = 'quiet' | 'speaking' | 'paused';

export interface Player {
  readonly state: ReadonlySignal<PlayerState>;
  /** What is being said; what it is of bears the ring. */
  readonly now: ReadonlySignal<Utterance | null>;
  /** What is still to be said, from the one that was begun on. */
  readonly rest: () => readonly Utterance[];
  /** Stops what it is saying and says this. Comes back when it has been said, or something else was asked for. */
  readonly say: (utterances: readonly Utterance[]) => Promise<void>;
  readonly pause: () => void;
  readonly goOn: () => void;
  readonly hush: () => void;
  readonly slower: (is: boolean) => void;
}

/** Between two clips, so that two sentences are heard as two. */
const GAP_MS = 350;
const SLOWER_RATE = 0.75;

export interface PlayerTools {
  /** Always the same element: some browsers ask for a tap for each new one. */
  readonly sound: HTMLAudioElement;
  /** The clip as an address that plays with or without a network; undefined where it can't be had. */
  readonly load: (clip: string) => Promise<string | undefined>;
  readonly sleep: (ms: number) => Promise<void>;
  /** A clip could not be had: the screen says so in words. */
  readonly onMissing: () => void;
}

const ended = (sound: HTMLAudioElement, cut: Promise<void>): Promise<void> =>
  Promise.race([cut, new Promise<void>((over) => sound.addEventListener('ended', () => over(), { once: true }))]);

export const makePlayer = ({ sound, load, sleep, onMissing }: PlayerTools): Player => {
  const state = signal<PlayerState>('quiet');
  const now = signal<Utterance | null>(null);
  let left: readonly Utterance[] = [];
  let rate = 1;
  /** Each thing that is asked for has a turn of its own; what belongs to an earlier turn falls silent. */
  let turn = 0;
  let cut = (): void => undefined;

  const hush = (): void => {
    turn += 1;
    cut();
    sound.pause();
    now.value = null;
    left = [];
    state.value = 'quiet';
  };

  const playOne = async (clip: string, mine: number): Promise<boolean> => {
    const address = await load(clip);
    if (turn !== mine) return false;
    if (address === undefined) {
      onMissing();
      return false;
    }
    const stopped = new Promise<void>((over) => (cut = over));
    sound.src = address;
    sound.preservesPitch = true;
    sound.defaultPlaybackRate = rate;
    sound.playbackRate = rate;
    const over = ended(sound, stopped);
    if (state.value !== 'paused') await sound.play();
    await over;
    return turn === mine;
  };

  const sayAll = async (utterances: readonly Utterance[], mine: number): Promise<void> => {
    for (const [index, utterance] of utterances.entries()) {
      left = utterances.slice(index);
      now.value = utterance;
      for (const clip of utterance.clips) if (!(await playOne(clip, mine))) return;
      await sleep(GAP_MS);
      if (turn !== mine) return;
    }
  };

  return {
    state,
    now,
    rest: () => left,
    hush,
    say: async (utterances) => {
      hush();
      const mine = turn;
      state.value = 'speaking';
      try {
        await sayAll(utterances, mine);
      } catch {
        // The browser wants a tap first, or can't play at all: then it is quiet, and the button is still there.
      }
      if (turn === mine) hush();
    },
    pause: () => {
      if (state.value !== 'speaking') return;
      state.value = 'paused';
      sound.pause();
    },
    goOn: () => {
      if (state.value !== 'paused') return;
      state.value = 'speaking';
      void sound.play().catch(hush);
    },
    slower: (is) => {
      rate = is ? SLOWER_RATE : 1;
      sound.playbackRate = rate;
    },
  };
};
