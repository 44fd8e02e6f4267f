/** A long queue: the next page stands ready before the last one is answered, one bad record delays no other, and a killed phone doubles nothing. */
import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LIMITS } from '../../src/domain/wire.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { drain } from '../../src/sync/drain.ts';
import { aCouncil } from '../kit/a-council.ts';
import { manyAlike } from '../kit/many-records.ts';
import { aRecord } from '../kit/a-record.ts';
import { aPhone, aRecord as aPlainRecord, aSigner, bodyOf, saying, type Answering, type APhone, type ASigner } from '../kit/a-phone.ts';

const NONCE_BYTES = 16;
let phone: APhone;
let council: ASigner;
beforeEach(async () => {
  phone = aPhone(7);
  council = await aSigner();
  await phone.library.keepReceiptKeys([council.key]);
});
afterEach(() => phone.close());

const many = (count: number) => phone.handIn(...Array.from({ length: count }, () => 'answers' as const));
const sentIds = () => phone.sent.filter(({ path }) => path === '/v1/records').map(({ body }) => (body.records ?? []).map(({ id }) => id));
const status = (code: number): Answering => () => new Response('{}', { status: code });
const unlessWith = (poison: ReadonlySet<string>, fault: Answering): Answering => async (request) =>
  ((await bodyOf(request)).records ?? []).some(({ id }) => poison.has(id)) ? fault(request) : saying(council)(request);

/** How many messages were packed: each draws a nonce. */
const countPacked = () => {
  const { random } = phone.world;
  const count = { packed: 0 };
  const env = { ...phone.world, random: (bytes: number) => (bytes === NONCE_BYTES && (count.packed += 1), random(bytes)) };
  return { count, sending: { ...phone.sending, env } };
};

test('the next page is read and packed before the answer to this one comes', async () => {
  await many(300);
  const { count, sending } = countPacked();
  const packedAtAnswer: number[] = [];
  phone.answeredBy(async (request) => {
    // The first is not answered before the second stands ready: where none is made ready, this never ends.
    if (packedAtAnswer.length === 0) await expect.poll(() => count.packed).toBe(2);
    packedAtAnswer.push(count.packed);
    return saying(council)(request);
  });
  expect((await drain(sending)).acknowledged).toBe(300);
  expect([packedAtAnswer[0], sentIds().length]).toEqual([2, 2]);
});

test('until the link has shown that it is quick, one page is on its way; then a few, no record in two of them', async () => {
  await many(3_600);
  let [onTheirWay, most] = [0, 0];
  const before: number[] = [];
  phone.answeredBy(async (request) => {
    onTheirWay += 1;
    most = Math.max(most, onTheirWay);
    before.push(onTheirWay);
    // As long as a real answer would take: until whoever wants to send beside it has done so.
    await new Promise((wake) => setTimeout(wake, 30));
    onTheirWay -= 1;
    return saying(council)(request);
  });
  expect((await drain(phone.sending)).acknowledged).toBe(3_600);
  expect(before[0]).toBe(1);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(5);
  const ids = sentIds().flat();
  expect(new Set(ids).size).toBe(ids.length);
});

test('on a slow link one page is on its way at a time, and on a very slow one pages stay small', async () => {
  await many(2_500);
  let onTheirWay = 0;
  phone.answeredBy(async (request) => {
    onTheirWay += 1;
    expect(onTheirWay).toBe(1);
    phone.world.pass(31_000);
    await new Promise((wake) => setTimeout(wake, 5));
    onTheirWay -= 1;
    return saying(council)(request);
  });
  expect((await drain(phone.sending)).acknowledged).toBe(2_500);
  // The second was packed while nothing was known of the link.
  const [, large = [], ...others] = sentIds();
  expect(others.length).toBeGreaterThan(3);
  for (const page of others) expect(page.length).toBeLessThan(large.length / 3);
});

test.each([400, 413, 500])('one record that always brings %i: all others go in the same round, in few requests, and none of them twice', async (code) => {
  const records = await many(1_500);
  const poison = records[1_100]!;
  phone.answeredBy(unlessWith(new Set([poison.id]), status(code)));
  expect((await drain(phone.sending)).acknowledged).toBe(1_499);
  expect(await phone.outbox.waitingOf(records.map(({ id }) => id))).toEqual(new Set([poison.id]));
  // One by one would be hundreds.
  expect(sentIds().length).toBeLessThan(40);
  const acknowledged = sentIds().filter((page) => !page.includes(poison.id)).flat();
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(await phone.outbox.rowOf(poison.id)).toMatchObject({ failures: 1, record: poison });
});

test('a page that is too large although it was cut by its bytes is halved, and what follows fits', async () => {
  await many(1_200);
  phone.answeredBy(async (request) => ((await bodyOf(request)).records!.length > 200 ? status(413)(request) : saying(council)(request)));
  expect((await drain(phone.sending)).acknowledged).toBe(1_200);
  expect(sentIds().filter((page) => page.length > 200).length).toBeLessThan(8);
});

