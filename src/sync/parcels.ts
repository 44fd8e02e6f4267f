/** Cuts what waits in one lane into parcels, a request each, and has the next one packed while others are on their way. */
import { LIMITS } from '../domain/wire.ts';
import type { Lane, OutboxRow } from '../store/outbox.ts';
import type { Packed } from './call.ts';
import { packRecords } from './deliver.ts';
import type { Sending } from './sending.ts';
import { LONGEST_OWN_WAIT_MS } from './wait.ts';

/**
 * Of the records' JSON. Sealed parts are base64 and shrink to two thirds, to three quarters at worst (measured), so that
 * what is cut here never outgrows the council's limit. Small, so that a bad link makes progress; or large, so that a good one isn't wasted.
 */
const SMALL_BYTES = 32 * 1024;
const LARGE_BYTES = 328 * 1024;
/** The time of sending stands in the message, and tells when an answer was given: one packed too long ago is packed again. */
const STALE_MS = 15_000;

export interface Parcel {
  readonly rows: readonly OutboxRow[];
  readonly packed: Packed;
  readonly packedAt: number;
}

export const recordsOf = (rows: readonly OutboxRow[]) => rows.flatMap((row) => row.record ?? []);

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
  let [bytes, records]: [number, number] = [SMALL_BYTES, LIMITS.records];
  let after: OutboxRow | undefined;
  let [isDisturbed, isSlow] = [false, false];

  const pack = async (rows: readonly OutboxRow[]): Promise<Parcel> => ({ rows, packedAt: env.now(), packed: await packRecords(env, lane, recordsOf(rows)) });

  /** The first part, or as much of it as may go; else what comes behind the last that was read. */
  const take = async (): Promise<readonly OutboxRow[]> => {
    const [part] = parts.splice(0, 1);
    if (part === undefined) {
      const now = env.now();
      const page = await outbox.page(lane, { bytes, records, now, latest: now + LONGEST_OWN_WAIT_MS, after });
      after = page.at(-1) ?? after;
      if (page.length > 0) bytes = isSlow ? SMALL_BYTES : LARGE_BYTES;
      return page;
    }
    if (part.length > records) parts.unshift(part.slice(records));
    return part.slice(0, records);
  };
  const make = async (): Promise<Parcel | undefined> => {
    const rows = await take();
    return rows.length === 0 ? undefined : pack(rows);
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
