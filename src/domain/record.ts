/** What leaves a device: a header that anyone on the way may read, and parts that only the council can open. */
import type { Answer } from './answer.ts';
import type { ClipAnswer, ClipInHeader } from './clip.ts';
import type { Quote } from './consent.ts';
import type { PackId, RecordId } from './id.ts';
import type { Language } from './language.ts';
import type { Mode } from './mode.ts';
import type { PackVersion } from './pack.ts';

/** The version that this software writes. Every version ever released stays accepted. */
export const RECORD_VERSION = 1;

export const RECORD_KINDS = ['answers', 'support', 'interest', 'withdrawal'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** The kinds that could say who a person is. They travel in a request of their own, and nothing leads from them to answers. */
export const APART_KINDS: ReadonlySet<string> = new Set<RecordKind>(['support', 'interest']);

/**
 * The exact JSON bytes of a header are what the digest covers, so a header is a string from the moment it is
 * written and is never written again.
 */
export interface Header {
  readonly v: typeof RECORD_VERSION;
  readonly id: RecordId;
  readonly kind: RecordKind;
  readonly pack: PackId;
  /**
   * What the person saw, and where it was answered. Never in a record that stands apart: of one day's answers few may come
   * from one table, or have been begun before the newest version, and what is rare in both would lead from one to the other.
   */
  readonly packVersion?: PackVersion;
  readonly mode?: Mode;
  /** Place code of an outreach session. */
  readonly place?: string;
  /** To the minute, by the device's clock: `2026-11-23T20:31Z`. Never in a record that stands apart, nor in a withdrawal of one. */
  readonly createdAt?: string;
  /** Hash of the receipt code; who has the code can take the record back. In a withdrawal, of the code that it takes back. 64 hexadecimal digits. */
  readonly withdrawHash: string;
  /** The record that this one corrects. */
  readonly replaces?: RecordId;
  /** What was recorded travels by itself; here stands what the council has to wait for. */
  readonly clips: readonly ClipInHeader[];
}

/** Of a record that doesn't stand apart. */
export type FullHeader = Header & Required<Pick<Header, 'packVersion' | 'mode'>>;
export const isFull = (header: Header): header is FullHeader => header.packVersion !== undefined && header.mode !== undefined;

export const PART_NAMES = ['closed', 'words'] as const;
/** `closed` holds choices and scales, `words` what was written and how to reach someone. */
export type PartName = (typeof PART_NAMES)[number];

/** One part, as an age file in base64. */
export interface SealedPart {
  readonly part: PartName;
  readonly age: string;
}

/** A finished record. Nobody changes it after this, the device included. */
export interface SealedRecord {
  readonly id: RecordId;
  /** SHA-256 over header and sealed parts (docs/wire.md), 64 hexadecimal digits. */
  readonly digest: string;
  readonly header: string;
  readonly sealed: readonly SealedPart[];
}

/** age binds no outside data, so a part says inside as well where it belongs, and opening compares. */
export interface Belongs {
  readonly v: typeof RECORD_VERSION;
  readonly id: RecordId;
  readonly kind: RecordKind;
  readonly pack: PackId;
  readonly part: PartName;
}

/** Inside an `answers` record. */
export interface ClosedAnswers extends Belongs {
  readonly part: 'closed';
  readonly lang: Language;
  /** Which question was spoken to, and for how long, is no secret of the words: so that what nobody has heard can be counted. */
  readonly answers: readonly (Answer | ClipAnswer)[];
  /** The optional questions about the person, with the set that they were asked from. */
  readonly about: { readonly set: string; readonly answers: readonly Answer[] };
  readonly quote: Quote;
}
export interface WordsAnswers extends Belongs {
  readonly part: 'words';
  readonly answers: readonly Answer[];
}

/** Inside a `support` record: what a person needs, and how to reach them if they want a reply. */
export interface SupportWords extends Belongs {
  readonly part: 'words';
  readonly lang: Language;
  readonly set: string;
  readonly answers: readonly (Answer | ClipAnswer)[];
  readonly reach: string;
}

/** Inside an `interest` record: how to tell a person what became of it. */
export interface InterestWords extends Belongs {
  readonly part: 'words';
  readonly lang: Language;
  readonly wish: 'hear-back';
  readonly reach: string;
}

/** Inside a `withdrawal`: the receipt code of what is taken back. Whose hash the header bears, and that has to fit. */
export interface WithdrawalClosed extends Belongs {
  readonly part: 'closed';
  /** As on the receipt, without its dashes. */
  readonly code: string;
}

export type OpenPart = ClosedAnswers | WordsAnswers | SupportWords | InterestWords | WithdrawalClosed;

/** A device's time to the minute: enough to order a day, too little to tell people at one table apart. */
export const toTheMinute = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16)}Z`;
