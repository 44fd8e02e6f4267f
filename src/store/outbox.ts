/** The outbox: finished records, from the moment a person hands them in until the council has proved that it holds them. */
import { Dexie, liveQuery, type DexieOptions, type Table } from 'dexie';
import { APART_KINDS, type RecordKind, type SealedRecord } from '../domain/record.ts';
import type { RecordId } from '../domain/id.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import { notBeforeAt } from './own-clock.ts';
import { reopening } from './reopen.ts';

/**
 * Always a list, since an index on it must read and delete ranges: `['waiting', n]` to be sent, in order of n;
 * `['held', n]` acknowledged, kept until it is durable; `['settled']` content-free, so that a draft with this id
 * is never finished twice.
 */
export type OutboxState = readonly ['waiting', number] | readonly ['held', number] | readonly ['settled'];

/** Together with others, or in a request of its own where it could say who someone is. */
export type Lane = 'together' | 'apart';

export interface OutboxRow {
  readonly id: RecordId;
  readonly state: OutboxState;
  readonly lane?: Lane;
  readonly record?: SealedRecord;
  /** Of its JSON: pages are cut by bytes. */
  readonly bytes?: number;
  /** How often it failed while it was alone in its request, and when its own clock lets it try again. */
  readonly failures?: number;
  readonly notBefore?: number;
  /** The council took it but a person there must look at it. */
  readonly parked?: boolean;
}

/** What a person may be told: on the device, with the council, or with the council in two places. */
export type DeliveryState = 'device' | 'received' | 'durable';

export interface Outbox {
  /**
   * Puts all of these in, or none. A record whose id is there already, in any state, is left as it was. Gives the ids
   * that were new.
   */
  readonly put: (records: readonly { readonly kind: RecordKind; readonly record: SealedRecord }[]) => Promise<ReadonlySet<RecordId>>;
  /** The next to send: in order, at most so many bytes and records, but always one where there is one. */
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
  /** Used only by "forget everything". */
  readonly forget: () => Promise<void>;
  readonly close: () => void;
}

const NAME = 'our-turn-outbox';

/** What a row says to the person whose answer it is. */
const deliveryOf = (row: OutboxRow): DeliveryState =>
  row.state[0] === 'waiting' ? 'device' : row.state[0] === 'held' ? 'received' : 'durable';

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
        for (const { kind, record } of records) {
          if ((await rows.where('id').equals(record.id).count()) > 0) continue;
          const bytes = JSON.stringify(record).length;
          await rows.add({ id: record.id, state: ['waiting', number], lane: APART_KINDS.has(kind) ? 'apart' : 'together', record, bytes });
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
        .until((row) => found.length >= limits.records || (found.length > 0 && bytes + (row.bytes ?? 0) > limits.bytes))
        .each((row) => {
          if (row.lane !== lane || notBeforeAt(row.notBefore, limits.now) > 0) return;
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
        if (verdict.durable) return { id: row.id, state: ['settled'] };
        if (row.state[0] !== 'waiting') return undefined;
        const { failures: _failures, notBefore: _notBefore, ...kept } = row;
        return { ...kept, state: ['held', await nextNumber('held')], parked: verdict.verdict === 'parked' };
      }
      case 'unknown':
        return row.state[0] === 'held' ? { ...row, state: ['waiting', await nextNumber('waiting')] } : undefined;
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
        const row = await rows.get(id);
        if (row?.state[0] === 'waiting') await rows.put({ ...row, failures: (row.failures ?? 0) + 1, notBefore: until });
      }),
    );

  return {
    put,
    page,
    settle,
    postpone,
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
            const at = notBeforeAt(row.notBefore, now);
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
    watch: (ids, seen) => {
      const subscription = liveQuery(() => rows.bulkGet([...ids])).subscribe({
        next: (found) => seen(new Map(found.flatMap((row) => (row ? [[row.id, deliveryOf(row)] as const] : [])))),
        // A database that went away says nothing; the screen keeps what it last knew, which claims less, not more.
        error: () => undefined,
      });
      return () => subscription.unsubscribe();
    },
    forget: () => reopening(db, () => rows.clear()),
    close: () => db.close(),
  };
};
