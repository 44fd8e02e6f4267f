/** Opens a council's PostgreSQL: one process at a time brings it up to date, and a database of somebody else's is left alone. */
import { Kysely } from 'kysely';
import { StartFault } from '../start-fault.ts';
import { asPostgresFault, nameOf } from './postgres-faults.ts';
import { postgresDialect } from './postgres.ts';
import type { Database, Schema } from './schema.ts';

/** One row, made before anything else: whose it is to take the steps, and the sign that this database is ours. */
const LOCK = 'ourTurnLock';
type WithLock = { ourTurnLock: { name: string } };

const tablesIn = async (db: Database): Promise<readonly string[]> =>
  (await db.introspection.getTables()).filter(({ isView, schema }) => !isView && schema === 'public').map(({ name }) => name);

/** A database of its own: what else lies in one, and what of it is ours, nobody could tell in ten years. */
const lookInside = async (db: Database, name: string): Promise<void> => {
  const tables = await tablesIn(db);
  if (tables.length === 0 || tables.includes(LOCK)) return;
  throw new StartFault(`${name} holds tables of another program: make an empty one (createdb our_turn) and set DATABASE_URL to it. Nothing was changed.`);
};

/** Of two who make it at the same moment one is told that it is there. */
const makeLock = async (db: Database): Promise<void> => {
  if (!(await tablesIn(db)).includes(LOCK)) {
    const make = db.schema.createTable(LOCK).ifNotExists().addColumn('name', 'text', (column) => column.primaryKey());
    await make.execute().catch(async (error: unknown) => {
      if (!(await tablesIn(db)).includes(LOCK)) throw error;
    });
  }
  await db.withTables<WithLock>().insertInto(LOCK).values({ name: LOCK }).onConflict((same) => same.column('name').doNothing()).execute();
};

/**
 * Of several processes that start at once one takes the steps and the others wait. The lock is a row that a transaction of
 * its own holds, which every PostgreSQL can do, distributed ones too, and which is free again when its holder dies.
 */
const oneAtATime = async (db: Database, work: () => Promise<void>): Promise<void> => {
  await makeLock(db);
  await db.transaction().execute(async (holding) => {
    await holding.withTables<WithLock>().selectFrom(LOCK).select('name').where('name', '=', LOCK).forUpdate().execute();
    await work();
  });
};

/** `bringUpToDate` takes the steps. Throws a StartFault where a person can do something about it. */
export const openPostgres = async (url: string, bringUpToDate: (db: Database, name: string) => Promise<void>): Promise<Database> => {
  const name = nameOf(url);
  let patient: Database | undefined;
  try {
    const opening = (patient = new Kysely<Schema>({ dialect: postgresDialect(url, { patient: true }) }));
    await lookInside(opening, name);
    await oneAtATime(opening, () => bringUpToDate(opening, name));
    return new Kysely<Schema>({ dialect: postgresDialect(url) });
  } catch (error) {
    throw asPostgresFault(error, name);
  } finally {
    await patient?.destroy();
  }
};
