/** Reads everything as it is at one point in time, while others go on writing. */
import { sql, SqliteAdapter } from 'kysely';
import type { Database } from './schema.ts';

const onSqlite = <T>(db: Database, read: (db: Database) => Promise<T>): Promise<T> =>
  db.connection().execute(async (one) => {
    await sql`begin deferred`.execute(one);
    try {
      return await read(one);
    } finally {
      await sql`rollback`.execute(one);
    }
  });

/** `read` asks nothing except through the `db` that it is given, and writes nothing. */
export const atOnePoint = <T>(db: Database, read: (db: Database) => Promise<T>): Promise<T> =>
  db.getExecutor().adapter instanceof SqliteAdapter
    ? onSqlite(db, read)
    : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
