/** Takes the order of arrival out of the database: what stands apart lies there as it came, until its day is over. */
import type { Env } from '../../domain/env.ts';
import { dayOf } from '../day.ts';
import { BY_DAY, type Days, type Tables } from './by-day.ts';
import { engineOf } from './engine.ts';
import type { Database } from './schema.ts';
import { forgetChanges, stirDays } from './stir-order.ts';

/** A row is at most 300 KB; so many at once are little memory. */
const ROWS_AT_ONCE = 50;
const MARK = 'ordered-up-to';

const compare = (one: unknown, other: unknown): number => (one === other ? 0 : (one as string) < (other as string) ? -1 : 1);

/** Takes the rows of these names out, and puts them back as new ones, one behind the other in the order of their keys. */
const putBack = async (db: Tables, table: string, keys: readonly string[], names: readonly string[]): Promise<number> => {
  const rows = await db.deleteFrom(table).where(keys[0] as string, 'in', names).returningAll().execute();
  const byKey = (one: Record<string, unknown>, other: Record<string, unknown>): number => keys.reduce((so, key) => so || compare(one[key], other[key]), 0);
  if (rows.length > 0) await db.insertInto(table).values(rows.toSorted(byKey)).execute();
  return rows.length;
};

/** All names that a query gives, a few at a time, in their order. */
async function* namesIn(find: (after: string) => Promise<readonly unknown[]>, stop: AbortSignal | undefined): AsyncGenerator<readonly string[]> {
  for (let after = ''; ; ) {
    stop?.throwIfAborted();
    const names = (await find(after)) as readonly string[];
    if (names.length === 0) return;
    yield names;
    after = names.at(-1) ?? '';
  }
}

const settleDays = async (db: Tables, { from, to }: Days, stop?: AbortSignal): Promise<number> => {
  let moved = 0;
  for (const { table, keys, day } of BY_DAY) {
    const [name] = keys;
    const find = async (after: string) => {
      const query = db.selectFrom(table).select(name).distinct().where(day, '>=', from).where(day, '<', to).where(name, '>', after);
      return (await query.orderBy(name).limit(ROWS_AT_ONCE).execute()).map((row) => row[name]);
    };
    for await (const names of namesIn(find, stop)) moved += await putBack(db, table, keys, names);
  }
  return moved;
};

/** A recording that is not whole yet bears no day, and is moved every time. Its pieces go with it. */
const settleClips = async (db: Tables, { from, to }: Days, stop?: AbortSignal): Promise<number> => {
  let moved = 0;
  const find = async (after: string) => {
    const query = db.selectFrom('clips').select('id').distinct().where('lane', '!=', 'together').where('id', '>', after);
    const ofDays = query.where((is) => is.or([is('receivedOn', 'is', null), is.and([is('receivedOn', '>=', from), is('receivedOn', '<', to)])]));
    return (await ofDays.orderBy('id').limit(ROWS_AT_ONCE).execute()).map((row) => row['id']);
  };
  for await (const names of namesIn(find, stop)) {
    moved += await putBack(db, 'clips', ['id', 'digest'], names);
    for (const name of names) moved += await putBack(db, 'clipPieces', ['clip', 'digest', 'number'], [name]);
  }
  return moved;
};

/** As after a restore: then the next night puts all of it in order once more. */
export const neverSettled = async (db: Database): Promise<void> => void (await db.deleteFrom('about').where('name', '=', MARK).execute());

interface Wish {
  readonly again?: boolean;
  readonly stop?: AbortSignal;
  readonly random: Env['random'];
}

/**
 * Puts all of the days that were over at `now` in the order of their random ids, or on SQLite in one that chance draws, in one transaction, and gives the number
 * of rows that were moved. `again`: also what was put in order before, as after a restore. Of several processes one does it,
 * and the others are given undefined.
 *
 * Not `transact`: every row is taken out in the statement that reads it, so nothing can change between, and a transaction
 * that reads a whole day as `serializable` would send everybody else's back.
 */
export const settleOrder = async (db: Database, now: number, { again = false, stop, random }: Wish): Promise<number | undefined> => {
  const isFile = engineOf(db) === 'sqlite';
  const to = dayOf(now);
  await db.insertInto('about').values({ name: MARK, value: '' }).onConflict((same) => same.column('name').doNothing()).execute();
  const moved = await db.transaction().execute(async (within) => {
    const mark = (await within.selectFrom('about').select('value').where('name', '=', MARK).executeTakeFirstOrThrow()).value;
    const claim = within.updateTable('about').set({ value: to }).where('name', '=', MARK).where('value', '=', mark);
    const isOurs = (again || mark < to) && (await claim.executeTakeFirst()).numUpdatedRows === 1n;
    if (!isOurs) return undefined;
    const days = { from: again ? '' : mark, to };
    const tables = within as unknown as Tables;
    return isFile ? stirDays(tables, days, random) : (await settleDays(tables, days, stop)) + (await settleClips(tables, days, stop));
  });
  if (isFile && moved !== undefined && moved > 0) await forgetChanges(db);
  return moved;
};
