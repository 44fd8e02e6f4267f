/** Opening the database: made where there is none, kept where there is one, and one sentence where it can't be. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/council/database/open.ts';
import type { Database } from '../../../src/council/database/schema.ts';
import { StartFault } from '../../../src/council/start-fault.ts';
import { aFolder } from '../../kit/a-folder.ts';

const FILE = 'our-turn.sqlite';

const opened = async (folder: string): Promise<Database> => {
  const db = await openDatabase(folder);
  onTestFinished(() => db.destroy());
  return db;
};

/** The one sentence, which names the place and says what to do. */
const sentence = async (folder: string): Promise<string> => {
  const error: unknown = await openDatabase(folder).then(() => undefined, (fault: unknown) => fault);
  expect(error).toBeInstanceOf(StartFault);
  const { message } = error as StartFault;
  expect(message).toMatch(/^[^\n]+: [^\n]+\.$/);
  return message;
};

test('folders on the way are made, and the database with them', async () => {
  const folder = join(aFolder(), 'not', 'there', 'yet');
  const db = await opened(folder);
  expect(await db.selectFrom('records').selectAll().execute()).toEqual([]);
  expect(readdirSync(folder)).toContain(FILE);
});

test('opened again it holds what it held, and its steps are not taken twice', async () => {
  const folder = aFolder();
  const first = await opened(folder);
  await first.insertInto('published').values({ pack: 'p', number: 1, hash: 'h', publishedAt: 7 }).execute();
  await first.destroy();
  expect(await (await opened(folder)).selectFrom('published').selectAll().execute()).toEqual([{ pack: 'p', number: 1, hash: 'h', publishedAt: 7 }]);
});

test('DATA_DIR is a file, or below one: it is named, and what to do', async () => {
  const file = join(aFolder(), 'a-file');
  writeFileSync(file, 'x');
  expect(await sentence(file)).toBe(`${file} is a file where a folder is needed: move it away, or set DATA_DIR or KEYS_DIR to another folder.`);
  expect(await sentence(join(file, 'data'))).toContain('is a file where a folder is needed');
});

test('the file is not a database', async () => {
  const folder = aFolder();
  writeFileSync(join(folder, FILE), 'minutes of the last meeting '.repeat(100));
  expect(await sentence(folder)).toBe(`${join(folder, FILE)} is not a database: put the right file back, or set DATA_DIR to another folder.`);
});

test('a folder bears the database’s name', async () => {
  const folder = aFolder();
  mkdirSync(join(folder, FILE));
  expect(await sentence(folder)).toContain(`${join(folder, FILE)} can't be opened`);
});

test('the database is damaged', async () => {
  const folder = aFolder();
  const db = await openDatabase(folder);
  // Everything into the one file that is then spoilt.
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await db.destroy();
  const bytes = readFileSync(join(folder, FILE));
  // Behind the first hundred bytes, which say what it is, nothing makes sense any more.
  writeFileSync(join(folder, FILE), bytes.fill(0x5a, 100));
  expect(await sentence(folder)).toContain('is damaged: put back the last good copy of DATA_DIR');
});

test('a newer version wrote it: this one keeps its hands off', async () => {
  const folder = aFolder();
  const db = await openDatabase(folder);
  await db.insertInto('kysely_migration' as never).values({ name: '9999-from-the-future', timestamp: '2030' } as never).execute();
  await db.destroy();
  expect(await sentence(folder)).toContain('was written by a newer version of Our Turn: start that version, or set DATA_DIR to another folder.');
});
