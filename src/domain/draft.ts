/** What a person is in the middle of saying, as the device keeps it until it is handed in. */
import type { Answer } from './answer.ts';
import type { ClipAnswer } from './clip.ts';
import type { Quote } from './consent.ts';
import { drawRecordId, type PackId, type RecordId } from './id.ts';
import type { Language } from './language.ts';
import type { Mode } from './mode.ts';
import type { PackVersion } from './pack.ts';

export interface Draft {
  readonly pack: PackId;
  /** What the person saw; it goes into the header, so that nobody can say later that they saw something else. */
  readonly packVersion: PackVersion;
  readonly mode: Mode;
  readonly lang: Language;
  /** Drawn when the draft is begun, so that finishing twice can only ever make one record. */
  readonly id: RecordId;
  readonly begunAt: number;
  /** The stop that the person is at: `promise`, `support`, a question's id, `about.<question>`, `review`. */
  readonly place: string;
  readonly answers: readonly Answer[];
  readonly about: readonly Answer[];
  /** What was recorded, by question; none in a draft from before there were recordings. */
  readonly clips?: readonly ClipAnswer[];
  /** A correction: what it takes the place of, and the code that takes that back when this is handed in. */
  readonly replaces?: { readonly id: RecordId; readonly code: string };
  readonly quote: Quote | null;
  readonly keepCopy: boolean | null;
  /** What stands apart from the answers: own id, own code, and nothing in it leads to the answers. */
  readonly support: {
    readonly id: RecordId;
    readonly answers: readonly Answer[];
    readonly reach: string;
    readonly clips?: readonly ClipAnswer[];
    /** Once handed in it is out of this draft's hands. */
    readonly handedIn: boolean;
  };
}

/** A draft at its start. `random` and `now` are the Env's. */
export const beginDraft = (
  facts: Pick<Draft, 'pack' | 'packVersion' | 'mode' | 'lang'>,
  random: (bytes: number) => Uint8Array,
  now: number,
): Draft => ({
  ...facts,
  id: drawRecordId(random),
  begunAt: now,
  place: 'promise',
  answers: [],
  about: [],
  quote: null,
  keepCopy: null,
  support: { id: drawRecordId(random), answers: [], reach: '', handedIn: false },
});

/** Whether anything was said that would be a loss. */
export const hasSomething = (draft: Draft): boolean =>
  draft.answers.length > 0 ||
  draft.about.length > 0 ||
  (draft.clips ?? []).length > 0 ||
  draft.support.answers.length > 0 ||
  (draft.support.clips ?? []).length > 0 ||
  draft.support.reach !== '';

/** Whether anything was asked for that the council should act on. */
export const asksForSupport = ({ support }: Pick<Draft, 'support'>): boolean =>
  !support.handedIn && (support.reach.trim() !== '' || (support.clips ?? []).length > 0 || support.answers.some((answer) => answer.kind !== 'skipped'));
