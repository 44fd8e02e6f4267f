/** A transaction that collides is done again, a bounded number of times, and what it did counts once. */
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/council/database/open.ts';
import type { Database } from '../../../src/council/database/schema.ts';
import { MOST_TRIES, transact } from '../../../src/council/database/transact.ts';
import { aCouncil } from '../../kit/a-council.ts';
import { aFolder } from '../../kit/a-folder.ts';
import { drawSome } from '../../kit/drawn.ts';
import { databaseFor } from '../../kit/engine.ts';
import { aRecord } from '../../kit/a-record.ts';
import { expectProblem, postRecords } from '../../kit/a-request.ts';
import { someBytes } from '../../kit/a-world.ts';

drawSome(4);

const aDatabase = async (folder = aFolder()): Promise<Database> => {
  const db = await openDatabase(folder, await databaseFor(folder));
  onTestFinished(() => db.destroy());
  return db;
};

/** PostgreSQL itself says this of the next inserts into a table. A sequence counts them, for no transaction takes it back. */
const injected = async (db: Database, table: string, code: string, times: number): Promise<void> => {
  await sql`create sequence if not exists "kitCalls"`.execute(db);
  await sql.raw(`create or replace function kit_fault() returns trigger language plpgsql as $$ begin
    if nextval('"kitCalls"') <= ${times} then raise exception 'injected' using errcode = '${code}'; end if; return new; end $$`).execute(db);
  await sql.raw(`create trigger "kitFault" before insert on "${table}" for each row execute function kit_fault()`).execute(db);
};
const mended = async (db: Database, table: string): Promise<void> => void (await sql.raw(`drop trigger "kitFault" on "${table}"; drop function kit_fault; drop sequence "kitCalls"`).execute(db));

const aWaitingWorld = () => {
  const waited: number[] = [];
  return { waited, random: someBytes(7), sleep: async (ms: number) => void waited.push(ms) };
};

const put = (db: Database, name: string): Promise<unknown> => db.insertInto('about').values({ name, value: '' }).execute();
const names = async (db: Database): Promise<readonly string[]> => (await db.selectFrom('about').select('name').where('name', 'like', 'kit%').orderBy('name').execute()).map(({ name }) => name);

test.each(['40001', '40P01', '23505'])('PostgreSQL says %s three times: done again with a wait drawn by chance, and once in the end', async (code) => {
  const db = await aDatabase();
  await injected(db, 'about', code, 3);
  const world = aWaitingWorld();
  let calls = 0;
  const given = await transact(db, async (within) => {
    calls += 1;
    await put(within, 'kit');
    return calls;
  }, world);
  expect([given, calls, await names(db)]).toEqual([4, 4, ['kit']]);
  expect(world.waited).toHaveLength(3);
  for (const [at, ms] of world.waited.entries()) expect(ms).toBeLessThanOrEqual(8 * 2 ** at);
  await mended(db, 'about');
});

test('it says so for ever: given up after twelve tries, each wait below half a second, and nothing is left behind', async () => {
  const db = await aDatabase();
  await injected(db, 'about', '40001', 1_000_000);
  const world = aWaitingWorld();
  await expect(transact(db, (within) => put(within, 'kit'), world)).rejects.toMatchObject({ code: '40001' });
  expect(world.waited).toHaveLength(MOST_TRIES - 1);
  expect(Math.max(...world.waited)).toBeLessThanOrEqual(500);
  // Full jitter: the waits are not the powers of two that they are drawn below.
  expect(new Set(world.waited).size).toBeGreaterThan(5);
  await mended(db, 'about');
  expect(await names(db)).toEqual([]);
});

test('any other failure is heard at once, and the next transaction goes ahead', async () => {
  const db = await aDatabase();
  await injected(db, 'about', 'P0001', 1);
  const world = aWaitingWorld();
  const [first, second] = await Promise.allSettled([transact(db, (within) => put(within, 'kit-1'), world), transact(db, (within) => put(within, 'kit-2'), world)]);
  expect([first.status, second.status, world.waited, await names(db)]).toEqual(['rejected', 'fulfilled', [], ['kit-2']]);
  await mended(db, 'about');
});

