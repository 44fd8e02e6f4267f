/**
 * Takes the order of arrival out of SQLite's file. No query shows it, but the file grows as things come: the longer part of
 * a row lies at what was then its end, beside the answers that came with it. So all of a day is taken out and put back in
 * an order that chance draws: each then lies where another one lay.
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

/** A recording that is not whole yet bears no day, and is moved every time. */
const stirClips = async (db: Tables, { from, to }: Days, random: Random): Promise<number> => {
  const taken = await db
    .deleteFrom('clips')
    .where('lane', '!=', 'together')
    .where((is) => is.or([is('receivedOn', 'is', null), is.and([is('receivedOn', '>=', from), is('receivedOn', '<', to)])]))
    .returningAll()
    .execute();
  await putBack(db, 'clips', shuffled(taken, random));
  // Their sound is long: one is held while the next is taken out, and then lies where that one lay.
  let held: readonly Readonly<Record<string, unknown>>[] = [];
  for (const { id, digest } of shuffled(taken, random)) {
    const pieces = await db.deleteFrom('clipPieces').where('clip', '=', id).where('digest', '=', digest).returningAll().execute();
    await putBack(db, 'clipPieces', held);
    // As it is given it can't be bound again.
    held = pieces.map((piece) => ({ ...piece, bytes: new Uint8Array(piece['bytes'] as ArrayBuffer) }));
  }
  await putBack(db, 'clipPieces', held);
  return taken.length;
};

/** Gives the number of rows that were moved. In a transaction. */
export const stirDays = async (db: Tables, days: Days, random: Random): Promise<number> => {
  let moved = 0;
  for (const { table, day } of BY_DAY) {
    const each = await db.selectFrom(table).select(day).distinct().where(day, '>=', days.from).where(day, '<', days.to).execute();
    for (const { [day]: one } of each) {
      const rows = await db.deleteFrom(table).where(day, '=', one).returningAll().execute();
      await putBack(db, table, shuffled(rows, random));
      moved += rows.length;
    }
  }
  return moved + (await stirClips(db, days, random));
};

/** SQLite's list of the last changes, one after the other as they came: all of them are in the file, and it begins anew. */
export const forgetChanges = async (db: Database): Promise<void> => void (await sql`pragma wal_checkpoint(truncate)`.execute(db));
