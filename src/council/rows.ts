/** A record as the tables keep it. */
import type { FullHeader, Header } from '../domain/record.ts';
import type { ApartTable, ParkedTable, RecordsTable } from './database/schema.ts';
import { dayOf } from './day.ts';
import type { WholeRecord } from './examine.ts';
import { reckonGivenAt } from './given-at.ts';
import type { ParkedWhy } from './understand.ts';
import { withdrawHashIn } from './withdraw-hash-in.ts';

export interface Arrival {
  /** The phone's clock as the request said it; NaN where it said nothing. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

export const recordRow = (record: WholeRecord, header: FullHeader, { sentAt, receivedAt }: Arrival): RecordsTable => ({
  id: record.id,
  digest: record.digest,
  kind: header.kind,
  pack: header.pack,
  packNumber: header.packVersion.number,
  packHash: header.packVersion.hash,
  mode: header.mode,
  place: header.place ?? null,
  header: record.header,
  sealed: JSON.stringify(record.sealed),
  withdrawHash: header.withdrawHash,
  receivedAt,
  givenAt: reckonGivenAt(Date.parse(header.createdAt ?? ''), sentAt, receivedAt) ?? null,
});

export const apartRow = (record: WholeRecord, header: Header, { receivedAt }: Arrival): ApartTable => ({
  id: record.id,
  digest: record.digest,
  kind: header.kind,
  pack: header.pack,
  header: record.header,
  sealed: JSON.stringify(record.sealed),
  withdrawHash: header.withdrawHash,
  receivedOn: dayOf(receivedAt),
});

export const parkedRow = (record: WholeRecord, why: ParkedWhy, { receivedAt }: Arrival): ParkedTable => ({
  id: record.id,
  digest: record.digest,
  why,
  record: JSON.stringify(record.carried),
  receivedOn: dayOf(receivedAt),
  withdrawHash: withdrawHashIn(record.header),
});
