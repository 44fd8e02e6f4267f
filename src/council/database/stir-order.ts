/**
 * Takes the order of arrival out of SQLite's file. No query shows it, but the file grows as things come: the longer part of
 * a row lies at what was then its end, beside the answers that came with it. So all of a day is taken out, the room that
 * it leaves is filled, and it is put back behind that in an order that chance draws.
 */
import { sql } from 'kysely';
import type { Env } from '../../domain/env.ts';
import { BY_DAY, type Days, type Tables } from './by-day.ts';
import type { Database } from './schema.ts';

type Random = Env['random'];

const below = (count: number, random: Random): number => {
  const number = random(4).reduce((sum, byte) => sum * 256 + byte, 0);
  return Math.floor((number / 2 ** 32) * count);
};

const shuffled = <T>(all: readonly T[], random: Random): readonly T[] => {
  const left = [...all];
  for (let last = left.length - 1; last > 0; last -= 1) {
    const drawn = below(last + 1, random);
    [left[last], left[drawn]] = [left[drawn]!, left[last]!];
  }
  return left;
};

const putBack = async (db: Tables, table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
  for (const row of rows) await db.insertInto(table).values(row).execute();
};

/** SQLite gives room that was left to whoever comes next, so that a thing would mostly lie where it lay: until all is back this takes it. */
const FILLING = { clip: '0'.repeat(32), digest: '0'.repeat(64) } as const;
const FILLING_BYTES = 1_000_000;
/** More room than this was left by something larger than a day of requests. */
const MOST_FILLING = 64;

const fillRoom = async (db: Tables): Promise<void> => {
  const { rows } = await sql<{ bytes: number }>`select freelist_count * page_size as bytes from pragma_freelist_count(), pragma_page_size()`.execute(db);
  const many = Math.min(MOST_FILLING, Math.ceil((rows[0]?.bytes ?? 0) / FILLING_BYTES));
  const { last } = await db.selectFrom('clipPieces').where('clip', '=', FILLING.clip).select(({ fn }) => fn.countAll<number>().as('last')).executeTakeFirstOrThrow();
  const bytes = new Uint8Array(FILLING_BYTES);
  for (let number = 0; number < many; number += 1) await db.insertInto('clipPieces').values({ ...FILLING, number: last + number, bytes }).execute();
};

type Row = Readonly<Record<string, unknown>>;
/** So much sound is held at once, and mixed. */
const HELD_BYTES = 32_000_000;

const stirPieces = async (db: Tables, clips: readonly Row[], random: Random): Promise<void> => {
  let [held, heldBytes]: [Row[][], number] = [[], 0];
  const putAllBack = async (): Promise<void> => {
    await fillRoom(db);
    for (const pieces of shuffled(held, random)) await putBack(db, 'clipPieces', pieces);
    [held, heldBytes] = [[], 0];
  };
  for (const { id, digest } of shuffled(clips, random)) {
    const pieces = await db.deleteFrom('clipPieces').where('clip', '=', id).where('digest', '=', digest).returningAll().execute();
    // As bytes are given they can't be bound again.
    held.push(pieces.map((piece) => ({ ...piece, bytes: new Uint8Array(piece['bytes'] as ArrayBuffer) })));
    heldBytes += pieces.reduce((sum, { bytes }) => sum + (bytes as ArrayBuffer).byteLength, 0);
    if (heldBytes > HELD_BYTES) await putAllBack();
  }
  await putAllBack();
};

/** A recording that is not whole yet bears no day, and is moved every time. */
const stirClips = async (db: Tables, { from, to }: Days, random: Random): Promise<number> => {
  const taken = await db
    .deleteFrom('clips')
    .where('lane', '!=', 'together')
    .where((is) => is.or([is('receivedOn', 'is', null), is.and([is('receivedOn', '>=', from), is('receivedOn', '<', to)])]))
    .returningAll()
    .execute();
  await putBack(db, 'clips', shuffled(taken, random));
  if (taken.length > 0) await stirPieces(db, taken, random);
  return taken.length;
};

/** Gives the number of rows that were moved. In a transaction. */
export const stirDays = async (db: Tables, days: Days, random: Random): Promise<number> => {
  let moved = 0;
  for (const { table, day } of BY_DAY) {
    const each = await db.selectFrom(table).select(day).distinct().where(day, '>=', days.from).where(day, '<', days.to).execute();
    for (const { [day]: one } of each) {
      const rows = await db.deleteFrom(table).where(day, '=', one).returningAll().execute();
      await fillRoom(db);
      await putBack(db, table, shuffled(rows, random));
      moved += rows.length;
    }
  }
  moved += await stirClips(db, days, random);
  await db.deleteFrom('clipPieces').where('clip', '=', FILLING.clip).execute();
  return moved;
};

/** SQLite's list of the last changes, one after the other as they came: all of them are in the file, and it begins anew. */
export const forgetChanges = async (db: Database): Promise<void> => void (await sql`pragma wal_checkpoint(truncate)`.execute(db));
