/** What people need stands apart from what they said: nothing in the database leads from one to the other. */
import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { ENGINE } from '../kit/engine.ts';
import { aRecord } from '../kit/a-record.ts';
import { postRecords } from '../kit/a-request.ts';

const pack = ({ council }: ACouncil) => council.packs.current('visitor-parking')!.pack;

test.each(['support', 'interest'] as const)('%s is stored with the day of its arrival and no time', async (kind) => {
  const council = await aCouncil();
  const sent = await aRecord(council.council.keys.ring, pack(council), { kind });
  expect((await postRecords(council, [sent])).status).toBe(200);
  const [row] = await council.council.db.selectFrom('apart').selectAll().execute();
  expect(row).toEqual({
    id: sent.id, digest: sent.digest, kind, pack: 'visitor-parking', header: sent.header, sealed: JSON.stringify(sent.sealed),
    withdrawHash: (JSON.parse(sent.header) as { withdrawHash: string }).withdrawHash, receivedOn: new Date().toISOString().slice(0, 10),
  });
  expect(sent.header).not.toContain('createdAt');
  expect(await council.council.db.selectFrom('records').select('id').execute()).toEqual([]);
});

// How PostgreSQL comes to have none either, tests/council/postgres/settle-order shows.
test.runIf(ENGINE === 'sqlite')('it has no hidden order: what SQLite gives as it lies is sorted by the random ids, and there is no row number', async () => {
  const council = await aCouncil();
  const { db } = council.council;
  const sent: string[] = [];
  for (let turn = 0; turn < 30; turn += 1) {
    const one = await aRecord(council.council.keys.ring, pack(council), { kind: 'support' });
    const parked = await aRecord(council.council.keys.ring, pack(council), { kind: 'support', header: { v: 2 } });
    await council.hand([one]);
    await council.hand([parked]);
    sent.push(one.id);
  }
  for (const table of ['apart', 'parked'] as const) {
    await expect(sql`select rowid from ${sql.table(table)}`.execute(db)).rejects.toThrow(/no such column: rowid/);
    // The whole row: its id alone stands in an index as well, in the order of the codes' hashes.
    const lying = (await db.selectFrom(table).selectAll().execute()).map(({ id }) => id as string);
    expect(lying).toEqual([...lying].sort());
  }
  expect(sent).not.toEqual([...sent].sort());
  // Answers need their order; that this test could see one is shown by theirs.
  await expect(sql`select rowid from records`.execute(db)).resolves.toBeDefined();
});

test.runIf(ENGINE === 'sqlite')('no table has a column in which a time of day stands beside a request, and nothing is logged of one', async () => {
  const council = await aCouncil();
  const before = council.log.length;
  await postRecords(council, [await aRecord(council.council.keys.ring, pack(council), { kind: 'support' })]);
  const { rows } = await sql<{ name: string; sql: string }>`select name, sql from sqlite_master where type in ('table', 'index', 'trigger')`.execute(council.council.db);
  for (const name of ['apart', 'parked']) expect(rows.find((row) => row.name === name)?.sql).not.toMatch(/At"|bigint|integer/);
  expect(council.log.slice(before)).toEqual([]);
  expect(await council.council.db.selectFrom('audit').selectAll().execute()).toEqual([]);
});

test('a request and an answer share no value but the conversation, the phone’s kind and the version', async () => {
  const council = await aCouncil();
  const answer = await aRecord(council.council.keys.ring, pack(council));
  const support = await aRecord(council.council.keys.ring, pack(council), { kind: 'support' });
  await council.hand([answer]);
  await postRecords(council, [support]);
  const [one] = await council.council.db.selectFrom('records').selectAll().execute();
  const [other] = await council.council.db.selectFrom('apart').selectAll().execute();
  const shared = Object.values(one ?? {}).filter((value) => value !== null && Object.values(other ?? {}).includes(value as string));
  expect(shared).toEqual(['visitor-parking']);
});
