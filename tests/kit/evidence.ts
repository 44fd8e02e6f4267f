/** Everything that somebody at the council has who wants to know whose request stands beside whose answers: tables, files, logs. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../../src/council/database/schema.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface AFile {
  readonly path: string;
  readonly modifiedAt: number;
  readonly content: Buffer;
}

export interface Evidence {
  /** Every table whole, its rows as the database gives them, with the numbers that it counts them by where it has any. */
  readonly tables: ReadonlyMap<string, readonly Row[]>;
  /** In the order of the listing. */
  readonly files: readonly AFile[];
  readonly log: readonly string[];
}

/** SQLite's rowid; PostgreSQL's place in the file, and the number of the transaction that wrote the row. */
const COUNTED = ['rowid as "#rowid"', 'ctid::text as "#ctid", xmin::text as "#xmin"'] as const;

const rowsOf = async (db: Database, table: string): Promise<readonly Row[]> => {
  for (const counted of COUNTED) {
    try {
      return (await sql<Row>`select ${sql.raw(counted)}, t.* from ${sql.table(table)} as t`.execute(db)).rows;
    } catch {
      // Not this database, or a table without.
    }
  }
  return (await sql<Row>`select * from ${sql.table(table)}`.execute(db)).rows;
};

const filesBelow = (folder: string): readonly AFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), modifiedAt: statSync(path).mtimeMs, content: readFileSync(path) }));

export const gather = async (db: Database, folders: readonly string[], log: readonly string[]): Promise<Evidence> => {
  const names = (await db.introspection.getTables({ withInternalKyselyTables: true })).map(({ name }) => name);
  const tables = new Map<string, readonly Row[]>();
  for (const name of names) tables.set(name, await rowsOf(db, name));
  return { tables, log, files: folders.flatMap(filesBelow) };
};
