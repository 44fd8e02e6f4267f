/** The outbox: finished records, from the moment a person hands them in until the council has proved that it holds them. */
import { Dexie, liveQuery, type DexieOptions, type Table } from 'dexie';
import { APART_KINDS } from '../domain/record.ts';
import type { RecordId } from '../domain/id.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import { deliveryOf, type DeliveryState, type Lane, type OutboxRow } from './outbox-rows.ts';
import { reopening } from './reopen.ts';
import { fieldsOf, goInOne, settledRow, takenBackOf, type TakenBackState, type ToSend } from './taken-back.ts';

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
  /** The next to send: in order, at most so many bytes and records, but always one where there is one, and what goes in one with it. */
  readonly page: (lane: Lane, limits: { readonly bytes: number; readonly records: number; readonly now: number }) => Promise<readonly OutboxRow[]>;
  /** Carries out what the council said of each. Only rows with this id and digest are touched. */
  readonly settle: (verdicts: readonly RecordVerdict[]) => Promise<void>;
  /** Puts a record that failed alone on a clock of its own. */
  readonly postpone: (id: RecordId, until: number) => Promise<void>;
  /** What is acknowledged and not yet durable. */
  readonly held: (lane: Lane) => Promise<readonly { readonly id: RecordId; readonly digest: string }[]>;
  readonly count: (state: 'waiting' | 'held') => Promise<number>;
  /** The ids of all that are to be sent, read from the index alone. */
  readonly waiting: () => Promise<ReadonlySet<RecordId>>;
  /** The earliest time at which a postponed record may go; 0 where one may go now, undefined where none waits. */
  readonly nextTry: (now: number) => Promise<number | undefined>;
  /** Undefined where the outbox never had it. */
  readonly stateOf: (id: RecordId) => Promise<DeliveryState | undefined>;
  readonly rowOf: (id: RecordId) => Promise<OutboxRow | undefined>;
  /** Calls back now and at every change, in whichever tab or worker it happens. Gives back how to stop. */
  readonly watch: (ids: readonly RecordId[], seen: (states: ReadonlyMap<RecordId, DeliveryState>) => void) => () => void;
  /** The same, of what takes back and of what was taken back. */
  readonly watchTakenBack: (ids: readonly RecordId[], seen: (states: ReadonlyMap<RecordId, TakenBackState>) => void) => () => void;
  /** Used only by "forget everything". */
  readonly forget: () => Promise<void>;
  readonly close: () => void;
}

const NAME = 'our-turn-outbox';

const rangeOf = (state: 'waiting' | 'held'): [unknown[], unknown[]] => [
  [state, Dexie.minKey],
  [state, Dexie.maxKey],
];

/**
 * Opens the outbox. Version 1 for ever: an old tab can write into a newer database, where rows without a new index
 * would never be seen again. So one key, one index, and every other field is opaque to the database. Strict
 * durability, since Chrome 121 and later would otherwise say "kept" before it is on the disk.
 */
