/** Empties the outbox, page by page, as far as the network and the council allow. The page and the worker both call it. */
import { LIMITS } from '../domain/wire.ts';
import type { Clips } from '../store/clips.ts';
import type { Lane } from '../store/outbox.ts';
import { askAfter } from './deliver.ts';
import { drainLane } from './drain-lane.ts';
import type { Drained, Sending, Trust } from './sending.ts';
import { trustFor } from './trust.ts';

export type { Drained, Sending } from './sending.ts';

const LOCK = 'our-turn-drain';

/** Asks after what is held: durable ones are let go, unknown ones (a restored backup) wait to be sent again. */
const askAfterHeld = async ({ env, outbox }: Sending, clips: Clips | undefined, trust: Trust, lane: Lane): Promise<Drained> => {
  const held = [...(await outbox.held(lane)), ...((await clips?.held(lane)) ?? [])];
  for (let at = 0; at < held.length; at += LIMITS.heldPairs) {
    const called = await askAfter(env, trust, held.slice(at, at + LIMITS.heldPairs));
    if (called.heard === 'busy') return { acknowledged: 0, stopped: 'busy', waitMs: called.waitMs };
    if (called.heard === 'network') return { acknowledged: 0, stopped: 'network' };
    // Whatever else was said is no receipt, and acknowledges nothing; new records may fare better.
    if (called.heard !== 'receipt') break;
    // What is there and not yet durable stays as it is, so its row need not be read.
    await outbox.settle(called.verdicts.filter(({ verdict, durable }) => durable || verdict !== 'stored'));
    await clips?.settle(called.verdicts);
  }
  return { acknowledged: 0 };
};

/** Held records first: one that the council has lost goes out again in the same round. */
const askAndSend = async (sending: Sending, clips: Clips | undefined, trust: Trust, lane: Lane): Promise<Drained> => {
  const asked = await askAfterHeld(sending, clips, trust, lane);
  return asked.stopped === undefined ? drainLane(sending, trust, lane) : asked;
};

/** Trouble with some records of one lane says nothing of the other, and nothing of the clips; no network does. */
const endsRound = ({ stopped }: Drained): boolean => stopped !== undefined && stopped !== 'server';

const drainRecords = async (sending: Sending, clips: Clips | undefined, trust: Trust): Promise<Drained> => {
  const together = await askAndSend(sending, clips, trust, 'together');
  if (endsRound(together)) return together;
  const apart = await askAndSend(sending, clips, trust, 'apart');
  const trouble = apart.stopped === undefined ? together : apart;
  return { ...trouble, acknowledged: together.acknowledged + apart.acknowledged };
};

interface ClipsToSend {
  readonly clips: Clips;
  readonly drainClips: typeof import('./drain-clips.ts').drainClips;
}

/**
 * Most phones have no clips: then one count is all that they cost, and what sends them is not even loaded. Where their
 * database fails, it is as if there were none until the next round, for no record is to wait because of a recording.
 */
const clipsToSend = async ({ clips, outbox }: Sending): Promise<ClipsToSend | undefined> => {
  try {
    const kept = await clips();
    if (kept === undefined || (await kept.count()) === 0) return undefined;
    const { drainClips, releaseHandedIn } = await import('./drain-clips.ts');
    await releaseHandedIn(outbox, kept);
    return { clips: kept, drainClips };
  } catch {
    return undefined;
  }
};

/** Records of both lanes, and then their clips; back to the records as often as something is handed in meanwhile. */
const drainAll = async (sending: Sending): Promise<Drained> => {
  let acknowledged = 0;
  for (;;) {
    const trust = await trustFor(sending);
    const toSend = await clipsToSend(sending);
    const records = await drainRecords(sending, toSend?.clips, trust);
    acknowledged += records.acknowledged;
    if (toSend === undefined || endsRound(records)) return { ...records, acknowledged };
    const sent = await toSend.drainClips(sending, toSend.clips, trust);
    if (sent !== 'records-came') return { ...(sent.stopped === undefined ? records : sent), acknowledged };
  }
};

/**
 * One round. Only one sender at a time where the browser has locks; a second one waits and then finds little to
 * do. Without locks two may send the same record, and the council takes the second for the duplicate that it is.
 */
export const drain = async (sending: Sending): Promise<Drained> => {
  const { locks } = sending.env;
  return locks === undefined ? drainAll(sending) : locks.request(LOCK, () => drainAll(sending));
};
