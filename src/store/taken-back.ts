/** What the outbox knows of taking back: what is asked for, how long it may still be called off, and what the council said of it. */
import type { RecordId } from '../domain/id.ts';
import type { RecordKind, SealedRecord } from '../domain/record.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import type { Lane, OutboxRow } from './outbox-rows.ts';

/** What is put in. */
export interface ToSend {
  readonly kind: RecordKind;
  readonly record: SealedRecord;
  /** Of what a withdrawal takes back; every other record's follows from its kind. */
  readonly lane?: Lane;
  readonly inOne?: readonly RecordId[];
  /** Not sent before, unless it is let go: so long it can be taken out again. */
  readonly notBefore?: number;
}

export const fieldsOf = ({ kind, inOne, notBefore }: ToSend): Partial<OutboxRow> => ({
  ...(inOne === undefined ? {} : { inOne }),
  ...(notBefore === undefined ? {} : { notBefore }),
  ...(kind === 'withdrawal' ? { takesBack: true } : {}),
});

/** How far it has come: on this device only, done at the council, or set aside there for a person to look at. */
export type TakenBackState = 'waiting' | 'done' | 'aside';

/** Undefined for a row that has nothing to do with taking back. */
export const takenBackOf = ({ withdrawn, takesBack, parked }: OutboxRow): TakenBackState | undefined => {
  if (withdrawn === true) return 'done';
  return takesBack === true ? (parked === true ? 'aside' : 'waiting') : undefined;
};

/** A row whose work is done: without content, but for what it says to whoever took something back. */
export const settledRow = ({ id, takesBack }: OutboxRow, { verdict }: RecordVerdict): OutboxRow => ({
  id,
  state: ['settled'],
  ...(takesBack === true ? { takesBack, ...(verdict === 'parked' ? { parked: true } : {}) } : {}),
  ...(verdict === 'withdrawn' ? { withdrawn: true } : {}),
});

/** Whether these two may not be parted by the end of a page. */
export const goInOne = (row: OutboxRow, last: OutboxRow | undefined): boolean => last !== undefined && row.inOne?.includes(last.id) === true;

/** One record, or those that are never parted: there is nothing smaller to be sent. */
export const isOne = (page: readonly OutboxRow[]): boolean => page.length <= 1 || page.every((row) => row.inOne?.includes(page[0]?.id as RecordId));

/** Where so many rows end without parting what goes in one: there, or one row on, or where that is the end, one before. */
export const cutAt = (rows: readonly OutboxRow[], end: number): number => {
  const next = rows[end];
  if (next === undefined || !goInOne(next, rows[end - 1])) return end;
  return end + 1 < rows.length ? end + 1 : end - 1;
};
