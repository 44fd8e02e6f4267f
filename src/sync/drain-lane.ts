/** Sends what waits in one lane: a few parcels on their way at once where the link is quick, a verdict for each record, nobody behind anybody's fault. */
import { LIMITS, type RecordVerdict } from '../domain/wire.ts';
import type { RecordId } from '../domain/id.ts';
import type { Lane, OutboxRow } from '../store/outbox.ts';
import { cutAt, isOne } from '../store/taken-back.ts';
import type { Called } from './call.ts';
import { sendRecords } from './deliver.ts';
import { cutParcels, recordsOf, type Parcel, type Parcels } from './parcels.ts';
import type { Drained, Sending, Trust } from './sending.ts';
import { waitAfter } from './wait.ts';

/** So many records that each fail alone, one after the other, are the council's trouble and not theirs. */
const ALONE_BEFORE_STOPPING = 3;
/** Where a parcel came back within this time, what takes long is the way, and more than one may be on it (docs/decisions/0021). */
const QUICK_MS = 3_000;
const MOST_ON_THEIR_WAY = 5;
/** A link on which a parcel takes longer than this gets small ones. */
const SLOW_MS = 30_000;

interface Back {
  readonly parcel: Parcel;
  readonly called: Called;
  readonly tookMs: number;
}

interface Run {
  readonly sending: Sending;
  readonly trust: Trust;
  readonly parcels: Parcels;
  readonly onTheirWay: Map<Parcel, Promise<Back>>;
  acknowledged: number;
  /** The last receipt is being carried out. */
  settling: Promise<void>;
  mostOnTheirWay: number;
  serverFailures: number;
  aloneFailures: number;
}

type Stopped = Omit<Drained, 'acknowledged'>;

const sendOff = ({ sending: { env }, trust, onTheirWay }: Run, parcel: Parcel): void => {
  const began = env.now();
  const back = sendRecords(env, trust, parcel.packed, recordsOf(parcel.rows)).then((called) => ({ parcel, called, tookMs: env.now() - began }));
  onTheirWay.set(parcel, back);
};

const putOffUntil = ({ env }: Sending, { id, failures = 0 }: OutboxRow): [RecordId, number] => [id, env.now() + waitAfter(failures + 1, env.random) + 1];

/** What the council did not acknowledge, though it sent a receipt: those wait, each by itself, and hold nobody up. */
const takeReceipt = async (run: Run, { rows }: Parcel, verdicts: readonly RecordVerdict[]): Promise<void> => {
  const { sending } = run;
  const said = verdicts.filter(({ verdict }) => verdict !== 'corrupt' && verdict !== 'unknown');
  const taken = new Set(said.map(({ id }) => id));
  // Of what was taken back nobody is told that it has been sent.
  run.acknowledged += said.filter(({ verdict }) => verdict !== 'withdrawn').length;
  // Not waited for here: the next parcel goes first, and a phone that dies before this is done sends these once more.
  await run.settling;
  run.settling = sending.outbox.settle(said, new Map(rows.filter(({ id }) => !taken.has(id)).map((row) => putOffUntil(sending, row))));
  run.settling.catch(() => undefined);
};

/** Quick, slow or in between: how large parcels are, and how many are under way at once. */
const learn = (run: Run, tookMs: number): void => {
  // While one that brings a refusal is looked for, a parcel goes at a time, and a failure is its own and no restart.
  const isSearching = run.parcels.isRepeating();
  run.mostOnTheirWay = tookMs < QUICK_MS && !isSearching ? MOST_ON_THEIR_WAY : 1;
  run.parcels.slowDown(tookMs >= SLOW_MS);
  run.aloneFailures = 0;
  if (!isSearching) run.serverFailures = 0;
};

/** Everything that is under way comes back first: receipts count, and what failed beside another goes again, unsuspected. */
const gather = async (run: Run): Promise<readonly Stopped[]> => {
  const stops: Stopped[] = [];
  for (const { parcel, called } of await Promise.all(run.onTheirWay.values())) {
    if (called.heard === 'receipt') await takeReceipt(run, parcel, called.verdicts);
    else run.parcels.again(parcel.rows);
    if (called.heard === 'busy') stops.push({ stopped: 'busy', waitMs: called.waitMs });
  }
  run.onTheirWay.clear();
  run.mostOnTheirWay = 1;
  return stops;
};

/** After a refusal of the whole parcel: its halves, each by itself, or one record that waits on its own clock. */
const part = async (run: Run, { rows }: Parcel, isTooLarge: boolean): Promise<Stopped | undefined> => {
  const { parcels, sending } = run;
  const [first] = rows;
  const half = isOne(rows) ? 0 : cutAt(rows, Math.floor(rows.length / 2));
  if (half > 0) {
    parcels.again(rows.slice(0, half), rows.slice(half));
    // What was too much once is too much for all that follow.
    if (isTooLarge) parcels.atMost(half);
    return undefined;
  }
  // Unless it was this one record: then it says nothing of the others.
  if (isTooLarge) parcels.atMost(LIMITS.records);
  if (first !== undefined) await sending.outbox.postpone(...putOffUntil(sending, first));
  run.aloneFailures += 1;
  return run.aloneFailures >= ALONE_BEFORE_STOPPING ? { stopped: 'server' } : undefined;
};

/** What comes of one answer; undefined to go on. */
const hear = async (run: Run, { parcel, called, tookMs }: Back): Promise<Stopped | undefined> => {
  const { env } = run.sending;
  if (called.heard === 'receipt') {
    learn(run, tookMs);
    await takeReceipt(run, parcel, called.verdicts);
    return undefined;
  }
  const [busy] = await gather(run);
  if (called.heard === 'busy') return { stopped: 'busy', waitMs: called.waitMs };
  if (called.heard === 'enrol' || called.heard === 'network' || called.heard === 'no-receipt') return { stopped: called.heard };
  if (busy !== undefined) return busy;
  if (called.heard === 'server') run.serverFailures += 1;
  if (called.heard !== 'server' || run.serverFailures > 1) return part(run, parcel, called.heard === 'too-large');
  // The first may be a restart: one more try, after a breath, before the parcel is suspected.
  run.parcels.again(parcel.rows);
  await env.sleep(waitAfter(0, env.random));
  return undefined;
};

/** Sends as many as may be under way. False where nothing is. */
const sendNext = async (run: Run): Promise<boolean> => {
  while (run.onTheirWay.size < run.mostOnTheirWay) {
    const parcel = await run.parcels.next();
    if (parcel === undefined) break;
    sendOff(run, parcel);
  }
  return run.onTheirWay.size > 0;
};

/** True if something is under way again, from the front: what was put off may have come round, and receipts are all carried out. */
const sendFromFront = async (run: Run): Promise<boolean> => {
  await run.settling;
  run.parcels.rewind();
  return sendNext(run);
};

export const drainLane = async (sending: Sending, trust: Trust, lane: Lane): Promise<Drained> => {
  const run: Run = {
    sending, trust, parcels: cutParcels(sending, lane), onTheirWay: new Map(),
    acknowledged: 0, settling: Promise.resolve(), mostOnTheirWay: 1, serverFailures: 0, aloneFailures: 0,
  };
  let stopped: Stopped | undefined;
  while (stopped === undefined && ((await sendNext(run)) || (await sendFromFront(run)))) {
    run.parcels.prepare();
    const back = await Promise.race(run.onTheirWay.values());
    run.onTheirWay.delete(back.parcel);
    stopped = await hear(run, back);
  }
  await Promise.all([run.settling, run.parcels.rest()]);
  return { acknowledged: run.acknowledged, ...stopped };
};
