/** Taking records in: each is kept once, with its first bytes, and nothing is said of it before it is kept. */
import { sql } from 'kysely';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/council/database/open.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { ENGINE } from '../kit/engine.ts';
import { aRecord, manyLike, type RecordWish } from '../kit/a-record.ts';
import { expectProblem, postRecords } from '../kit/a-request.ts';

const whenOver = theEnd();

/** For what leaves no trace that another test could stumble over. */
let shared: ACouncil;
beforeAll(async () => {
  shared = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const PACK = 'visitor-parking';
const record = ({ council }: ACouncil, wish: RecordWish = {}): Promise<SealedRecord> => aRecord(council.keys.ring, council.packs.current(PACK)!.pack, wish);
const records = (council: ACouncil, many: number): Promise<SealedRecord[]> => Promise.all(Array.from({ length: many }, () => record(council)));
const verdicts = async (council: ACouncil, sent: readonly unknown[]): Promise<readonly string[]> => (await council.hand(sent)).verdicts.map(({ verdict }) => verdict);

test('a record is stored exactly as it came, and its verdict names its bytes', async () => {
  const council = await aCouncil();
  const sent = await record(council);
  const receipt = await council.hand([sent]);
  expect(receipt).toEqual({ v: 1, verdicts: [{ id: sent.id, digest: sent.digest, verdict: 'stored', durable: false }] });
  const [row, ...others] = await council.council.db.selectFrom('records').selectAll().execute();
  expect(others).toEqual([]);
  expect(row).toMatchObject({ id: sent.id, digest: sent.digest, header: sent.header, kind: 'answers', pack: PACK, mode: 'own-phone', place: null });
  expect(JSON.parse(row?.sealed ?? '')).toEqual(sent.sealed);
});

test('what is stored can be found again by a council that was started anew', async () => {
  const first = await aCouncil();
  const sent = await record(first);
  const { dataDir } = first.council.config;
  await first.hand([sent]);
  await first.close();
  const second = await aCouncil(dataDir.replace(/\/data$/, ''));
  expect(await verdicts(second, [sent])).toEqual(['duplicate']);
});

test('sent again it is a duplicate, whether in a request of its own or twice in one', async () => {
  const council = await aCouncil();
  const [one, two] = (await records(council, 2)) as [SealedRecord, SealedRecord];
  expect(await verdicts(council, [one])).toEqual(['stored']);
  expect(await verdicts(council, [one, two, one, two])).toEqual(['duplicate', 'stored', 'duplicate', 'duplicate']);
  expect(await council.council.db.selectFrom('records').select('id').execute()).toHaveLength(2);
  expect(council.log.filter((line) => line.includes('alarm'))).toEqual([]);
});

test('the same id with other bytes: the first stays, the newcomer is put aside, and an alarm is raised once', async () => {
  const council = await aCouncil();
  const first = await record(council);
  const other = await record(council, { id: first.id, text: 'something else' });
  expect(await verdicts(council, [first, other])).toEqual(['stored', 'parked']);
  expect(await verdicts(council, [other])).toEqual(['parked']);
  expect(await verdicts(council, [first])).toEqual(['duplicate']);
  expect(await council.council.db.selectFrom('records').select('digest').execute()).toEqual([{ digest: first.digest }]);
  const parked = await council.council.db.selectFrom('parked').selectAll().execute();
  expect(parked.map(({ id, digest, why }) => ({ id, digest, why }))).toEqual([{ id: first.id, digest: other.digest, why: 'same-id-other-digest' }]);
  expect(JSON.parse(parked[0]?.record ?? '')).toEqual(other);
  expect(council.log.filter((line) => line.includes('alarm')).map((line) => JSON.parse(line))).toEqual([{ event: 'alarm', what: 'same-id-other-digest', record: first.id }]);
});

test('an id of an answer can’t be taken by a request for support either', async () => {
  const council = await aCouncil();
  const answer = await record(council);
  expect(await verdicts(council, [answer, await record(council, { id: answer.id, kind: 'support' })])).toEqual(['stored', 'parked']);
  expect(await council.council.db.selectFrom('apart').selectAll().execute()).toEqual([]);
});

test('answers keep the time of their arrival, and when they were given by the council’s own clock', async () => {
  const council = await aCouncil();
  const now = Date.now();
  // The phone is three years behind, and the answer waited two hours on it.
  const phone = now - 3 * 365 * 24 * 3_600_000;
  const sent = await record(council, { createdAt: phone - 7_200_000 });
  await council.hand([sent], new Date(phone).toISOString());
  const [row] = await council.council.db.selectFrom('records').select(['receivedAt', 'givenAt']).execute();
  expect(row?.receivedAt).toBeGreaterThanOrEqual(now);
  expect((row?.receivedAt ?? 0) - (row?.givenAt ?? 0)).toBeGreaterThanOrEqual(7_200_000);
  expect((row?.receivedAt ?? 0) - (row?.givenAt ?? 0)).toBeLessThan(7_200_000 + 2 * 60_000);
});

test.each([
  ['the request says no time', undefined],
  ['the request says nonsense', 'yesterday'],
  ['it was created after it was sent', '2001-01-01T00:00:00Z'],
])('%s: it is stored, and when it was given is not known', async (_, sentAt) => {
  const sent = await record(shared);
  expect((await postRecords(shared, [sent], sentAt === undefined ? {} : { sentAt })).status).toBe(200);
  expect(await shared.council.db.selectFrom('records').select('givenAt').where('id', '=', sent.id).execute()).toEqual([{ givenAt: null }]);
});

test('bytes that don’t fit the digest: corrupt, nothing is kept, and the others of the request are', async () => {
  const council = await aCouncil();
  const [good, bad] = (await records(council, 2)) as [SealedRecord, SealedRecord];
  const { verdicts: said } = await council.hand([{ ...bad, header: `${bad.header} ` }, good]);
  expect(said).toContainEqual({ id: bad.id, digest: bad.digest, verdict: 'corrupt', durable: false, problem: 'digest-mismatch' });
  expect(said).toContainEqual({ id: good.id, digest: good.digest, verdict: 'stored', durable: false });
  for (const spoilt of [[], [{ part: 'closed' }], 'text', null, [...bad.sealed].reverse()]) expect(await verdicts(council, [{ ...bad, sealed: spoilt }])).toEqual(['corrupt']);
  expect(await council.council.db.selectFrom('records').select('id').execute()).toEqual([{ id: good.id }]);
  expect(await council.council.db.selectFrom('parked').select('id').execute()).toEqual([]);
  expect(await verdicts(council, [bad])).toEqual(['stored']);
});

test('a record of more than 256 KB: corrupt, too large, nothing is kept; one just below is stored', async () => {
  const council = await aCouncil();
  const large = await record(council, { text: 'ক'.repeat(66_000) });
  expect(JSON.stringify(large).length).toBeGreaterThan(256 * 1024);
  const { verdicts: said } = await council.hand([large]);
  expect(said).toEqual([{ id: large.id, digest: large.digest, verdict: 'corrupt', durable: false, problem: 'too-large' }]);
  expect(await council.council.db.selectFrom('records').select('id').execute()).toEqual([]);
  const fits = await record(council, { text: 'ক'.repeat(64_000) });
  expect(JSON.stringify(fits).length).toBeGreaterThan(250 * 1024);
  expect(await verdicts(council, [fits])).toEqual(['stored']);
});

test.each([
  ['null', null],
  ['a number', 7],
  ['a list', []],
  ['text', 'record'],
  ['no name', { header: '{}', sealed: [] }],
  ['a name that is none', { id: 'ABC', digest: '0'.repeat(64), header: '{}', sealed: [] }],
  ['a digest that is none', { id: '0'.repeat(32), digest: 'x', header: '{}', sealed: [] }],
  ['no header', { id: '0'.repeat(32), digest: '0'.repeat(64), sealed: [] }],
])('a thing without a name in the list (%s) is passed over, and hinders nobody', async (_, thing) => {
  const good = await record(shared);
  expect((await shared.hand([thing, good, thing])).verdicts).toEqual([{ id: good.id, digest: good.digest, verdict: 'stored', durable: false }]);
  expect((await shared.hand([thing])).verdicts).toEqual([]);
});

test('an empty list is answered with an empty receipt', async () => {
  expect((await shared.hand([])).verdicts).toEqual([]);
});

test('a thousand records in one request are stored, and are duplicates the next time', async () => {
  const council = await aCouncil();
  const sent = await manyLike(await record(council), 1_000);
  expect(new Set(await verdicts(council, sent))).toEqual(new Set(['stored']));
  expect(await council.council.db.selectFrom('records').select('id').execute()).toHaveLength(1_000);
  expect(new Set(await verdicts(council, sent))).toEqual(new Set(['duplicate']));
});

test('page and worker send the same records at once, many times: one row each, and each is told that it is kept', async () => {
  const council = await aCouncil();
  const sent = await records(council, 20);
  const said = (await Promise.all(Array.from({ length: 8 }, (_, turn) => verdicts(council, turn % 2 === 0 ? sent : [...sent].reverse())))).flat();
  expect(said.filter((verdict) => verdict === 'stored')).toHaveLength(20);
  expect(said.filter((verdict) => verdict === 'duplicate')).toHaveLength(140);
  expect(await council.council.db.selectFrom('records').select('id').execute()).toHaveLength(20);
});

test('another process can read what is acknowledged as soon as it is: it is committed', async () => {
  const council = await aCouncil();
  const other = await openDatabase(council.council.config.dataDir, council.council.config.databaseUrl);
  onTestFinished(() => other.destroy());
  for (const sent of await manyLike(await record(council), 20)) {
    await council.hand([sent]);
    expect(await other.selectFrom('records').select('id').where('id', '=', sent.id).execute()).toEqual([{ id: sent.id }]);
  }
});

// PostgreSQL locks no more than rows: what is held up there, tests/council/postgres/transact shows.
test.runIf(ENGINE === 'sqlite')('another process holds the database: nothing is acknowledged, the phone is asked to wait, and then it is taken', async () => {
  const council = await aCouncil();
  const { db, config } = council.council;
  const other = await openDatabase(config.dataDir, config.databaseUrl);
  onTestFinished(() => other.destroy());
  // The council's patience is five seconds; a test has less.
  await sql`pragma busy_timeout = 1`.execute(db);
  const sent = await record(council);
  await other.transaction().execute(async (holding) => {
    await holding.selectFrom('records').select('id').execute();
    const response = await postRecords(council, [sent]);
    expect(response.headers.get('retry-after')).toBe('60');
    await expectProblem(response, 'busy', 429);
  });
  expect(await verdicts(council, [sent])).toEqual(['stored']);
});
