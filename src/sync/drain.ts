/** Empties the outbox, page by page, as far as the network and the council allow. The page and the worker both call it. */
import { LIMITS, type RecordVerdict } from '../domain/wire.ts';
import type { Clips } from '../store/clips.ts';
import type { Lane, OutboxRow } from '../store/outbox.ts';
import { askAfter, deliver } from './deliver.ts';
import type { Drained, Sending, Trust } from './sending.ts';
import { trustFor } from './trust.ts';
import { waitAfter } from './wait.ts';

export type { Drained, Sending } from './sending.ts';

const LOCK = 'our-turn-drain';
/** Small, so that a bad link makes progress; the later ones large, so that a good one isn't wasted. Bytes of JSON. */
const FIRST_PAGE_BYTES = 32 * 1024;
const PAGE_BYTES = 240 * 1024;
/** So many records that each fail alone, one after the other, are the council's trouble and not theirs. */
const ALONE_BEFORE_STOPPING = 3;

/** How a page is cut just now. */
interface Cut {
  bytes: number;
  records: number;
  serverFailures: number;
  aloneFailures: number;
}

const postponeAlone = async ({ env, outbox }: Sending, row: OutboxRow): Promise<void> =>
  outbox.postpone(row.id, env.now() + waitAfter((row.failures ?? 0) + 1, env.random) + 1);

/** After a refusal of the whole page: a smaller page, or one record that waits by itself. True if it is time to stop. */
const cutSmaller = async (sending: Sending, page: readonly OutboxRow[], cut: Cut): Promise<boolean> => {
  const [first] = page;
  if (page.length > 1 || first === undefined) {
    cut.records = Math.max(1, Math.floor(page.length / 2));
    return false;
  }
  await postponeAlone(sending, first);
  cut.aloneFailures += 1;
  return cut.aloneFailures >= ALONE_BEFORE_STOPPING;
};

/** What the council did not acknowledge, though it sent a receipt: those wait, each by itself, and hold nobody up. */
const takeReceipt = async (sending: Sending, page: readonly OutboxRow[], verdicts: readonly RecordVerdict[]): Promise<number> => {
  const taken = new Set(verdicts.filter((each) => each.verdict !== 'corrupt' && each.verdict !== 'unknown').map((each) => each.id));
  await sending.outbox.settle(verdicts.filter((each) => taken.has(each.id)));
  for (const row of page) if (!taken.has(row.id)) await postponeAlone(sending, row);
  return taken.size;
};

const drainLane = async (sending: Sending, trust: Trust, lane: Lane): Promise<Drained> => {
  const { env, outbox } = sending;
  const cut: Cut = { bytes: FIRST_PAGE_BYTES, records: LIMITS.records, serverFailures: 0, aloneFailures: 0 };
  let acknowledged = 0;
  for (;;) {
    const page = await outbox.page(lane, { ...cut, now: env.now() });
    if (page.length === 0) return { acknowledged };
    const called = await deliver(env, trust, lane, page.flatMap((row) => row.record ?? []));
    switch (called.heard) {
      case 'receipt':
        acknowledged += await takeReceipt(sending, page, called.verdicts);
        Object.assign(cut, { bytes: PAGE_BYTES, serverFailures: 0, aloneFailures: 0 });
        break;
      case 'server':
        cut.serverFailures += 1;
        // The first may be a restart: one more try, after a breath, before the page is suspected.
        if (cut.serverFailures === 1) await env.sleep(waitAfter(0, env.random));
        else if (await cutSmaller(sending, page, cut)) return { acknowledged, stopped: 'server' };
        break;
      case 'too-large':
      case 'bad':
        if (await cutSmaller(sending, page, cut)) return { acknowledged, stopped: 'server' };
        break;
      case 'busy':
        return { acknowledged, stopped: 'busy', waitMs: called.waitMs };
      case 'enrol':
      case 'network':
      case 'no-receipt':
        return { acknowledged, stopped: called.heard };
    }
  }
};

/** Asks after what is held: durable ones are let go, unknown ones (a restored backup) wait to be sent again. */
const askAfterHeld = async ({ env, outbox }: Sending, clips: Clips | undefined, trust: Trust, lane: Lane): Promise<Drained> => {
  const held = [...(await outbox.held(lane)), ...((await clips?.held(lane)) ?? [])];
  for (let at = 0; at < held.length; at += LIMITS.heldPairs) {
    const called = await askAfter(env, trust, held.slice(at, at + LIMITS.heldPairs));
    if (called.heard === 'busy') return { acknowledged: 0, stopped: 'busy', waitMs: called.waitMs };
    if (called.heard === 'network') return { acknowledged: 0, stopped: 'network' };
    // Whatever else was said is no receipt, and acknowledges nothing; new records may fare better.
    if (called.heard !== 'receipt') break;
    await outbox.settle(called.verdicts);
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
