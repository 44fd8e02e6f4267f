/** Closes a SQLite database with all of it in its one file, which can be moved then: what SQLite keeps beside it would stay behind. */
import { sql } from 'kysely';
import type { Database } from './schema.ts';

export const closeWhole = async (db: Database): Promise<void> => {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await db.destroy();
};
