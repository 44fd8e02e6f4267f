/** Opens the council's database, and brings an older one up to this version first. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, Migrator } from 'kysely';
import { asStartFault, StartFault } from '../start-fault.ts';
import { migrationsFor } from './migrations.ts';
import type { Database, Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';

export const SQLITE_FILE = 'our-turn.sqlite';

const bringUpToDate = async (db: Kysely<Schema>, file: string): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrationsFor('sqlite') }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && /previously executed migration/.test(error.message)) {
    throw new StartFault(`${file} was written by a newer version of Our Turn: start that version, or set DATA_DIR to another folder.`);
  }
  throw error;
};

/** `dataDir` is made where it is not there. Throws a StartFault where a person can do something about it. */
export const openDatabase = async (dataDir: string): Promise<Database> => {
  const file = join(dataDir, SQLITE_FILE);
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw asStartFault(error, dataDir);
  }
  try {
    const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
    await bringUpToDate(db, file);
    return db;
  } catch (error) {
    throw asStartFault(error, file);
  }
};
