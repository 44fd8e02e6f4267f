/** The outbox: finished records, from the moment a person hands them in until the council has proved that it holds them. */
import { Dexie, liveQuery, type Collection, type DexieOptions, type Table } from 'dexie';
import { APART_KINDS } from '../domain/record.ts';
import type { RecordId } from '../domain/id.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import { all, asOfOld, deliveryOf, mayGo, placed, waitingIn, type DeliveryState, type Lane, type OutboxRow, type OutboxState, type Range } from './outbox-rows.ts';
import { edge, firstTime, sortIn, takePage, type PageLimits } from './outbox-page.ts';
import { reopening } from './reopen.ts';
import { fieldsOf, settledRow, takenBackOf, type TakenBackState, type ToSend } from './taken-back.ts';

export type { DeliveryState, Lane, OutboxRow, OutboxState } from './outbox-rows.ts';

export interface Outbox {
  /**
   * Puts all of these in, or none. A record whose id is there already, in any state, is left as it was, and what goes in one
   * with it is left out. Gives the ids that were new.
   */
  readonly put: (records: readonly ToSend[]) => Promise<ReadonlySet<RecordId>>;
  /** Takes out what was not to be sent yet. False where it may have been sent. */
  readonly takeOut: (id: RecordId, now: number) => Promise<boolean>;
  /** What was not to be sent yet may go now. */
  readonly letGo: (id: RecordId) => Promise<void>;
  /** What was taken back before the council had it for good: it is not sent (again). A row whose work is done stays. */
  readonly drop: (id: RecordId) => Promise<void>;
  /** The next to send: in order, at most so many bytes and records, but always one where there is one, and what goes in one with it. */
  readonly page: (lane: Lane, limits: PageLimits) => Promise<readonly OutboxRow[]>;
  /**
   * Carries out what the council said of each; only rows with this id and digest are touched. `putOff`: records that failed
   * alone, each on a clock of its own until then. All of it in one transaction.
   */
  readonly settle: (verdicts: readonly RecordVerdict[], putOff?: ReadonlyMap<RecordId, number>) => Promise<void>;
  /** Puts a record that failed alone on a clock of its own, and what goes in one with it. */
  readonly postpone: (id: RecordId, until: number) => Promise<void>;
  /** What is acknowledged and not yet durable. */
  readonly held: (lane: Lane) => Promise<readonly { readonly id: RecordId; readonly digest: string }[]>;
  /** Counted by the database in its index: no row is read. */
  readonly count: (state: 'waiting' | 'held') => Promise<number>;
  /** Which of these are still to be sent. */
  readonly waitingOf: (ids: readonly RecordId[]) => Promise<ReadonlySet<RecordId>>;
  /** The last number of each line of what waits: whoever asks again and finds a higher one knows that something was put in. */
  readonly newest: () => Promise<readonly number[]>;
  /** The earliest time at which a postponed record may go; 0 where one may go now, undefined where none waits. */
  readonly nextTry: (now: number, latest?: number) => Promise<number | undefined>;
  /** Undefined where the outbox never had it. */
  readonly stateOf: (id: RecordId) => Promise<DeliveryState | undefined>;
  readonly rowOf: (id: RecordId) => Promise<OutboxRow | undefined>;
  /** Calls back now and at every change, in whichever tab or worker it happens. Gives back how to stop. */
  readonly watch: (ids: readonly RecordId[], seen: (states: ReadonlyMap<RecordId, DeliveryState>) => void) => () => void;
  /** The same, of what takes back and of what was taken back. */
  readonly watchTakenBack: (ids: readonly RecordId[], seen: (states: ReadonlyMap<RecordId, TakenBackState>) => void) => () => void;
  /** How many wait, now and at every change. Gives back how to stop. */
  readonly watchCount: (seen: (waiting: number) => void) => () => void;
  /** Used only by "forget everything". */
  readonly forget: () => Promise<void>;
  readonly close: () => void;
}

const NAME = 'our-turn-outbox';
/** Held rows are read with their records, so never all at once. */
const HELD_AT_ONCE = 500;