export const openOutbox = (options: DexieOptions = {}): Outbox => {
  const db = new Dexie(NAME, { chromeTransactionDurability: 'strict', ...options });
  db.version(1).stores({ outbox: 'id, state' });
  const rows = db.table('outbox') as Table<OutboxRow, string>;
  const inState = (state: 'waiting' | 'held') => rows.where('state').between(...rangeOf(state), true, true);

  /** One more than the last of its kind: read from the index, so the queue's length doesn't matter. */
  const nextNumber = async (state: 'waiting' | 'held'): Promise<number> => {
    const [last] = (await inState(state).reverse().limit(1).keys()) as unknown as [string, number][];
    return (last?.[1] ?? 0) + 1;
  };

  const put: Outbox['put'] = (records) =>
    reopening(db, () =>
      db.transaction('rw', rows, async () => {
        let number = await nextNumber('waiting');
        const added = new Set<RecordId>();
        const here = new Set((await rows.where('id').anyOf(records.map((each) => each.record.id)).primaryKeys()) as RecordId[]);
        for (const each of records) {
          const { kind, record, lane = APART_KINDS.has(kind) ? 'apart' : 'together' } = each;
          if ([record.id, ...(each.inOne ?? [])].some((id) => here.has(id)) || added.has(record.id)) continue;
          const bytes = JSON.stringify(record).length;
          await rows.add({ id: record.id, state: ['waiting', number], lane, record, bytes, ...fieldsOf(each) });
          number += 1;
          added.add(record.id);
        }
        return added;
      }),
    );

  const page: Outbox['page'] = (lane, limits) =>
    reopening(db, async () => {
      const found: OutboxRow[] = [];
      let bytes = 0;
      await inState('waiting')
        .until((row) => (found.length >= limits.records || (found.length > 0 && bytes + (row.bytes ?? 0) > limits.bytes)) && !goInOne(row, found.at(-1)))
        .each((row) => {
          if (row.lane !== lane || (row.notBefore ?? 0) > limits.now) return;
          found.push(row);
          bytes += row.bytes ?? 0;
        });
      return found;
    });

  /** The row after a verdict; undefined where nothing changes. */
  const after = async (row: OutboxRow, verdict: RecordVerdict): Promise<OutboxRow | undefined> => {
    switch (verdict.verdict) {
      case 'stored':
      case 'duplicate':
      case 'parked': {
        if (verdict.durable) return settledRow(row, verdict);
        if (row.state[0] !== 'waiting') return undefined;
        const { failures: _failures, notBefore: _notBefore, ...kept } = row;
        return { ...kept, state: ['held', await nextNumber('held')], parked: verdict.verdict === 'parked' };
      }
      case 'withdrawn':
        // What takes back is asked after until it is durable, or an old backup would bring the words back.
        if (verdict.durable || row.takesBack !== true) return settledRow(row, verdict);
        return { ...row, state: row.state[0] === 'held' ? row.state : ['held', await nextNumber('held')], notBefore: 0, withdrawn: true };
      case 'unknown': {
        if (row.state[0] !== 'held') return undefined;
        const { withdrawn: _forgotten, ...again } = row;
        return { ...again, state: ['waiting', await nextNumber('waiting')] };
      }
      case 'corrupt':
        return undefined;
    }
  };

  const settle: Outbox['settle'] = (verdicts) =>
    reopening(db, () =>
      db.transaction('rw', rows, async () => {
        for (const verdict of verdicts) {
          const row = await rows.get(verdict.id);
          if (row?.record === undefined || row.record.digest !== verdict.digest) continue;
          const next = await after(row, verdict);
          if (next !== undefined) await rows.put(next);
        }
      }),
    );

  const postpone: Outbox['postpone'] = (id, until) =>
    reopening(db, () =>
      db.transaction('rw', rows, async () => {
        for (const row of await rows.bulkGet([...((await rows.get(id))?.inOne ?? [id])])) {
          if (row?.state[0] === 'waiting') await rows.put({ ...row, failures: (row.failures ?? 0) + 1, notBefore: until });
        }
      }),
    );

  /** Gives whether it waited. */
  const change = (id: RecordId, work: (row: OutboxRow) => Promise<boolean>): Promise<boolean> =>
    reopening(db, () =>
      db.transaction('rw', rows, async () => {
        const row = await rows.get(id);
        return row?.state[0] === 'waiting' && (await work(row));
      }),
    );
  const watching = <S>(ids: readonly RecordId[], said: (row: OutboxRow) => S | undefined, seen: (states: ReadonlyMap<RecordId, S>) => void): (() => void) => {
    const told = (row: OutboxRow | undefined): readonly (readonly [RecordId, S])[] => {
      const state = row && said(row);
      return row === undefined || state === undefined ? [] : [[row.id, state]];
    };
    const subscription = liveQuery(() => rows.bulkGet([...ids])).subscribe({
      next: (found) => seen(new Map(found.flatMap(told))),
      // A database that went away says nothing; the screen keeps what it last knew, which claims less, not more.
      error: () => undefined,
    });
    return () => subscription.unsubscribe();
  };

  return {
    put,
    page,
    settle,
    postpone,
    takeOut: (id, now) =>
      change(id, async (row) => {
        if ((row.notBefore ?? 0) <= now) return false;
        await rows.delete(id);
        return true;
      }),
    letGo: (id) => change(id, async (row) => Boolean(await rows.put({ ...row, notBefore: 0 }))).then(() => undefined),
    held: (lane) =>
      reopening(db, async () =>
        (await inState('held').toArray()).flatMap(({ id, record, lane: its }) => (record && its === lane ? [{ id, digest: record.digest }] : [])),
      ),
    count: (state) => reopening(db, () => inState(state).count()),
    waiting: () => reopening(db, async () => new Set((await inState('waiting').primaryKeys()) as RecordId[])),
    nextTry: (now) =>
      reopening(db, async () => {
        let earliest: number | undefined;
        await inState('waiting')
          .until(() => earliest === 0)
          .each((row) => {
            const at = (row.notBefore ?? 0) > now ? (row.notBefore ?? 0) : 0;
            earliest = earliest === undefined ? at : Math.min(earliest, at);
          });
        return earliest;
      }),
    stateOf: (id) =>
      reopening(db, async () => {
        const row = await rows.get(id);
        return row && deliveryOf(row);
      }),
    rowOf: (id) => reopening(db, () => rows.get(id)),
    watch: (ids, seen) => watching(ids, deliveryOf, seen),
    watchTakenBack: (ids, seen) => watching(ids, takenBackOf, seen),
    forget: () => reopening(db, () => rows.clear()),
    close: () => db.close(),
  };
};
