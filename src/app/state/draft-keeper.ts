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
  /** The draft with what any other tab has been told as well; as this tab knows it where the browser refuses. */
  readonly latest: () => Promise<Draft>;
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

type Change = (draft: Draft) => Draft;

const after = (draft: Draft, changes: readonly Change[]): Draft => changes.reduce((now, change) => change(now), draft);

/**
 * What goes to the disk are the changes, not the draft as this tab knows it: the same conversation may be open in another
 * tab, and what was called kept there must not be written over by a draft that has never heard of it. So two tabs work on
 * one draft: the one that was on the disk first.
 */
export const keepDraft = (begun: Draft, isKept: boolean, library: Pick<Library, 'change'>): DraftKeeper => {
  let draft = begun;
  /** As it was last on the disk, or when it was begun. */
  let base = begun;
  /** Made here, and not on the disk yet. */
  let pending: readonly Change[] = [];
  let kept: KeptState = isKept ? 'kept' : 'nothing-yet';
  let ended = false;
  let writing: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());

  /** Writes until every change is on the disk, or the browser refuses. */
  const write = async (): Promise<void> => {
    for (let isFirst = true; pending.length > 0; isFirst = false) {
      await new Promise((go) => setTimeout(go, isFirst ? 0 : BREATH_MS));
      // It may have ended while this drew breath.
      if (ended) return;
      const making = pending;
      pending = [];
      try {
        // The version is what this tab shows, whatever the draft was begun on.
        base = await library.change(begun.pack, (here) => after({ ...(here ?? base), packVersion: begun.packVersion }, making));
      } catch (error) {
        pending = [...making, ...pending];
        kept = refusal(error);
        return;
      }
      draft = after(base, pending);
      kept = pending.length === 0 ? 'kept' : 'not-kept';
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
      pending = [...pending, change];
      if (typeof kept === 'string') kept = 'not-kept';
      tell();
      return keep();
    },
    settled: () => writing ?? Promise.resolve(),
    latest: async () => {
      await writing;
      pending = [...pending, (now) => now];
      await keep();
      return draft;
    },
    end: () => {
      ended = true;
    },
    kept: () => kept,
    onChange: (listener) => void listeners.add(listener),
  };
};
