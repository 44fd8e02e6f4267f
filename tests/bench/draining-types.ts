/** What goes between a bench of draining and the page in which it drains. */
import type { RecordKind, SealedRecord } from '../../src/domain/record.ts';
import type { ReceiptKey } from '../../src/domain/wire.ts';

export type Lane = 'together' | 'apart';
export interface SealedRecordAndKind {
  readonly kind: RecordKind;
  readonly record: SealedRecord;
}
export interface Draining {
  readonly believe: (keys: readonly ReceiptKey[]) => void;
  readonly put: (records: readonly SealedRecordAndKind[]) => Promise<void>;
  readonly drain: (lane: Lane) => Promise<number>;
  readonly take: (records: readonly SealedRecordAndKind[]) => void;
  readonly one: () => Promise<number>;
  readonly count: () => Promise<number>;
}
