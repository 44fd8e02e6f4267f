/** The device's half of a drain, as it runs in a page: the real outbox on a real disk, the real drain, and the floor's one message. */
import type { Lane, SealedRecordAndKind } from './draining-types.ts';
import type { ReceiptKey } from '../../src/domain/wire.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { pack, send } from '../../src/sync/call.ts';
import { drainLane } from '../../src/sync/drain-lane.ts';
import { realWorld } from '../../src/sync/world.ts';

const outbox = openOutbox();
const env = realWorld();
let keys: readonly ReceiptKey[] = [];
let waiting: readonly SealedRecordAndKind[] = [];

const timed = async (work: () => Promise<number>, expected: number): Promise<number> => {
  const from = performance.now();
  const acknowledged = await work();
  const ms = performance.now() - from;
  if (acknowledged !== expected) throw new Error(`${acknowledged} were acknowledged, not ${expected}`);
  return ms;
};

const trust = { keys: () => keys, learn: async () => undefined };

Object.assign(window, {
  draining: {
    believe: (theirs: readonly ReceiptKey[]) => {
      keys = theirs;
    },
    /** These wait from now on; nothing of that is timed. */
    put: async (records: readonly SealedRecordAndKind[]) => {
      waiting = records;
      await outbox.put(records);
    },
    drain: (lane: Lane) =>
      timed(async () => (await drainLane({ env, outbox, clips: async () => undefined, receiptKeys: async () => keys, recoverySigners: async () => [], keepReceiptKeys: async () => undefined }, trust, lane)).acknowledged, waiting.length),
    /** The floor keeps nothing and settles nothing: all of it packed, sent, and its receipt believed or not. */
    take: (records: readonly SealedRecordAndKind[]) => {
      waiting = records;
    },
    one: () =>
      timed(async () => {
        const called = await send(env, trust, '/one', await pack(env, { v: 1, sentAt: new Date().toISOString(), records: waiting.map(({ record }) => record) }));
        return called.heard === 'receipt' ? called.verdicts.length : 0;
      }, waiting.length),
    count: () => outbox.count('waiting'),
  },
});
