/** How much may come in a day: counted to the day, by network and by conversation, with nothing kept of who it was. */
import { beforeAll, expect, test } from 'vitest';
import { A_DAY, nameOf, stepsOf } from '../../src/council/budgets.ts';
import { networkNamer } from '../../src/council/day-salt.ts';
import { dayOf } from '../../src/council/day.ts';
import { networkOf } from '../../src/council/http/peer.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { PATHS, type ReceiptBody } from '../../src/domain/wire.ts';
import { aCouncil, NONCE, type ACouncil, type CouncilWish } from '../kit/a-council.ts';
import { aFolder, aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aRecordWithClips, pathOf, patchAll, patchPiece } from '../kit/a-clip.ts';
import { aRecord, manyLike, reHeaded } from '../kit/a-record.ts';
import { anEnvelope, expectProblem } from '../kit/a-request.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome(3);

const LIBRARY = '203.0.113.9';
const NEIGHBOUR = '203.0.113.77';
const MOSQUE = '198.51.100.7';
const DAY_MS = 86_400_000;

const whenOver = theEnd();
let sealed: SealedRecord;
let shared: string;
beforeAll(async () => {
  shared = aFolderFor(whenOver);
  const council = await aCouncil(shared, { whenOver });
  sealed = await aRecord(council.council.keys.ring, packOf(council));
  await council.close();
});

