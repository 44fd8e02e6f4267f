/** What the councils of a test stand on: SQLite in their folder or, in the project `postgres`, a database for each folder. */
import { inject } from 'vitest';
import type { Engine } from '../../src/council/database/engine.ts';

/** vitest.config.ts says it. */
export const ENGINE: Engine = process.env['COUNCIL_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite';

/** Asks the server itself, as who may do everything there. */
export const askServer = async (query: string, database = 'postgres'): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
};

export const urlOf = (database: string): string => `${inject('postgres')}/${database}`;

/** Making one takes a quarter of a second and emptying one a twentieth, so a file of tests hands them on from test to test. */
const inUse = new Map<string, Promise<string>>();
const free: string[] = [];
let last = 0;

const made = async (): Promise<string> => {
  const name = `t${process.pid}_${(last += 1)}`;
  await askServer(`create database ${name} template our_turn_template`);
  return name;
};

/** The same folder again is the same database again, as with SQLite. Undefined where it is SQLite. */
export const databaseFor = async (folder: string): Promise<string | undefined> => {
  if (ENGINE === 'sqlite') return undefined;
  const name = inUse.get(folder) ?? Promise.resolve(free.pop() ?? made());
  inUse.set(folder, name);
  return urlOf(await name);
};

const TABLES = `select tablename as name from pg_tables where schemaname = 'public' union all select tgname from pg_trigger where not tgisinternal order by 1`;
const STAYS = /^(kysely_|ourTurnLock$)/;
let asMade: Promise<string> | undefined;
const namesIn = async (database: string): Promise<readonly string[]> => (await askServer(TABLES, database)).map(({ name }) => String(name));

/** A folder that goes leaves its database empty for the next one; one with a table more or less, as some tests want it, goes too. */
export const forgetDatabaseOf = async (folder: string): Promise<void> => {
  const name = await inUse.get(folder);
  if (name === undefined) return;
  inUse.delete(folder);
  const tables = await namesIn(name);
  asMade ??= namesIn('our_turn_template').then((names) => names.join());
  if (tables.join() !== (await asMade)) return void (await askServer(`drop database ${name} with (force)`));
  await askServer(tables.filter((table) => !STAYS.test(table)).map((table) => `delete from "${table}"`).join(';'), name);
  free.push(name);
};
