/** What bears the day of its arrival and no other time: nothing of how it lies in the database may tell more, once that day is over. */
import type { Kysely } from 'kysely';

export const BY_DAY = [
  { table: 'apart', keys: ['id'], day: 'receivedOn' },
  { table: 'parked', keys: ['id', 'digest'], day: 'receivedOn' },
  { table: 'withdrawn', keys: ['hash'], day: 'takenBackOn' },
  { table: 'tombstones', keys: ['id'], day: 'erasedOn' },
] as const;

/** The tables as they lie there, whatever is in them. */
export type Tables = Kysely<Record<string, Record<string, unknown>>>;

/** From the first of these days until before the second. */
export interface Days {
  readonly from: string;
  readonly to: string;
}
