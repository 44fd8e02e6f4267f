/** What the screens know of speaking: what is being recorded, what was, and what can be done with it. */
import type { ReadonlySignal } from '@preact/signals';
import type { ClipFacts, ClipId } from '../../domain/clip.ts';
import type { SpokenTo } from '../../domain/draft-clips.ts';
import type { Problem } from '../../domain/problem.ts';

/** From the first tap to the stop. `explaining`: nothing has been asked of the phone yet. `asking`: the browser asks for the microphone. */
export interface Take {
  readonly to: SpokenTo;
  readonly at: 'explaining' | 'asking' | 'recording' | 'paused';
}

/** Recorded, on the disk, and not yet kept or deleted by its owner; `found` was cut off in an earlier visit. */
export interface Loose {
  readonly to: SpokenTo;
  readonly facts: ClipFacts;
  readonly why: 'stopped' | 'long-enough' | 'away' | 'cut' | 'found';
}

export interface Speaking {
  readonly take: ReadonlySignal<Take | null>;
  /** Of the recording that goes on. */
  readonly seconds: ReadonlySignal<number>;
  /** How loud it is, from 0 to 1. */
  readonly level: ReadonlySignal<number>;
  readonly loose: ReadonlySignal<readonly Loose[]>;
  readonly playing: ReadonlySignal<ClipId | null>;
  /** Where something was deleted last, as long as it can be taken back. */
  readonly deleted: ReadonlySignal<SpokenTo | null>;
  readonly problem: ReadonlySignal<{ readonly to: SpokenTo; readonly problem: Problem } | null>;
  /** Explains the first time, else begins. */
  readonly begin: (to: SpokenTo) => void;
  readonly start: (to: SpokenTo) => void;
  readonly leave: () => void;
  readonly pause: () => void;
  readonly goOn: () => void;
  readonly stop: () => void;
  readonly keep: (id: ClipId) => void;
  /** Before going on: whatever is loose in this part (or to these questions) is kept. */
  readonly keepAll: () => void;
  readonly remove: (to: SpokenTo, id: ClipId) => void;
  readonly undo: () => void;
  /** Plays, or stops what plays. */
  readonly play: (id: ClipId) => void;
  /** Adds a photograph or a drawing. */
  readonly picture: (to: SpokenTo, file: Blob) => void;
  /** Looks for what was cut off. */
  readonly look: () => Promise<void>;
}

export const isTo = (one: SpokenTo | undefined, other: SpokenTo): boolean => one?.part === other.part && one.q === other.q;
