/** The second place: where everything that is called durable stands as well, apart from the database. */
import type { ApartTable, ClipsTable, ParkedTable, RecordsTable } from './database/schema.ts';

/** A row as the database has just committed it. */
export type KeptRow =
  | { readonly table: 'records'; readonly row: RecordsTable }
  | { readonly table: 'apart'; readonly row: ApartTable }
  | { readonly table: 'parked'; readonly row: ParkedTable };

/** What was taken back or has come to its end: ids and a day, and nothing of what was said. */
export interface Erasure {
  /** Of the receipt code, where it was a code that took it back. */
  readonly withdrawHash?: string;
  readonly records: readonly string[];
  readonly clips: readonly Pick<ClipsTable, 'id' | 'digest'>[];
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
  /** Written into the ledger first; then what it names goes from here. Once more is no harm. */
  readonly erase: (erasures: readonly Erasure[]) => Promise<void>;
}
