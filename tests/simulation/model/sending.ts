/** How a device of the model sends: the same rules as src/sync, each wait a `yield`, so that it can be cut off at any. */
import type { Lane } from './goods.ts';
import type { Ask, Heard } from './messages.ts';
import { settle, type ClipRow, type Row, type Stored } from './storage.ts';

export type Wish = { readonly wish: 'step' } | { readonly wish: 'ask'; readonly ask: Ask } | { readonly wish: 'sleep'; readonly ms: number; readonly isAsked: boolean } | { readonly wish: 'lock' | 'unlock' };
export type Sends<T> = Generator<Wish, T, Heard | undefined>;

export interface Sender {
  readonly stored: () => Stored;
  readonly now: () => number;
  readonly part: () => number;
  readonly isFull: () => boolean;
  readonly without: ReadonlySet<string>;
}

export class PhoneFull extends Error {}

const LONGEST_WAIT_MS = 15 * 60_000;
const LONGEST_OWN_WAIT_MS = 2 * LONGEST_WAIT_MS;
const ALONE_BEFORE_STOPPING = 3;
const RECORDS_AT_ONCE = 12;

export const waitAfter = (failures: number, part: () => number): number => Math.round(part() * Math.min(LONGEST_WAIT_MS, 2_000 * 2 ** Math.min(failures, 20)));

/** A write, or a read: a step in which the device may be gone, and a full one refuses. */
export function* write(sender: Sender): Sends<void> {
  yield { wish: 'step' };
  if (sender.isFull()) throw new PhoneFull();
}
function* ask(sender: Sender, what: Ask): Sends<Heard> {
  const heard = (yield { wish: 'ask', ask: what })!;
  if (heard.heard !== 'receipt' || (heard.kid ?? 0) <= sender.stored().keys) return heard;
  // It names a key that this phone does not know: the ring says whether an older one has vouched for it.
  const ring = (yield { wish: 'ask', ask: { ask: 'keys' } })!;
  if (ring.heard === 'ring') sender.stored().keys = Math.max(sender.stored().keys, ring.keys);
  return (heard.kid ?? 0) <= sender.stored().keys ? heard : { heard: 'no-receipt' };
}

export const mayGo = ({ notBefore }: Row | ClipRow, { now, without }: Sender): boolean =>
  notBefore <= now() || (!without.has('C-18') && notBefore > now() + LONGEST_OWN_WAIT_MS);

function* postpone(sender: Sender, row: Row | ClipRow): Sends<void> {
  yield* write(sender);
  row.failures += 1;
  row.notBefore = sender.now() + waitAfter(row.failures, sender.part) + 1;
}

type Stopped = { readonly stopped?: 'enrol' | 'busy' | 'server' | 'network' | 'no-receipt'; readonly waitMs?: number | undefined };

function* askAfterHeld(sender: Sender, lane: Lane): Sends<Stopped> {
  const { rows, clips } = sender.stored();
  const held = [...[...rows.values()].filter((row) => row.state === 'held' && row.record.lane === lane).map(({ record }) => `${record.id} ${record.digest}`), ...[...clips].filter(([, row]) => row.state === 'held' && row.lane === lane).map(([pair]) => pair)];
  if (held.length === 0 || sender.without.has('C-06')) return {};
  const heard = yield* ask(sender, { ask: 'held', pairs: held });
  if (heard.heard === 'busy') return { stopped: 'busy', waitMs: heard.waitMs };
  if (heard.heard === 'network') return { stopped: 'network' };
  if (heard.heard !== 'receipt') return {};
  yield* write(sender);
  for (const verdict of heard.verdicts) settle(sender.stored(), verdict, sender.without);
  return {};
}

function* takeReceipt(sender: Sender, page: readonly Row[], heard: Heard & { readonly heard: 'receipt' }): Sends<void> {
  yield* write(sender);
  const taken = new Set(heard.verdicts.filter((verdict) => settle(sender.stored(), verdict, sender.without)).map(({ pair }) => pair));
  for (const row of page) if (!taken.has(`${row.record.id} ${row.record.digest}`) && row.state === 'waiting') yield* postpone(sender, row);
}

/** What goes in one is never parted, as in src/store/taken-back. */
const goInOne = (row: Row | undefined, last: Row | undefined): boolean => last !== undefined && row?.record.inOne?.includes(last.record.id) === true;
const isOne = (page: readonly Row[]): boolean => page.length === 1 || page.every((row) => row === page[0] || goInOne(row, page[0]));
const cutAt = (rows: readonly Row[], end: number): number => (!goInOne(rows[end], rows[end - 1]) ? end : end + 1 < rows.length ? end + 1 : end - 1);
const cut = (rows: readonly Row[]): readonly Row[] => rows.slice(0, goInOne(rows[RECORDS_AT_ONCE], rows[RECORDS_AT_ONCE - 1]) ? RECORDS_AT_ONCE + 1 : RECORDS_AT_ONCE);

