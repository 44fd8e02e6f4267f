/** Cuts what waits in one lane into parcels, a request each, and has the next one packed while others are on their way. */
import { LIMITS } from '../domain/wire.ts';
import type { Lane, OutboxRow } from '../store/outbox.ts';
import { cutAt, isOne } from '../store/taken-back.ts';
import type { Packed } from './call.ts';
import { packRecords } from './deliver.ts';
import type { Sending } from './sending.ts';
import { timesAt } from './wait.ts';

/** Packed. Small, so that a bad link makes progress; or large, so that a good one isn't wasted, and a little below the council's limit. */
const SMALL_BYTES = 24 * 1024;
const LARGE_BYTES = 240 * 1024;
/** Sealed parts are base64, of which packing leaves three quarters at worst (measured); how much it leaves here, the last parcel tells. */
const WORST_SHARE = 0.76;
const SPARE = 1.02;
/** The time of sending stands in the message, and tells when an answer was given: one packed too long ago is packed again. */
const STALE_MS = 15_000;

export interface Parcel {
  readonly rows: readonly OutboxRow[];
  readonly packed: Packed;
  readonly packedAt: number;
}

export const recordsOf = (rows: readonly OutboxRow[]) => rows.flatMap((row) => row.record ?? []);

const shareOf = (packed: number, rows: readonly OutboxRow[]): number => {
  const bytes = rows.reduce((sum, row) => sum + (row.bytes ?? 0), 0);
  return bytes === 0 ? WORST_SHARE : Math.min(WORST_SHARE, Math.max(WORST_SHARE / 2, (SPARE * packed) / bytes));
};

export interface Parcels {
  /** The next to send; undefined where there is none behind those that are on their way. */
  readonly next: () => Promise<Parcel | undefined>;
  /** Has it read and packed meanwhile. Never more than one. */
  readonly prepare: () => void;
  /** These go again before anything else, in parcels no larger than they are. */
  readonly again: (...parts: (readonly OutboxRow[])[]) => void;
  /** From now on at most so many records in each. */
  readonly atMost: (records: number) => void;
  /** True while something is sent again. */
  readonly isRepeating: () => boolean;
  /** Parcels stay small on a link that takes too long over large ones. */
  readonly slowDown: (isSlow: boolean) => void;
  /** Begins at the front again: what has come of its own clock stands there. */
  readonly rewind: () => void;
  /** Nothing is read any more when it comes back. */
  readonly rest: () => Promise<void>;
}

export const cutParcels = ({ env, outbox }: Sending, lane: Lane): Parcels => {
  const parts: (readonly OutboxRow[])[] = [];
  let prepared: Promise<Parcel | undefined> | undefined;
  let records: number = LIMITS.records;
  let share = WORST_SHARE;
  let after: OutboxRow | undefined;
  // Nothing is known of the link before the first has come back.
  let [isDisturbed, isSlow, isFirst] = [false, false, true];

  const pack = async (rows: readonly OutboxRow[]): Promise<Parcel> => ({ rows, packedAt: env.now(), packed: await packRecords(env, lane, recordsOf(rows)) });

  /** The first part, or as much of it as may go; else what comes behind the last that was read. */
  const take = async (): Promise<readonly OutboxRow[]> => {
    const [part] = parts.splice(0, 1);
    if (part === undefined) {
      const packedBytes = isFirst || isSlow ? SMALL_BYTES : LARGE_BYTES;
      const page = await outbox.page(lane, { bytes: packedBytes / share, records, ...timesAt(env.now()), after });
      after = page.at(-1) ?? after;
      if (page.length > 0) isFirst = false;
      return page;
    }
    const end = isOne(part) ? part.length : cutAt(part, records);
    if (part.length > end) parts.unshift(part.slice(end));
    return part.slice(0, end);
  };
  const make = async (): Promise<Parcel | undefined> => {
    const rows = await take();
    if (rows.length === 0) return undefined;
    const parcel = await pack(rows);
    const { body } = parcel.packed;
    if (typeof body === 'string') return parcel;
    share = shareOf(body.size, rows);
    // A correction and what it takes back are not parted, however large they are.
    const half = isOne(rows) ? rows.length : cutAt(rows, Math.ceil(rows.length / 2));
    if (body.size <= LIMITS.gzippedBytes || half === rows.length) return parcel;
    // It would be refused: records can be unlike the ones before them.
    share = WORST_SHARE;
    parts.unshift(rows.slice(half));
    return pack(rows.slice(0, half));
  };
  /** What was prepared; where something goes again meanwhile, it has to wait behind that, and may have become too large. */
  const ready = async (): Promise<Parcel | undefined> => {
    const its = await prepared;
    prepared = undefined;
    if (its !== undefined && isDisturbed) parts.push(its.rows);
    return isDisturbed ? undefined : its;
  };

  return {
    next: async () => {
      const parcel = (await ready()) ?? (await make());
      isDisturbed = false;
      return parcel === undefined || env.now() - parcel.packedAt <= STALE_MS ? parcel : pack(parcel.rows);
    },
    prepare: () => {
      prepared ??= make();
      // Whoever takes it hears of it; nobody may.
      prepared.catch(() => undefined);
    },
    again: (...more) => {
      parts.unshift(...more.filter((each) => each.length > 0));
      isDisturbed = true;
    },
    atMost: (most) => {
      records = most;
    },
    isRepeating: () => parts.length > 0,
    slowDown: (isSo) => {
      isSlow = isSo;
    },
    rewind: () => {
      after = undefined;
    },
    rest: async () => void (await prepared?.catch(() => undefined)),
  };
};
