/** Reads a page of what may go now, and puts rows in their place that are not in it yet: never more rows than a page or so. */
import type { Collection, Table } from 'dexie';
import { asOfOld, due, isPutOff, mayGo, onOwnClock, placed, type Lane, type OutboxRow, type Range, type Times } from './outbox-rows.ts';
import { goInOne } from './taken-back.ts';

export interface PageLimits extends Times {
  /** Of the records' JSON. */
  readonly bytes: number;
  readonly records: number;
  /** Only what stands behind this one: it is on its way, and still waits. */
  readonly after?: OutboxRow | undefined;
}

type Rows = Table<OutboxRow, string>;

const within = (rows: Rows, { from, to }: Range): Collection<OutboxRow, string> => rows.where('state').between(from, to, true, true);

export interface Taken {
  readonly page: readonly OutboxRow[];
  /** There may be more: it was the limits that ended it. */
  readonly isFull: boolean;
  /** Put on a clock of their own by a tab that runs older code, which leaves them where they are. */
  readonly strays: readonly OutboxRow[];
}

/** So many rows are read at once at first, twice as many each further time: pages may hold few large records, or many small ones. */
const FIRST_ROWS = 16;
const MOST_ROWS = 256;

/** Call it inside a transaction. */
export const takePage = async (rows: Rows, lane: Lane, limits: PageLimits): Promise<Taken> => {
  const { to } = mayGo(lane);
  const page: OutboxRow[] = [];
  const strays: OutboxRow[] = [];
  let bytes = 0;
  let from = limits.after?.state ?? mayGo(lane).from;
  for (let atOnce = FIRST_ROWS; ; atOnce = Math.min(MOST_ROWS, atOnce * 2)) {
    const some = await rows.where('state').between(from, to, false, true).limit(atOnce).toArray();
    for (const row of some) {
      if (isPutOff(row, limits)) strays.push(row);
      else {
        bytes += row.bytes ?? 0;
        const isFull = page.length >= limits.records || (page.length > 0 && bytes > limits.bytes);
        if (isFull && !goInOne(row, page.at(-1))) return { page, isFull: true, strays };
        page.push(row);
      }
    }
    const last = some.at(-1);
    if (last === undefined || some.length < atOnce) return { page, isFull: false, strays };
    from = last.state;
  }
};

interface Store {
  readonly rows: Rows;
  readonly reading: <T>(work: () => Promise<T>) => Promise<T>;
  readonly writing: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Puts some rows in their place: those as of old, those whose own clock has come round, and these strays. True if there were any. */
export const sortIn = async ({ rows, reading, writing }: Store, times: Times, strays: readonly OutboxRow[]): Promise<boolean> => {
  const ranges = [asOfOld, ...due(times)];
  const firsts = await reading(() => Promise.all(ranges.map((range) => within(rows, range).limit(1).primaryKeys())));
  if (strays.length === 0 && firsts.every((keys) => keys.length === 0)) return false;
  return writing(async () => {
    // Read once more: another tab may have settled them since.
    const met = await rows.bulkGet(strays.map(({ id }) => id));
    const found = await Promise.all(ranges.map((range) => within(rows, range).limit(MOST_ROWS).toArray()));
    const misplaced = [...met, ...found.flat()].filter((row): row is OutboxRow => row?.state[0] === 'waiting');
    await rows.bulkPut(misplaced.map((row) => placed(row, times)));
    return misplaced.length > 0;
  });
};

/** The first state of these, read from the index alone. */
export const edge = async (rows: Collection<OutboxRow, string>): Promise<readonly unknown[] | undefined> =>
  ((await rows.limit(1).keys()) as unknown as (readonly unknown[])[])[0];

const A_FEW = 8;

/** When the first record may go: 0 where one may now, undefined where none waits. Call it inside a transaction. */
export const firstTime = async (rows: Rows, times: Times): Promise<number | undefined> => {
  const { now, latest = Infinity } = times;
  const lanes = (['together', 'apart'] as const).map((lane) => within(rows, mayGo(lane)).limit(A_FEW).toArray());
  const [old, first, last] = await Promise.all([edge(within(rows, asOfOld)), edge(within(rows, onOwnClock)), edge(within(rows, onOwnClock).reverse())]);
  const front = (await Promise.all(lanes)).flat();
  // An old tab puts a record off where it stands; the next page puts those in their place.
  if (old !== undefined || front.some((row) => !isPutOff(row, times)) || Number(last?.[2]) > latest) return 0;
  const all = [...front.map(({ notBefore = 0 }) => notBefore), ...(first === undefined ? [] : [Number(first[2])])];
  const earliest = Math.min(...all);
  return all.length === 0 ? undefined : earliest <= now ? 0 : earliest;
};