/** The row after a verdict; undefined where nothing changes. `next` is the number that a held row, or one sent again, gets. */
const after = (row: OutboxRow, verdict: RecordVerdict, next: { readonly held: () => number; readonly waiting: (lane: Lane) => number }): OutboxRow | undefined => {
  switch (verdict.verdict) {
    case 'stored':
    case 'duplicate':
    case 'parked': {
      if (verdict.durable) return settledRow(row, verdict);
      if (row.state[0] !== 'waiting') return undefined;
      const { failures: _failures, notBefore: _notBefore, ...kept } = row;
      return { ...kept, state: ['held', next.held()], parked: verdict.verdict === 'parked' };
    }
    case 'withdrawn':
      // What takes back is asked after until it is durable, or an old backup would bring the words back.
      if (verdict.durable || row.takesBack !== true) return settledRow(row, verdict);
      return { ...row, state: row.state[0] === 'held' ? row.state : ['held', next.held()], notBefore: 0, withdrawn: true };
    case 'unknown': {
      const { withdrawn: _forgotten, lane = 'apart', ...again } = row;
      return row.state[0] === 'held' ? { ...again, lane, state: waitingIn(lane, next.waiting(lane)) } : undefined;
    }
    case 'corrupt':
      return undefined;
  }
};

/**
 * Opens the outbox. Version 1 for ever: an old tab can write into a newer database, where rows without a new index
 * would never be seen again. So one key, one index, and every other field is opaque to the database. Strict
 * durability, since Chrome 121 and later would otherwise say "kept" before it is on the disk.
 */
