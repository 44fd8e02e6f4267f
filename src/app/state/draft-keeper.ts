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

export const keepDraft = (begun: Draft, isKept: boolean, library: Pick<Library, 'keep'>): DraftKeeper => {
  let draft = begun;
  let kept: KeptState = isKept ? 'kept' : 'nothing-yet';
  let ended = false;
  let writing: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());

  /** One write at a time, and after it another if the draft has changed since. */
  const write = async (): Promise<void> => {
    for (let written: Draft | undefined; written !== draft && !ended; ) {
      await new Promise((go) => setTimeout(go, written === undefined ? 0 : BREATH_MS));
      written = draft;
      try {
        await library.keep(written);
        kept = written === draft ? 'kept' : 'not-kept';
      } catch (error) {
        kept = refusal(error);
        tell();
        return;
      }
    }
    tell();
  };

  const keep = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = undefined;
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
