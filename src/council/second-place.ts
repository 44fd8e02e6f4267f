/** The second place: where everything that is called durable stands as well, apart from the database. */
import type { ApartTable, ClipsTable, ParkedTable, RecordsTable } from './database/schema.ts';

/** What a phone names a thing by, and asks after it. */
export type Named = Pick<ClipsTable, 'id' | 'digest'>;

/** A row as the database has just committed it, and with it the clips that it expects, as they are before any of them has come. */
export type KeptRow =
  | { readonly table: 'records'; readonly row: RecordsTable; readonly clips: readonly ClipsTable[] }
  | { readonly table: 'apart'; readonly row: ApartTable; readonly clips: readonly ClipsTable[] }
  | { readonly table: 'parked'; readonly row: ParkedTable; readonly clips: readonly ClipsTable[] };

/** What was taken back or has come to its end: ids and a day, and nothing of what was said. */
export interface Erasure {
  /** Of the receipt code, where it was a code that took it back. */
  readonly withdrawHash?: string;
  readonly records: readonly string[];
  readonly clips: readonly Named[];
  /** `2026-11-23`, by the council's clock. */
  readonly erasedOn: string;
}

export interface SecondPlace {
  /**
   * Whether a record that is in both places may be called durable: the second one stands on another filesystem or in object
   * storage, or whoever runs the machine has said that one disk is enough.
   */
  readonly isApart: boolean;
  /** Comes back when all of it is on the second place's disk. Kept twice is no harm. */
  readonly keep: (rows: readonly KeptRow[]) => Promise<void>;
  /** A clip that is whole. The same. */
  readonly keepClip: (clip: ClipsTable, pieces: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Whether this process has seen it come to stand there: the database hears of it a little later. */
  readonly stands: (named: Named) => boolean;
  /** Written into the ledger first; then what it names goes from here. Once more is no harm. */
  readonly erase: (erasures: readonly Erasure[]) => Promise<void>;
}
