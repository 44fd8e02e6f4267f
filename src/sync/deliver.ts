/** Hands a page of records to the council, and asks after those that it has already acknowledged. */
import type { RecordId } from '../domain/id.ts';
import type { SealedRecord } from '../domain/record.ts';
import { PATHS, WIRE_VERSION, type RecordVerdict } from '../domain/wire.ts';
import { pack, send, type Called, type Packed } from './call.ts';
import type { SyncEnv } from './env.ts';
import type { Trust } from './sending.ts';

/** A record or a clip, by its name and its exact bytes. */
export interface Pair {
  readonly id: RecordId;
  readonly digest: string;
}

const isPair = (pair: Pair | null): pair is Pair => typeof pair === 'object' && pair !== null;

/** A verdict counts only for what was in this very request, bytes and all. */
const about = (pairs: readonly Pair[], verdicts: readonly RecordVerdict[]): readonly RecordVerdict[] => {
  // A row that was damaged on the disk may hold anything, and is not to be in the way of those that were sent with it.
  const sent = new Map(pairs.flatMap((pair) => (isPair(pair) ? [[pair.id, pair.digest]] : [])));
  return verdicts.filter((verdict) => sent.get(verdict.id) === verdict.digest);
};

/** A receipt, as far as it speaks of these. */
export const heardAbout = (called: Called, pairs: readonly Pair[]): Called =>
  called.heard === 'receipt' ? { ...called, verdicts: about(pairs, called.verdicts) } : called;

/** What stands apart carries no time, the request's own included. */
const sentAt = (env: SyncEnv, lane: 'together' | 'apart'): object =>
  lane === 'apart' ? {} : { sentAt: new Date(env.now()).toISOString() };

export const packRecords = (env: SyncEnv, lane: 'together' | 'apart', records: readonly SealedRecord[]): Promise<Packed> =>
  pack(env, { v: WIRE_VERSION, ...sentAt(env, lane), records });

/** `packed` are these very records. */
export const sendRecords = async (env: SyncEnv, trust: Trust, packed: Packed, records: readonly SealedRecord[]): Promise<Called> =>
  heardAbout(await send(env, trust, PATHS.records, packed), records);

export const askAfter = async (env: SyncEnv, trust: Trust, held: readonly Pair[]): Promise<Called> =>
  heardAbout(await send(env, trust, PATHS.held, await pack(env, { v: WIRE_VERSION, held })), held);