export const openOutbox = (options: DexieOptions = {}): Outbox => {
  const db = new Dexie(NAME, { chromeTransactionDurability: 'strict', ...options });
  db.version(1).stores({ outbox: 'id, state' });
  const rows = db.table('outbox') as Table<OutboxRow, string>;
  const within = ({ from, to }: Range): Collection<OutboxRow, string> => rows.where('state').between(from, to, true, true);
  const reading = <T>(work: () => Promise<T>): Promise<T> => reopening(db, () => db.transaction('r', rows, work));
  const writing = <T>(work: () => Promise<T>): Promise<T> => reopening(db, () => db.transaction('rw', rows, work));

  /** Read from the index alone, so the queue's length doesn't matter. */
  const lastNumber = async (range: Range): Promise<number> => Number((await edge(within(range).reverse()))?.at(-1) ?? 0);
  /** Gives one number after the other. */
  const numbersAfter = (last: number) => (): number => (last += 1);

  const put: Outbox['put'] = (records) =>
    writing(async () => {
      const laned = records.map((each): [Lane, ToSend] => [each.lane ?? (APART_KINDS.has(each.kind) ? 'apart' : 'together'), each]);
      const [lanes, there] = [[...new Set(laned.map(([lane]) => lane))], new Set<string>()];
      const look = async (id: string): Promise<void> => void ((await rows.where('id').equals(id).count()) > 0 && there.add(id));
      // Asked all at once: each costs the way to the database, not a place in a queue.
      const [numbers] = await Promise.all([
        Promise.all(lanes.map(async (lane) => [lane, numbersAfter(await lastNumber(mayGo(lane)))] as const)),
        ...records.map(({ record }) => look(record.id)),
      ]);
      const next = new Map(numbers);
      const added = new Map<RecordId, OutboxRow>();
      for (const [lane, each] of laned) {
        const { record, inOne = [] } = each;
        if ([record.id, ...inOne].some((id) => there.has(id)) || added.has(record.id)) continue;
        const row: OutboxRow = { id: record.id, state: waitingIn(lane, next.get(lane)?.() ?? 1), lane, record, bytes: JSON.stringify(record).length, ...fieldsOf(each) };
        added.set(record.id, row.notBefore === undefined ? row : placed(row, { now: -Infinity }));
      }
      if (added.size > 0) await rows.bulkAdd([...added.values()]);
      return new Set(added.keys());
    });

  const page: Outbox['page'] = async (lane, limits) => {
    let found = await reading(() => takePage(rows, lane, limits));
    // What is not in its place yet is looked at only where what is has run out.
    while (!found.isFull && (await sortIn({ reading, writing, rows }, limits, found.strays))) {
      found = await reading(() => takePage(rows, lane, limits));
      if (found.page.length > 0 || limits.after !== undefined) break;
    }
    return found.page;
  };

  const settle: Outbox['settle'] = (verdicts, putOff = new Map()) =>
    writing(async () => {
      const ids = [...new Set([...verdicts.map(({ id }) => id), ...putOff.keys()])];
      const ranges = [all('held'), mayGo('together'), mayGo('apart')];
      const [found, [held = 0, together = 0, apart = 0]] = await Promise.all([rows.bulkGet(ids), Promise.all(ranges.map(lastNumber))]);
      const lanes = { together: numbersAfter(together), apart: numbersAfter(apart) };
      const next = { held: numbersAfter(held), waiting: (lane: Lane) => lanes[lane]() };
      const now = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
      const changed = new Map<RecordId, OutboxRow>();
      const become = (row: OutboxRow | undefined): void => void (row && now.set(row.id, row) && changed.set(row.id, row));
      for (const verdict of verdicts) {
        const row = now.get(verdict.id);
        if (row?.record?.digest === verdict.digest) become(after(row, verdict, next));
      }
      for (const [id, own] of putOff) {
        const row = now.get(id);
        // What goes in one waits for the same moment, or it would be parted.
        const until = Math.max(own, ...(row?.inOne ?? []).map((each) => putOff.get(each) ?? own));
        if (row?.state[0] === 'waiting') become(placed({ ...row, failures: (row.failures ?? 0) + 1, notBefore: until }, { now: -Infinity }));
      }
      if (changed.size > 0) await rows.bulkPut([...changed.values()]);
    });

  const held: Outbox['held'] = (lane) =>
    reading(async () => {
      const pairs: { id: RecordId; digest: string }[] = [];
      for (let from: OutboxState | undefined; ; ) {
        const some: readonly OutboxRow[] = await rows.where('state').between(from ?? all('held').from, all('held').to, from === undefined, true).limit(HELD_AT_ONCE).toArray();
        for (const { id, record, lane: its } of some) if (record && its === lane) pairs.push({ id, digest: record.digest });
        if (some.length < HELD_AT_ONCE) return pairs;
        from = some.at(-1)?.state;
      }
    });

  /** Gives whether it waited, and was changed. */
  const changeWaiting = (id: RecordId, work: (row: OutboxRow) => Promise<boolean>): Promise<boolean> =>
    writing(async () => {
      const row = await rows.get(id);
      return row?.state[0] === 'waiting' && (await work(row));
    });

  /** A database that went away says nothing; the screen keeps what it last knew, which claims less, not more. */
  const watching = <T>(look: () => Promise<T>, seen: (found: T) => void): (() => void) => {
    const subscription = liveQuery(look).subscribe({ next: seen, error: () => undefined });
    return () => subscription.unsubscribe();
  };

  const watchEach = <S>(ids: readonly RecordId[], said: (row: OutboxRow) => S | undefined, seen: (states: ReadonlyMap<RecordId, S>) => void): (() => void) =>
    watching(() => rows.bulkGet([...ids]), (found) =>
      seen(new Map(found.flatMap((row): readonly (readonly [RecordId, S])[] => {
        const state = row && said(row);
        return row === undefined || state === undefined ? [] : [[row.id, state]];
      }))),
    );

  return {
    put,
    page,
    settle,
    held,
    nextTry: (now, latest) => reading(() => firstTime(rows, { now, latest })),
    postpone: async (id, until) => settle([], new Map(((await reopening(db, () => rows.get(id)))?.inOne ?? [id]).map((each) => [each, until]))),
    takeOut: (id, now) =>
      changeWaiting(id, async (row) => {
        if ((row.notBefore ?? 0) <= now) return false;
        await rows.delete(id);
        return true;
      }),
    letGo: async (id) => void (await changeWaiting(id, async (row) => Boolean(await rows.put(placed({ ...row, notBefore: 0 }, { now: 0 }))))),
    drop: (id) => writing(async () => void ((await rows.get(id))?.record && (await rows.delete(id)))),
    count: (state) => reopening(db, () => within(all(state)).count()),
    waitingOf: (ids) => reading(async () => new Set((await rows.bulkGet([...ids])).flatMap((row) => (row?.state[0] === 'waiting' ? [row.id] : [])))),
    newest: () => reading(() => Promise.all([mayGo('together'), mayGo('apart'), asOfOld].map(lastNumber))),
    stateOf: (id) =>
      reopening(db, async () => {
        const row = await rows.get(id);
        return row && deliveryOf(row);
      }),
    rowOf: (id) => reopening(db, () => rows.get(id)),
    watch: (ids, seen) => watchEach(ids, deliveryOf, seen),
    watchTakenBack: (ids, seen) => watchEach(ids, takenBackOf, seen),
    watchCount: (seen) => watching(() => within(all('waiting')).count(), seen),
    forget: () => reopening(db, () => rows.clear()),
    close: () => db.close(),
  };
};
