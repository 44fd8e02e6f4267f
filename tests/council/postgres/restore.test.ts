/** A restore into PostgreSQL: all of it or nothing, into an empty database only; and a council moves from one kind of database to the other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { restore, type RestoreWish } from '../../../src/council/backup/restore.ts';
import { asText, rowsOf, TABLES } from '../../../src/council/backup/tables.ts';
import { takeBackup } from '../../../src/council/backup/take.ts';
import { openDatabase } from '../../../src/council/database/open.ts';
import type { Database } from '../../../src/council/database/schema.ts';
import { folderDepot } from '../../../src/council/journal/folder.ts';
import { realWorld } from '../../../src/council/world.ts';
import { aCouncil, configFor } from '../../kit/a-council.ts';
import { aLostCouncil, askAfter, complaints, ENOUGH, verified } from '../../kit/a-lost-council.ts';
import { drawSome } from '../../kit/drawn.ts';
import { databaseFor } from '../../kit/engine.ts';
import { anEmptyDatabase } from '../../kit/more-councils.ts';

drawSome(2);

const opened = async (dataDir: string, url?: string): Promise<Database> => {
  const db = await openDatabase(dataDir, url);
  onTestFinished(() => db.destroy());
  return db;
};

/** Every row of every table that a backup holds, without an order. */
const all = async (db: Database): Promise<Readonly<Record<string, readonly string[]>>> => {
  const tables: Record<string, readonly string[]> = {};
  for (const table of TABLES) {
    const rows: string[] = [];
    for await (const page of rowsOf(db, table)) for (const row of page) rows.push(JSON.stringify(Object.entries(JSON.parse(asText(row)) as object).toSorted()));
    tables[table] = rows.toSorted();
  }
  return tables;
};

test('a council moves from PostgreSQL to SQLite, and on to another PostgreSQL: every row and every byte comes along', async () => {
  const { folder, backup, left, aside } = await aLostCouncil();
  expect(await complaints(folder, backup)).toEqual([]);
  const config = configFor(folder, undefined, true);
  const depot = folderDepot(config);
  const complain: RestoreWish['complain'] = (what) => expect(what).toBe('');
  const first = await opened(config.dataDir, await databaseFor(folder));
  await takeBackup({ db: first, env: realWorld(), config }, join(folder, 'moving'));
  const onFile = { ...config, dataDir: join(folder, 'file') };
  await restore({ config: onFile, depot, folder: join(folder, 'moving'), complain });
  const second = await opened(onFile.dataDir);
  await takeBackup({ db: second, env: realWorld(), config: onFile }, join(folder, 'moving-on'));
  const { url } = await anEmptyDatabase();
  const there = { ...config, dataDir: join(folder, 'there') };
  const counts = await restore({ config: there, depot, folder: join(folder, 'moving-on'), open: () => openDatabase(there.dataDir, url), complain });
  expect(counts).toEqual({ records: 2, apart: 1, parked: 2, clips: left.length });
  const third = await opened(there.dataDir, url);
  expect((await all(first))['clipPieces']).not.toEqual([]);
  expect(await all(second)).toEqual(await all(first));
  expect(await all(third)).toEqual(await all(first));
  const council = await aCouncil(folder, { ...ENOUGH, databaseUrl: url });
  const names = [...left.map(({ record }) => record), ...left.flatMap(({ clips }) => clips.map(({ named }) => named)), ...aside];
  expect((await askAfter(council, names)).map(({ verdict, durable }) => [verdict, durable])).toEqual(names.map(() => ['stored', true]));
  expect(await verified(council)).toEqual([]);
});

test('it fails in the middle: the database is as empty as it was, and so is its folder; then it goes through', async () => {
  const { folder, backup, gone } = await aLostCouncil();
  const db = await opened(join(folder, 'data'), await databaseFor(folder));
  // Near the end: the ledger is laid in last.
  await sql.raw(`create function kit_fault() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$; create trigger "kitFault" before insert on "withdrawn" for each row execute function kit_fault()`).execute(db);
  const empty = await all(db);
  await expect(complaints(folder, backup)).rejects.toMatchObject({ code: '53100' });
  expect(await all(db)).toEqual(empty);
  expect(Object.values(empty).flat()).toEqual([]);
  expect([existsSync(join(folder, 'data', 'packs')), existsSync(join(folder, 'data', 'restoring'))]).toEqual([false, false]);
  await sql.raw('drop trigger "kitFault" on "withdrawn"; drop function kit_fault').execute(db);
  expect(await complaints(folder, backup)).toEqual([]);
  expect(await db.selectFrom('records').select('id').where('id', 'in', gone.map(({ record }) => record.id)).execute()).toEqual([]);
});

test('refused where there is nothing but one row, whatever it is, which stays as it is', async () => {
  const { folder, backup } = await aLostCouncil();
  const db = await opened(join(folder, 'data'), await databaseFor(folder));
  const rows = {
    replies: { id: 'r', pack: 'p', words: '{}', draftedAt: 1, publishedAt: null },
    audit: { at: 1, who: 'Amina', did: 'opened', record: null, detail: null },
    tombstones: { id: 'i', erasedOn: '2026-11-25' },
    about: { name: 'council', value: 'c' },
  } as const;
  for (const [table, row] of Object.entries(rows) as [keyof typeof rows, never][]) {
    await db.insertInto(table).values(row).execute();
    await expect(complaints(folder, backup), table).rejects.toThrow('This database has something in it: restore into one that is empty. Nothing was changed.');
    expect(Object.entries(await all(db)).flatMap(([name, there]) => there.map(() => name))).toEqual([table]);
    await db.deleteFrom(table).execute();
  }
});
