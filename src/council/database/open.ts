/** Opens the council's database, on SQLite or where DATABASE_URL says, and brings an older one up to this version first. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, Migrator } from 'kysely';
import { asStartFault, StartFault } from '../start-fault.ts';
import type { Engine } from './engine.ts';
import { migrationsFor } from './migrations.ts';
import type { Database, Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';

export const SQLITE_FILE = 'our-turn.sqlite';

/** Takes every step that this database has not taken yet. `otherwise`: what else can be done, where a newer version was here before. */
const bringUpToDate = async (db: Database, engine: Engine, name: string, otherwise: string): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrationsFor(engine) }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && /previously executed migration/.test(error.message)) {
    throw new StartFault(`${name} was written by a newer version of Our Turn: start that version, or ${otherwise}.`);
  }
  throw error;
};

const openSqlite = async (file: string): Promise<Database> => {
  try {
    const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
    await bringUpToDate(db, 'sqlite', file, 'set DATA_DIR to another folder');
    return db;
  } catch (error) {
    throw asStartFault(error, file);
  }
};

/**
 * `dataDir` is made where it is not there: what is published lies in it, and the database itself unless `databaseUrl`
 * says where. Throws a StartFault where a person can do something about it.
 */
export const openDatabase = async (dataDir: string, databaseUrl?: string): Promise<Database> => {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw asStartFault(error, dataDir);
  }
  if (databaseUrl === undefined) return openSqlite(join(dataDir, SQLITE_FILE));
  // Only where it is wanted: its client is none of SQLite's business.
  const { openPostgres } = await import('./open-postgres.ts');
  return openPostgres(databaseUrl, (db, name) => bringUpToDate(db, 'postgres', name, 'set DATABASE_URL to another database'));
};
