/** Keeps the draft of one conversation: in memory at once, on the disk right after, and always the latest. */
import type { Draft } from '../../domain/draft.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Library } from '../../store/library.ts';
import { refusal } from '../../store/refused.ts';

/** Nobody types faster than a write, but a phone's flash is spared the single letters. */
const BREATH_MS = 150;

export type KeptState = 'nothing-yet' | 'not-kept' | 'kept' | Problem;

export interface DraftKeeper {
  readonly draft: () => Draft;
  /** Changes the draft and has it kept; comes back when it is on the disk, or was refused. */
  readonly change: (change: (draft: Draft) => Draft) => Promise<void>;
  /** Waits for whatever is still on its way to the disk. */
  readonly settled: () => Promise<void>;
  /** Ends the keeping: a draft that was handed in or deleted must not be written again by a late write. */
  readonly end: () => void;
  readonly kept: () => KeptState;
  /** Tells of every change of the draft or of whether it is kept. */
  readonly onChange: (listener: () => void) => void;
}

/** A draft that is being kept from the page's own controls, until the app takes over. */
export interface EarlyDraft {
  /** Whether a draft was here before this page was opened. */
  readonly wasBegun: boolean;
  readonly keeper: DraftKeeper;
  /** From here on the app hears of every change itself. */
  readonly release: () => void;
}

export const keepDraft = (begun: Draft, isKept: boolean, library: Pick<Library, 'keep'>): DraftKeeper => {
  let draft = begun;
  let kept: KeptState = isKept ? 'kept' : 'nothing-yet';
  let ended = false;
  let writing: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());

  /** Writes until what is on the disk is the latest, or the browser refuses. */
  const write = async (): Promise<void> => {
    for (let written: Draft | undefined; written !== draft; ) {
      await new Promise((go) => setTimeout(go, written === undefined ? 0 : BREATH_MS));
      // It may have ended while this drew breath.
      if (ended) return;
      written = draft;
      try {
        await library.keep(written);
        kept = written === draft ? 'kept' : 'not-kept';
      } catch (error) {
        kept = refusal(error);
        return;
      }
    }
  };

  /** One write at a time. Listeners hear of it once it is over, so that what they change then begins another. */
  const keep = (): Promise<void> => {
    writing ??= write().then(() => {
      writing = undefined;
      tell();
    });
    return writing;
  };

  return {
    draft: () => draft,
    change: (change) => {
      const next = change(draft);
      if (next === draft || ended) return Promise.resolve();
      draft = next;
      if (typeof kept === 'string') kept = 'not-kept';
      tell();
      return keep();
    },
    settled: () => writing ?? Promise.resolve(),
    end: () => {
      ended = true;
    },
    kept: () => kept,
    onChange: (listener) => void listeners.add(listener),
  };
};
