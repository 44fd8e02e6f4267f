/** What sending works with, and what came of a round of it. */
import type { ReceiptKey } from '../domain/wire.ts';
import type { Clips } from '../store/clips.ts';
import type { Library } from '../store/library.ts';
import type { Outbox } from '../store/outbox.ts';
import type { SyncEnv } from './env.ts';
import { timesAt } from './wait.ts';

export interface Sending {
  readonly env: SyncEnv;
  readonly outbox: Outbox;
  /** Sealed recordings; undefined where this device has never made one, and then nothing is opened to find that out. */
  readonly clips: () => Promise<Clips | undefined>;
  readonly receiptKeys: () => Promise<readonly ReceiptKey[]>;
  readonly recoverySigners: () => Promise<readonly ReceiptKey[]>;
  /** A newer key that one of those has vouched for. */
  readonly keepReceiptKeys: (keys: readonly ReceiptKey[]) => Promise<void>;
}

/** Whose receipts this phone believes: the same for everything that is sent in one round, but for what it learns. */
export interface Trust {
  readonly keys: () => readonly ReceiptKey[];
  /** A receipt names a key that is not known here: the council is asked for its ring, once a round, whatever comes. */
  readonly learn: () => Promise<void>;
}

/** What the library lends to sending. */
export const keysIn = ({ receiptKeys, recoverySigners, keepReceiptKeys }: Library): Pick<Sending, 'receiptKeys' | 'recoverySigners' | 'keepReceiptKeys'> => ({ receiptKeys, recoverySigners, keepReceiptKeys });

export interface Drained {
  /** Records that the council acknowledged in this round. */
  readonly acknowledged: number;
  /** Why it stopped before the end; undefined when nothing is left that may go now. */
  readonly stopped?: 'enrol' | 'busy' | 'server' | 'network' | 'no-receipt' | undefined;
  /** What the council asked us to wait. */
  readonly waitMs?: number | undefined;
}

/** As of the outbox; a clip whose record is not with the council waits for that. */
const nextClip = async ({ env, outbox, clips }: Sending): Promise<number | undefined> => {
  const kept = await clips();
  if (kept === undefined) return undefined;
  const waiting = await outbox.waitingOf(await kept.records());
  return kept.nextTry(timesAt(env.now()), ({ record }) => waiting.has(record));
};

/** The earliest time at which a record or a clip may go; 0 where one may go now, undefined where none waits. */
export const nextTry = async (sending: Sending): Promise<number | undefined> => {
  const { now, latest } = timesAt(sending.env.now());
  const record = await sending.outbox.nextTry(now, latest);
  // A database of recordings that fails must not keep the records from their next try.
  const clip = await nextClip(sending).catch(() => undefined);
  return record === undefined || clip === undefined ? (record ?? clip) : Math.min(record, clip);
};