function* drainLane(sender: Sender, lane: Lane): Sends<Stopped> {
  const parts: (readonly Row[])[] = [];
  let failures = 0;
  let alone = 0;
  for (;;) {
    yield { wish: 'step' };
    const waits = (row: Row): boolean => row.state === 'waiting' && (row.record.lane === lane || sender.without.has('C-19')) && mayGo(row, sender);
    const page = parts.shift() ?? cut([...sender.stored().rows.values()].filter(waits));
    if (page.length === 0) return {};
    const heard = yield* ask(sender, { ask: 'records', lane, records: page.map(({ record }) => record) });
    switch (heard.heard) {
      case 'receipt':
        yield* takeReceipt(sender, page, heard);
        [failures, alone] = [0, 0];
        continue;
      case 'busy':
        return { stopped: 'busy', waitMs: heard.waitMs };
      case 'enrol':
      case 'network':
      case 'no-receipt':
        return { stopped: heard.heard };
      case 'server':
        failures += 1;
        if (failures === 1) {
          parts.unshift(page);
          yield { wish: 'sleep', ms: waitAfter(0, sender.part), isAsked: true };
          continue;
        }
        break;
    }
    const half = isOne(page) ? 0 : cutAt(page, page.length >> 1);
    if (half > 0) {
      if (sender.without.has('C-13')) return { stopped: 'server' };
      parts.unshift(page.slice(0, half), page.slice(half));
      continue;
    }
    if (sender.without.has('C-14')) return { stopped: 'server' };
    for (const row of page) yield* postpone(sender, row);
    alone += 1;
    if (alone >= ALONE_BEFORE_STOPPING) return { stopped: 'server' };
  }
}

const endsRound = ({ stopped }: Stopped): boolean => stopped !== undefined && stopped !== 'server';

function* askAndSend(sender: Sender, lane: Lane): Sends<Stopped> {
  const asked = yield* askAfterHeld(sender, lane);
  return asked.stopped === undefined ? yield* drainLane(sender, lane) : asked;
}

/** So many requests more than pieces before a clip waits on its own clock. */
const SPARE_REQUESTS = 4;

function* upload(sender: Sender, { clip }: ClipRow): Sends<Heard> {
  let at = yield* ask(sender, { ask: 'standing', clip });
  for (let left = clip.pieces + SPARE_REQUESTS; at.heard === 'offset'; left -= 1) {
    if (at.offset === clip.pieces) return yield* ask(sender, { ask: 'held', pairs: [`${clip.id} ${clip.digest}`] });
    if (left === 0) return { heard: 'bad' };
    yield { wish: 'step' };
    at = yield* ask(sender, { ask: 'piece', clip, offset: at.offset });
  }
  return at;
}

function* drainClips(sender: Sender): Sends<Stopped> {
  const tried = new Set<ClipRow>();
  for (;;) {
    yield { wish: 'step' };
    const { rows, clips } = sender.stored();
    const row = [...clips.values()].find((each) => each.state === 'waiting' && !tried.has(each) && mayGo(each, sender) && rows.get(each.record)?.state !== 'waiting');
    if (row === undefined) return {};
    tried.add(row);
    const heard = yield* upload(sender, row);
    if (heard.heard === 'busy') return { stopped: 'busy', waitMs: heard.waitMs };
    if (heard.heard === 'enrol' || heard.heard === 'network' || heard.heard === 'no-receipt') return { stopped: heard.heard };
    yield* write(sender);
    const isTaken = heard.heard === 'receipt' && heard.verdicts.map((verdict) => settle(sender.stored(), verdict, sender.without)).some(Boolean);
    if (!isTaken && row.state === 'waiting') yield* postpone(sender, row);
  }
}

export function* releaseHandedIn(sender: Sender, only?: string): Sends<void> {
  const { rows, clips } = sender.stored();
  const ready = [...clips.values()].filter((row) => row.state === 'ready' && rows.has(row.record) && (only === undefined || row.record === only));
  if (ready.length === 0) return;
  yield* write(sender);
  for (const row of ready) row.state = 'waiting';
}

/** One round, as `drain`. */
export function* drain(sender: Sender): Sends<Stopped> {
  yield { wish: 'lock' };
  try {
    if (!sender.without.has('C-17')) yield* releaseHandedIn(sender);
    const together = yield* askAndSend(sender, 'together');
    if (endsRound(together)) return together;
    const apart = yield* askAndSend(sender, 'apart');
    if (endsRound(apart)) return apart;
    const clips = yield* drainClips(sender);
    return clips.stopped === undefined ? (apart.stopped === undefined ? together : apart) : clips;
  } finally {
    yield { wish: 'unlock' };
  }
}

const QUIET_MS = 5 * 60_000;

/** As `keepSending`. `onRound` after each. */
export function* keepSending(sender: Sender, onRound: () => void): Sends<void> {
  for (let failures = 0; ; ) {
    let pause: { readonly ms: number; readonly isAsked: boolean };
    try {
      const { stopped, waitMs } = yield* drain(sender);
      onRound();
      failures = stopped === undefined ? 0 : failures + 1;
      const { rows, clips } = sender.stored();
      const waiting = [...rows.values(), ...[...clips.values()].filter(({ record }) => rows.get(record)?.state !== 'waiting')].filter(({ state }) => state === 'waiting');
      const next = waiting.map((row) => (mayGo(row, sender) ? 0 : row.notBefore)).reduce((one, other) => Math.min(one, other), Infinity);
      if (waitMs !== undefined) pause = { ms: waitMs, isAsked: true };
      else if (stopped !== undefined) pause = { ms: waitAfter(failures, sender.part), isAsked: false };
      else pause = { ms: next === Infinity ? QUIET_MS : Math.max(1_000, next - sender.now()), isAsked: false };
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error;
      failures += 1;
      pause = { ms: waitAfter(failures, sender.part), isAsked: false };
    }
    yield { wish: 'sleep', ...pause };
  }
}
