/** What stands between Kysely and libsql, so that neither a value, a lock nor a full disk can end or jam the council. */
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteDialect } from '../../../src/council/database/sqlite.ts';
import { aFolder } from '../../kit/a-folder.ts';

interface Things {
  thing: { name: unknown };
}

const opened = (file: string): Kysely<Things> => {
  const db = new Kysely<Things>({ dialect: sqliteDialect(file) });
  onTestFinished(() => db.destroy());
  return db;
};

const aDatabase = async (file = join(aFolder(), 'x.sqlite')) => {
  const db = opened(file);
  await sql`create table thing (name text unique)`.execute(db);
  const names = async (): Promise<readonly unknown[]> => (await db.selectFrom('thing').select('name').orderBy('name').execute()).map(({ name }) => name);
  const put = (name: unknown, to: Kysely<Things> = db): Promise<unknown> => to.insertInto('thing').values({ name }).execute();
  return { db, file, names, put };
};

test('it is durable at every commit: a log of its own beside it, and synchronous in full', async () => {
  const { db } = await aDatabase();
  expect((await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)).rows).toEqual([{ journal_mode: 'wal' }]);
  expect((await sql<{ synchronous: number }>`pragma synchronous`.execute(db)).rows).toEqual([{ synchronous: 2 }]);
});

test.each([
  ['a boolean, which would end the process', true],
  ['an object', { a: 1 }],
  ['a date', new Date(0)],
  ['nothing where null was meant', undefined],
])('%s is refused by name, and the database works on', async (_, value) => {
  const { db, names, put } = await aDatabase();
  await expect(sql`insert into thing values (${value})`.execute(db)).rejects.toThrow(/can't be kept in SQLite/);
  await expect(sql`select * from thing where name = ${value}`.execute(db)).rejects.toThrow(/can't be kept in SQLite/);
  await put('after');
  expect(await names()).toEqual(['after']);
});

test('a write that fails alone leaves nothing behind, and the next one is kept', async () => {
  const { names, put } = await aDatabase();
  await put('a');
  await expect(put('a')).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
  await put('b');
  expect(await names()).toEqual(['a', 'b']);
});

test('a transaction that fails is undone whole', async () => {
  const { db, names, put } = await aDatabase();
  await expect(
    db.transaction().execute(async (within) => {
      await put('a', within);
      await put('a', within);
    }),
  ).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
  await put('b');
  expect(await names()).toEqual(['b']);
});

test('where SQLite has undone a transaction by itself, as on a full disk, what it said first is what is heard', async () => {
  const { db, names, put } = await aDatabase();
  await sql`create trigger full before insert on thing when new.name = 'too much' begin select raise(rollback, 'the disk is full'); end`.execute(db);
  await expect(
    db.transaction().execute(async (within) => {
      await put('a', within);
      await put('too much', within);
    }),
  ).rejects.toThrow('the disk is full');
  await expect(put('too much')).rejects.toThrow('the disk is full');
  await put('b');
  expect(await names()).toEqual(['b']);
});

test('a transaction that begins by reading can write, whatever another process did meanwhile', async () => {
  const { db, file, names, put } = await aDatabase();
  const other = opened(file);
  await sql`pragma busy_timeout = 1`.execute(other);
  await db.transaction().execute(async (within) => {
    await within.selectFrom('thing').selectAll().execute();
    await expect(put('theirs', other)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    await put('ours', within);
  });
  expect(await names()).toEqual(['ours']);
});

// Each failed attempt left a statement behind in libsql, and with one of those nothing could be committed any more.
test.each([
  ['a write of its own', (db: Kysely<Things>, put: (name: unknown, to: Kysely<Things>) => Promise<unknown>) => put('locked', db)],
  ['a transaction', (db: Kysely<Things>, put: (name: unknown, to: Kysely<Things>) => Promise<unknown>) => db.transaction().execute((within) => put('locked', within))],
])('the database was locked for longer than %s waits: it works again as soon as it is free', async (_, write) => {
  const { db, file, names, put } = await aDatabase();
  const other = opened(file);
  await sql`pragma busy_timeout = 1`.execute(db);
  await other.transaction().execute(async (holding) => {
    await holding.selectFrom('thing').selectAll().execute();
    for (let turn = 0; turn < 3; turn += 1) await expect(write(db, put)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    expect(await names()).toEqual([]);
  });
  await put('a');
  await db.transaction().execute((within) => put('b', within));
  expect(await names()).toEqual(['a', 'b']);
});