test('"busy" to one of several pages on their way stops the round, and what the others were told counts', async () => {
  await many(3_600);
  let asked = 0;
  phone.answeredBy((request) => {
    asked += 1;
    return asked === 3 ? new Response('{}', { status: 429, headers: { 'retry-after': '60' } }) : saying(council)(request);
  });
  const drained = await drain(phone.sending);
  expect(drained).toMatchObject({ stopped: 'busy', waitMs: 60_000 });
  expect(await phone.outbox.count('waiting')).toBe(3_600 - drained.acknowledged);
  expect(asked).toBeLessThanOrEqual(7);
});

test('real records in pages as cut are within what a council takes, and near to it', async () => {
  const { council: real, fetch } = await aCouncil();
  const one = await aRecord(real.keys.ring, real.packs.current('visitor-parking')!.pack);
  await phone.library.keepReceiptKeys(real.keys.ring.receipts);
  await phone.outbox.put((await manyAlike(one, 500)).map((record) => ({ kind: 'answers' as const, record })));
  const bytes: number[] = [];
  phone.answeredBy(async (request) => {
    bytes.push((await request.clone().arrayBuffer()).byteLength);
    return fetch(new URL(request.url).pathname, { method: 'POST', headers: request.headers, body: await request.arrayBuffer() });
  });
  expect((await drain(phone.sending)).acknowledged).toBe(500);
  expect(bytes[0]).toBeLessThan(40_000);
  for (const each of bytes) expect(each).toBeLessThan(LIMITS.gzippedBytes);
  expect(Math.max(...bytes)).toBeGreaterThan(225_000);
});

test('a phone killed with pages on their way, heard by the council or not: each record is there once, and none waits for ever', async () => {
  const { council: real, fetch } = await aCouncil();
  const one = await aRecord(real.keys.ring, real.packs.current('visitor-parking')!.pack);
  const records: readonly SealedRecord[] = await manyAlike(one, 800);
  await phone.library.keepReceiptKeys(real.keys.ring.receipts);
  await phone.outbox.put(records.map((record) => ({ kind: 'answers' as const, record })));
  const through: Answering = async (request) => fetch(new URL(request.url).pathname, { method: 'POST', headers: request.headers, body: await request.arrayBuffer() });
  const never = new Promise<Response>(() => undefined);
  let asked = 0;
  let isDead: () => void = () => undefined;
  const dead = new Promise<void>((is) => (isDead = is));
  phone.answeredBy(async (request) => {
    asked += 1;
    if (asked === 1) return through(request);
    // The second arrives and its answer is never read; the third never arrives.
    if (asked === 2) await through(request);
    if (asked === 3) isDead();
    return never;
  });
  void drain(phone.sending);
  await dead;
  // What is left of it: the database. Nothing of the first round ever goes on.
  const outbox = openOutbox({ indexedDB: Dexie.dependencies.indexedDB, IDBKeyRange });
  phone.answeredBy(through);
  await expect.poll(async () => (await drain({ ...phone.sending, outbox })).stopped).toBeUndefined();
  expect(await outbox.count('waiting')).toBe(0);
  const kept = await real.db.selectFrom('records').select(['id', 'digest']).execute();
  expect(kept.map(({ id }) => id).toSorted()).toEqual(records.map(({ id }) => id).toSorted());
  expect(new Map(kept.map(({ id, digest }) => [id, digest]))).toEqual(new Map(records.map(({ id, digest }) => [id, digest])));
  expect(await real.db.selectFrom('parked').select('id').execute()).toEqual([]);
  outbox.close();
});

test('a page that came out too large is halved, and what goes in one request is on neither side of the cut', async () => {
  const [first, ...rest] = await Promise.all(Array.from({ length: 11 }, () => aPlainRecord(phone.world.random, 'answers')));
  const sized = (record: SealedRecord, age: string): SealedRecord => ({ ...record, sealed: [{ part: 'closed', age }] });
  // The first packs to next to nothing, so that much too much is read for the second.
  const large = rest.map((record) => sized(record, Buffer.from(phone.world.random(45_000)).toString('base64')));
  const inOne = [large[4]!.id, large[5]!.id];
  await phone.outbox.put([sized(first!, 'A'.repeat(20_000)), ...large].map((record) => ({ kind: 'answers' as const, record, ...(inOne.includes(record.id) ? { inOne } : {}) })));
  phone.answeredBy(saying(council));
  expect((await drain(phone.sending)).acknowledged).toBe(11);
  // The limit was met, or this shows nothing.
  expect(sentIds().length).toBeGreaterThan(2);
  expect(sentIds().filter((ids) => inOne.some((id) => ids.includes(id)))).toEqual([expect.arrayContaining(inOne)]);
});
