/** Opening PostgreSQL: made where it is empty, kept where it is ours, left alone where it is not, and one sentence where it can't be. */
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/council/database/open.ts';
import type { Database } from '../../../src/council/database/schema.ts';
import { StartFault } from '../../../src/council/start-fault.ts';
import { aCouncil } from '../../kit/a-council.ts';
import { aFolder } from '../../kit/a-folder.ts';
import { drawSome } from '../../kit/drawn.ts';
import { askServer, urlOf } from '../../kit/engine.ts';
import { anEmptyDatabase } from '../../kit/more-councils.ts';
import { aRecord } from '../../kit/a-record.ts';

drawSome(4);

const opened = async (url: string): Promise<Database> => {
  const db = await openDatabase(aFolder(), url);
  onTestFinished(() => db.destroy());
  return db;
};

/** The one sentence: the place without what opens it, and what to do after the colon. */
const sentence = async (url: string): Promise<string> => {
  const error: unknown = await openDatabase(aFolder(), url).then((db) => db.destroy(), (fault: unknown) => fault);
  expect(error).toBeInstanceOf(StartFault);
  const { message } = error as StartFault;
  expect(message).toMatch(/^The database [\w.-]+:\d+\/\w+ [^\n]+: [^\n]+\.$/);
  expect(message).not.toMatch(/for-tests|s3cret|postgres:/);
  return message;
};
/** The same address with another part. */
const changed = (url: string, change: (parts: URL) => void): string => {
  const parts = new URL(url);
  change(parts);
  return parts.href;
};

const tablesOf = async (database: string): Promise<readonly unknown[]> => (await askServer("select tablename from pg_tables where schemaname = 'public' order by 1", database)).map(({ tablename }) => tablename);

test('an empty database gets every table; opened again it holds what it held, and no step is taken twice', async () => {
  const { url, name } = await anEmptyDatabase();
  const row = { pack: 'p', number: 1, hash: 'h', publishedAt: 1_790_000_000_000 };
  await (await opened(url)).insertInto('published').values(row).execute();
  const tables = await tablesOf(name);
  expect(tables).toEqual(expect.arrayContaining(['records', 'apart', 'clipPieces', 'transcripts', 'tombstones']));
  expect(await (await opened(url)).selectFrom('published').selectAll().execute()).toEqual([row]);
  expect(await tablesOf(name)).toEqual(tables);
});

test('six processes start at once on an empty database: one takes the steps, and all of them open it', async () => {
  const { url } = await anEmptyDatabase();
  const all = await Promise.all(Array.from({ length: 6 }, () => opened(url)));
  for (const db of all) expect(await db.selectFrom('records').selectAll().execute()).toEqual([]);
  const steps = await all[0]!.withTables<{ kysely_migration: { name: string } }>().selectFrom('kysely_migration').select('name').execute();
  expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
});

test('what was kept comes back as it was: large numbers as numbers, bytes as bytes, and every letter but NUL', async () => {
  const db = await opened((await anEmptyDatabase()).url);
  const bytes = new Uint8Array([0, 1, 254, 255]);
  await db.insertInto('clipPieces').values({ clip: 'ক', digest: "a'b\\", number: 2 ** 40, bytes }).execute();
  const [piece] = await db.selectFrom('clipPieces').selectAll().execute();
  expect({ ...piece, bytes: new Uint8Array(piece!.bytes) }).toEqual({ clip: 'ক', digest: "a'b\\", number: 2 ** 40, bytes });
  await db.insertInto('about').values({ name: 'a\0b', value: '' }).execute();
  expect(await db.selectFrom('about').selectAll().execute()).toEqual([{ name: 'a\ufffdb', value: '' }]);
  expect((await db.selectFrom('about').select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count).toBe(1);
});

test.each([
  ['a place with the letter NUL', { place: 'a\0b' }],
  ['a version with a number that few databases hold', { packVersion: { number: 2 ** 52, hash: 'x' } }],
  ['a hash too long for any index', { withdrawHash: Array.from({ length: 9_000 }, (_, at) => String.fromCharCode(97 + ((at * at) % 26))).join('') }],
  ['letters that are halves of letters', { place: '\ud83d' }],
  ['a field of another version with the letter NUL', { mood: 'a\0b' }],
])('%s in a header: the record is taken all the same, put aside byte for byte', async (_, header) => {
  const council = await aCouncil();
  const { keys, packs, db } = council.council;
  const record = await aRecord(keys.ring, packs.current('visitor-parking')!.pack, { header });
  expect((await council.hand([record])).verdicts[0]?.verdict).toBe('parked');
  expect((await db.selectFrom('parked').select('record').execute()).map((row) => JSON.parse(row.record) as unknown)).toEqual([record]);
});

test('the password is wrong, or the user unknown: it says so and shows neither', async () => {
  const { url } = await anEmptyDatabase();
  expect(await sentence(changed(url, (parts) => (parts.password = 's3cret')))).toContain('does not let us in with this user and password: set DATABASE_URL to the right ones');
  expect(await sentence(changed(url, (parts) => (parts.username = 'nobody-here')))).toContain('does not let us in');
  // Whoever is asked for a password and has none hangs up: a line left open would hold up the end of this test, and of a start.
  expect(await sentence(changed(url, (parts) => (parts.password = '')))).toContain('does not let us in');
});

test('nothing listens there, or no machine has this name', async () => {
  const { url } = await anEmptyDatabase();
  expect(await sentence(changed(url, (parts) => (parts.port = '1')))).toContain("can't be reached: start PostgreSQL, or set DATABASE_URL to where it is");
  expect(await sentence(changed(url, (parts) => (parts.hostname = 'no-such-machine.invalid')))).toMatch(/can't be found|can't be reached/);
});

test('there is no such database', async () => {
  expect(await sentence(urlOf('never_made'))).toContain('/never_made is not there: make it (createdb our_turn), or set DATABASE_URL to the one that is.');
});

test('the server speaks without encryption, and the address asks for it', async () => {
  const { url } = await anEmptyDatabase();
  expect(await sentence(`${url}?sslmode=verify-full`)).toContain('speaks without encryption only');
});

test('this user may make no tables', async () => {
  const { url, name } = await anEmptyDatabase();
  await askServer(`create user reader password 's3cret'`);
  onTestFinished(() => askServer(`drop user reader`).then(() => undefined));
  await askServer('revoke all on schema public from public', name);
  const reader = changed(url, (parts) => ((parts.username = 'reader'), (parts.password = 's3cret')));
  expect(await sentence(reader)).toContain('does not let this user make tables: make the user its owner');
  await askServer('drop owned by reader', name);
});

test('it only reads, as a standby does', async () => {
  const { url, name } = await anEmptyDatabase();
  await askServer(`alter database ${name} set default_transaction_read_only = on`);
  expect(await sentence(url)).toContain('only reads, as a standby does: set DATABASE_URL to the server that writes.');
});

test('it holds tables of another program: it is left as it is', async () => {
  const { url, name } = await anEmptyDatabase();
  await askServer('create table "records" (id int)', name);
  expect(await sentence(url)).toContain('holds tables of another program: make an empty one (createdb our_turn) and set DATABASE_URL to it. Nothing was changed.');
  expect(await tablesOf(name)).toEqual(['records']);
});

test('a newer version wrote it: this one keeps its hands off', async () => {
  const { url } = await anEmptyDatabase();
  const db = await opened(url);
  await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030')`.execute(db);
  expect(await sentence(url)).toContain('was written by a newer version of Our Turn: start that version, or set DATABASE_URL to another database.');
});