test('two processes look first and then write: never both, however often they meet', async () => {
  const folder = aFolder();
  const [one, other] = [await aDatabase(folder), await aDatabase(folder)];
  for (let turn = 0; turn < 20; turn += 1) {
    const unlessThere = (db: Database, mine: string, theirs: string) =>
      transact(db, async (within) => {
        const isThere = await within.selectFrom('about').select('name').where('name', '=', theirs).executeTakeFirst();
        if (isThere === undefined) await put(within, mine);
      });
    await Promise.all([unlessThere(one, `kit-a${turn}`, `kit-b${turn}`), unlessThere(other, `kit-b${turn}`, `kit-a${turn}`)]);
  }
  expect(await names(one)).toHaveLength(20);
});

test('two processes count in one row: no count is lost', async () => {
  const folder = aFolder();
  const [one, other] = [await aDatabase(folder), await aDatabase(folder)];
  await one.insertInto('about').values({ name: 'kit', value: '0' }).execute();
  const count = (db: Database) =>
    transact(db, async (within) => {
      const { value } = await within.selectFrom('about').select('value').where('name', '=', 'kit').executeTakeFirstOrThrow();
      await within.updateTable('about').set({ value: String(Number(value) + 1) }).where('name', '=', 'kit').execute();
    });
  await Promise.all(Array.from({ length: 20 }, () => [count(one), count(other)]).flat());
  expect((await one.selectFrom('about').select('value').where('name', '=', 'kit').executeTakeFirstOrThrow()).value).toBe('40');
});

const cutOff = async (db: Database, which: string): Promise<void> => {
  await sql.raw(`select pg_terminate_backend(pid) from pg_stat_activity where ${which}`).execute(db);
  await expect.poll(async () => (await sql<{ n: number }>`select count(*) as n from pg_stat_activity where ${sql.raw(which)}`.execute(db)).rows[0]?.n).toBe(0);
};

test('the server cuts the line between two statements: that transaction is heard to have failed, and the process works on', async () => {
  const folder = aFolder();
  const [db, other] = [await aDatabase(folder), await aDatabase(folder)];
  const failed = transact(db, async (within) => {
    await put(within, 'kit-1');
    const [{ pid } = { pid: 0 }] = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(within)).rows;
    await cutOff(other, `pid = ${pid}`);
    await put(within, 'kit-2');
  });
  await expect(failed).rejects.toThrow();
  await transact(db, (within) => put(within, 'kit-3'));
  expect(await names(db)).toEqual(['kit-3']);
});

test('the server restarts, and with it goes every line that lay idle: the next request is served', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder);
  const other = await aDatabase(folder);
  const { keys, packs } = council.council;
  const sent = await aRecord(keys.ring, packs.current('visitor-parking')!.pack);
  await council.hand([sent]);
  await cutOff(other, 'datname = current_database() and pid <> pg_backend_pid()');
  await expect.poll(async () => (await postRecords(council, [sent])).status).toBe(200);
});

test('a phone whose records collide in every try is asked to wait, nothing is acknowledged, and later all is taken', async () => {
  const council = await aCouncil();
  const { db, keys, packs } = council.council;
  const sent = await aRecord(keys.ring, packs.current('visitor-parking')!.pack);
  await injected(db, 'records', '40001', 1_000_000);
  await expectProblem(await postRecords(council, [sent]), 'busy', 429);
  expect(await db.selectFrom('records').select('id').execute()).toEqual([]);
  await mended(db, 'records');
  expect((await council.hand([sent])).verdicts[0]?.verdict).toBe('stored');
});

test('PostgreSQL’s disk is full: 503, and nothing is acknowledged', async () => {
  const council = await aCouncil();
  const { db, keys, packs } = council.council;
  await injected(db, 'records', '53100', 1);
  await expectProblem(await postRecords(council, [await aRecord(keys.ring, packs.current('visitor-parking')!.pack)]), 'disk-full', 503);
  await mended(db, 'records');
});
