/** Which engine a database stands on, for the few things that are done otherwise on the other. */
import { SqliteAdapter } from 'kysely';
import type { Database } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

export const engineOf = (db: Database): Engine => (db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres');