const packOf = ({ council }: ACouncil) => council.packs.current('visitor-parking')!.pack;
const start = (front: CouncilWish['front'] = {}): Promise<ACouncil> => aCouncil(aFolder(), { front });
const handFrom = (council: ACouncil, address: string, records: readonly unknown[], headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  council.fetchFrom(address, PATHS.records, { method: 'POST', body: anEnvelope(records), headers: { 'content-type': 'application/json', ...headers } });
const verdictsIn = async (response: Response): Promise<readonly string[]> => {
  expect(response.status).toBe(200);
  return ((await response.json()) as ReceiptBody).verdicts.map(({ verdict }) => verdict);
};
const unknownTo = (record: SealedRecord): Promise<SealedRecord> => reHeaded(record, { kind: 'a-later-kind' });
const nameFor = async ({ council }: ACouncil, purse: 'records' | 'parked' | 'clips', address: string): Promise<string> => nameOf(purse, await networkNamer(council)(networkOf(address)));
const rowsOf = ({ council }: ACouncil) => council.db.selectFrom('budgets').selectAll().execute();
const used = async (council: ACouncil, name: string): Promise<number> => (await rowsOf(council)).find((row) => row.name === name)?.used ?? 0;
/** As after a day on which so much came. */
const spend = async ({ council }: ACouncil, name: string, steps: number): Promise<unknown> =>
  council.db.insertInto('budgets').values({ day: dayOf(council.env.now()), name, used: steps }).onConflict((same) => same.columns(['day', 'name']).doUpdateSet({ used: steps })).execute();
const parkedRows = ({ council }: ACouncil) => council.db.selectFrom('parked').select('id').execute();

test('a thousand records are a thousand steps, give or take what the sample is off, for the network and for the conversation', async () => {
  const council = await start();
  expect(new Set(await verdictsIn(await handFrom(council, LIBRARY, await manyLike(sealed, 500))))).toEqual(new Set(['stored']));
  await verdictsIn(await handFrom(council, NEIGHBOUR, await manyLike(sealed, 500)));
  for (const name of [await nameFor(council, 'records', LIBRARY), 'pack visitor-parking']) {
    expect(Math.abs((await used(council, name)) - 1_000)).toBeLessThanOrEqual(32);
  }
  expect(await rowsOf(council)).toHaveLength(2);
});

test('single records are written down one in sixteen, and are right on the whole', async () => {
  const council = await start();
  for (const record of await manyLike(sealed, 640)) await handFrom(council, LIBRARY, [record]);
  const steps = await used(council, await nameFor(council, 'records', LIBRARY));
  expect(steps % 16).toBe(0);
  // 640 draws of one in sixteen: five standard deviations are 490 steps.
  expect(Math.abs(steps - 640)).toBeLessThan(490);
  expect(steps).toBeGreaterThan(0);
});

test('a large record costs more than a small one', () => {
  expect([10, 16_383, 16_384, 256 * 1024].map(stepsOf)).toEqual([1, 1, 2, 17]);
});

test('a network that has used up its day is told when to come back, and nothing of it is kept; its neighbour with it, others not', async () => {
  const council = await start();
  await spend(council, await nameFor(council, 'records', LIBRARY), A_DAY.records);
  for (const address of [LIBRARY, NEIGHBOUR]) {
    const response = await handFrom(council, address, [sealed]);
    expect(response.headers.get('retry-after')).toBe('900');
    expect((await expectProblem(response, 'busy', 429)).at).toBe('network');
  }
  expect(await council.council.db.selectFrom('records').select('id').execute()).toEqual([]);
  expect(await verdictsIn(await handFrom(council, MOSQUE, [sealed]))).toEqual(['stored']);
  // What is here already costs nothing, so a phone that missed its receipt gets one.
  expect(await verdictsIn(await handFrom(council, LIBRARY, [sealed]))).toEqual(['duplicate']);
  expect(council.log).toEqual(expect.not.arrayContaining([expect.stringContaining('busy')]));
});

test('the next day begins at nothing, and nothing of the day before is left: neither what was counted nor what would tell whose it was', async () => {
  const council = await start();
  await handFrom(council, LIBRARY, await manyLike(sealed, 32));
  await spend(council, await nameFor(council, 'records', LIBRARY), A_DAY.records);
  const [before] = await council.council.db.selectFrom('daySalts').selectAll().execute();
  const nameBefore = await nameFor(council, 'records', LIBRARY);
  council.pass(DAY_MS);
  expect(await verdictsIn(await handFrom(council, LIBRARY, [sealed]))).toEqual(['stored']);
  const salts = await council.council.db.selectFrom('daySalts').selectAll().execute();
  expect(salts).toHaveLength(1);
  expect(salts[0]).not.toEqual(before);
  expect(await nameFor(council, 'records', LIBRARY)).not.toBe(nameBefore);
  expect((await rowsOf(council)).filter(({ day }) => day === before?.day)).toEqual([]);
});

test('no table and no log holds an address or a network, and a copy of the database alone gives no network away', async () => {
  const council = await start();
  for (const address of [LIBRARY, MOSQUE, '2001:db8:77:1::5']) await handFrom(council, address, await manyLike(sealed, 32));
  const tables = await Promise.all((['budgets', 'daySalts', 'records', 'audit', 'published'] as const).map((table) => council.council.db.selectFrom(table).selectAll().execute()));
  expect(JSON.stringify(tables) + council.log.join()).not.toMatch(/203\.0\.113|198\.51\.100|2001:db8/);
  const other = { ...council.council, keys: { ...council.council.keys, identities: ['another key'] } };
  expect(await networkNamer(other)(networkOf(LIBRARY))).not.toBe(await networkNamer(council.council)(networkOf(LIBRARY)));
});

test('two processes on one database count together, under one name', async () => {
  const folder = aFolder();
  const [one, two] = [await aCouncil(folder), await aCouncil(folder)];
  for (const council of [one, two]) await handFrom(council, LIBRARY, await manyLike(sealed, 160));
  expect(Math.abs((await used(one, await nameFor(two, 'records', LIBRARY))) - 320)).toBeLessThanOrEqual(32);
});

test('a conversation that has had more than people can say refuses its own records and no others', async () => {
  const council = await start();
  await spend(council, 'pack visitor-parking', A_DAY.pack);
  expect((await expectProblem(await handFrom(council, LIBRARY, [sealed]), 'busy', 429)).at).toBe('pack');
  expect(await verdictsIn(await handFrom(council, LIBRARY, [await unknownTo(sealed)]))).toEqual(['parked']);
});

test('what nobody understands has a budget of its own: when it is used up, the rest of the request is taken all the same', async () => {
  const council = await start();
  await spend(council, await nameFor(council, 'parked', LIBRARY), A_DAY.parked);
  const [good] = await manyLike(sealed, 1);
  const strange = await unknownTo(sealed);
  const receipt = (await (await handFrom(council, LIBRARY, [strange, good])).json()) as ReceiptBody;
  expect(receipt.verdicts).toEqual([{ id: good?.id, digest: good?.digest, verdict: 'stored', durable: false }]);
  await expectProblem(await handFrom(council, LIBRARY, [strange]), 'busy', 429);
  expect(await parkedRows(council)).toEqual([]);
  expect(await verdictsIn(await handFrom(council, MOSQUE, [strange]))).toEqual(['parked']);
});

test('strangers have used up their part of the disk: 503 and an alarm for them, and answers are taken as ever', async () => {
  const council = await start({ strangersBytes: 1_000 });
  expect(await verdictsIn(await handFrom(council, LIBRARY, [await unknownTo(sealed)]))).toEqual(['parked']);
  council.pass(60_000);
  const response = await handFrom(council, MOSQUE, [await unknownTo(sealed)]);
  expect(response.headers.get('retry-after')).toBe('600');
  expect((await expectProblem(response, 'disk-full', 503)).at).toBe('strangers');
  const again = await reHeaded(sealed, { id: sealed.id, place: 'x' });
  expect(await verdictsIn(await handFrom(council, MOSQUE, [sealed]))).toEqual(['stored']);
  await expectProblem(await handFrom(council, MOSQUE, [{ ...again, id: sealed.id }]), 'disk-full', 503);
  expect(await parkedRows(council)).toHaveLength(1);
  expect(council.log.map((line) => JSON.parse(line) as object)).toEqual(expect.arrayContaining([{ event: 'alarm', what: 'strangers-full' }]));
  await council.council.db.deleteFrom('parked').execute();
  council.pass(60_000);
  expect(await verdictsIn(await handFrom(council, MOSQUE, [await unknownTo(sealed)]))).toEqual(['parked']);
});

test('pieces of clips are counted, and refused before they are read when the day or the disk is used up', async () => {
  const council = await start({ strangersBytes: 1_000_000 });
  const { record, clips: [clip] } = await aRecordWithClips(council.council.keys.ring, packOf(council), [600_000]);
  const from = { fetch: (path: string, init?: RequestInit) => council.fetchFrom(LIBRARY, path, init) };
  await handFrom(council, LIBRARY, [record]);
  const name = await nameFor(council, 'clips', LIBRARY);
  await spend(council, name, A_DAY.clips);
  const refused = await patchPiece(from, clip!, 0);
  expect(refused.headers.get('retry-after')).toBe('900');
  await expectProblem(refused, 'busy', 429);
  await spend(council, name, 0);
  expect((await patchAll(from, clip!)).status).toBe(200);
  // 17 steps, 17 and 6 or so: each to the next sixteen above or below.
  expect(await used(council, name)).toBeGreaterThanOrEqual(32);
  const second = await aRecordWithClips(council.council.keys.ring, packOf(council), [600_000]);
  await handFrom(council, LIBRARY, [second.record]);
  council.pass(60_000);
  expect((await patchPiece(from, second.clips[0]!, 0)).status).toBe(204);
  const third = await aRecordWithClips(council.council.keys.ring, packOf(council), [10]);
  await handFrom(council, LIBRARY, [third.record]);
  council.pass(60_000);
  expect((await expectProblem(await patchPiece(from, third.clips[0]!, 0), 'disk-full', 503)).at).toBe('strangers');
  expect((await from.fetch(pathOf(third.clips[0]!.named), { method: 'HEAD' })).headers.get('upload-offset')).toBe('0');
});

test('a forwarded address counts from a trusted proxy, and from nobody else', async () => {
  const council = await start({ trustedProxies: ['10.0.0.5'] });
  const forwarded = { 'x-forwarded-for': LIBRARY };
  await handFrom(council, '10.0.0.5', await manyLike(sealed, 32), forwarded);
  await handFrom(council, MOSQUE, await manyLike(sealed, 32), forwarded);
  expect(new Set((await rowsOf(council)).map(({ name }) => name))).toEqual(new Set([await nameFor(council, 'records', LIBRARY), await nameFor(council, 'records', MOSQUE), 'pack visitor-parking']));
});

test('asking after what is held is counted nowhere and refused nobody', async () => {
  const council = await start();
  await spend(council, await nameFor(council, 'records', LIBRARY), A_DAY.records);
  const before = await rowsOf(council);
  const ask = { v: 1, nonce: NONCE, held: [{ id: sealed.id, digest: sealed.digest }] };
  expect((await council.fetchFrom(LIBRARY, PATHS.held, { method: 'POST', body: JSON.stringify(ask) })).status).toBe(200);
  expect(await rowsOf(council)).toEqual(before);
});

test('an alarm about what stands apart, or may do so, is not logged with its time', async () => {
  const council = await start();
  const one = await aRecord(council.council.keys.ring, packOf(council), { kind: 'support' });
  const other = await aRecord(council.council.keys.ring, packOf(council), { kind: 'support', id: one.id, text: 'something else' });
  expect((await council.hand([one, other])).verdicts.map(({ verdict }) => verdict)).toEqual(['stored', 'parked']);
  expect(council.log.filter((line) => line.includes('alarm'))).toEqual([]);
});
