/** Whether what a phone sent is whole: it has a name, it is small enough, and its bytes are what its digest says. */
import * as v from 'valibot';
import type { RecordId } from '../domain/id.ts';
import type { SealedPart } from '../domain/record.ts';
import { CarriedRecord, LIMITS, type RecordVerdict } from '../domain/wire.ts';
import { digestNow } from './digest-now.ts';

/** A record whose bytes are what its digest says. */
export interface WholeRecord {
  readonly id: RecordId;
  readonly digest: string;
  readonly header: string;
  readonly sealed: readonly SealedPart[];
  /** The whole carried record, exactly as it came. */
  readonly carried: CarriedRecord;
  /** Of all of it as JSON. */
  readonly bytes: number;
}

const Sealed = v.array(v.looseObject({ part: v.string(), age: v.string() }));

/** A record with its digest checked; a verdict of `corrupt` where it doesn't fit; undefined where it can't even be named. */
export const examine = (carried: unknown): WholeRecord | RecordVerdict | undefined => {
  if (!v.is(CarriedRecord, carried)) return undefined;
  const { id, digest, header, sealed } = carried as CarriedRecord;
  const corrupt = { id, digest, verdict: 'corrupt', durable: false } as const;
  const bytes = Buffer.byteLength(JSON.stringify(carried));
  if (bytes > LIMITS.recordBytes) return { ...corrupt, problem: 'too-large' };
  if (!v.is(Sealed, sealed) || digestNow(header, sealed as unknown as readonly SealedPart[]) !== digest) return { ...corrupt, problem: 'digest-mismatch' };
  return { id, digest, header, sealed: sealed as unknown as readonly SealedPart[], carried: carried as CarriedRecord, bytes };
};

export const isWhole = (examined: WholeRecord | RecordVerdict | undefined): examined is WholeRecord => examined !== undefined && 'carried' in examined;
