/** One transaction, from the first read to the commit: all of it is done, or none. */
import type { Database } from './schema.ts';

/** `work` may be called more than once where the database asks for it, so it does nothing but through the `db` it is given. */
export const transact = <T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> => db.transaction().execute(work);
