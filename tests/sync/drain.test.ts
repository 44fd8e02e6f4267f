/** Draining: pages that shrink where they must, records that wait alone, and lanes that never meet. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drain } from '../../src/sync/drain.ts';
import { aPhone, aSigner, bodyOf, saying, type Answering, type APhone, type ASigner } from '../kit/a-phone.ts';

let phone: APhone;
let council: ASigner;
beforeEach(async () => {
  phone = aPhone(7);
  council = await aSigner();
  await phone.library.keepReceiptKeys([council.key]);
});
afterEach(() => phone.close());

const status = (code: number, headers: Record<string, string> = {}): Answering => () => new Response('{}', { status: code, headers });
/** How many records each request to /v1/records carried. */
const pages = () => phone.sent.filter(({ path }) => path === '/v1/records').map(({ body }) => body.records?.length);
const waiting = () => phone.outbox.count('waiting');
const many = (count: number) => phone.handIn(...Array.from({ length: count }, () => 'answers' as const));
/** Answers truly, except where the request holds this record. */
const unlessWith = (id: string, fault: Answering): Answering => async (request) =>
  ((await bodyOf(request)).records ?? []).some((record) => record.id === id) ? fault(request) : saying(council)(request);

test('the true receipt settles everything, in one request where it fits', async () => {
  const records = await many(5);
  phone.answeredBy(saying(council));
  expect(await drain(phone.sending)).toEqual({ acknowledged: 5 });
  expect(pages()).toEqual([5]);
  expect(phone.sent[0]?.body.records).toEqual(records);
  for (const { id } of records) expect(await phone.outbox.rowOf(id)).toEqual({ id, state: ['settled'] });
});

test('an empty outbox asks nothing of anyone', async () => {
  expect(await drain(phone.sending)).toEqual({ acknowledged: 0 });
  expect(phone.sent).toEqual([]);
});

test('413 halves the page until it fits, and everything goes', async () => {
  await many(8);
  phone.answeredBy(async (request) => ((await bodyOf(request)).records!.length > 2 ? status(413)(request) : saying(council)(request)));
  expect(await drain(phone.sending)).toEqual({ acknowledged: 8 });
  expect(pages()).toEqual([8, 4, 2, 2, 2, 2]);
});

test.each([413, 400])('a record that is refused alone with %i waits on its own clock while the others go', async (code) => {
  const records = await many(4);
  const poison = records[1]!;
  phone.answeredBy(unlessWith(poison.id, status(code)));
  expect((await drain(phone.sending)).acknowledged).toBe(3);
  const row = await phone.outbox.rowOf(poison.id);
  expect(row).toMatchObject({ state: ['waiting', -1, expect.any(Number), 2], failures: 1, record: poison });
  expect(row!.notBefore).toBeGreaterThan(phone.world.now());
  const before = phone.sent.length;
  await drain(phone.sending);
  expect(phone.sent).toHaveLength(before);
  phone.world.pass(row!.notBefore! - phone.world.now());
  phone.answeredBy(saying(council));
  expect((await drain(phone.sending)).acknowledged).toBe(1);
});

test('a poison record waits longer each time it fails alone, and is never thrown away', async () => {
  const [poison] = await many(1);
  phone.answeredBy(status(400));
  for (let times = 1; times <= 12; times += 1) {
    await drain(phone.sending);
    expect(await phone.outbox.rowOf(poison!.id)).toMatchObject({ failures: times, record: poison });
    phone.world.pass(900_001);
  }
});

test.each([429, 503])('%i with Retry-After stops the round, says how long, and blames no record', async (code) => {
  const [first] = await many(3);
  phone.answeredBy(status(code, { 'retry-after': '120' }));
  expect(await drain(phone.sending)).toEqual({ acknowledged: 0, stopped: 'busy', waitMs: 120_000 });
  expect(pages()).toEqual([3]);
  expect(await phone.outbox.rowOf(first!.id)).not.toHaveProperty('failures');
});

test('500 once may be a restart: the same page goes once more, after a breath', async () => {
  await many(4);
  let failed = false;
  phone.answeredBy((request) => {
    if (failed) return saying(council)(request);
    failed = true;
    return status(500)(request);
  });
  const before = phone.world.now();
  expect(await drain(phone.sending)).toEqual({ acknowledged: 4 });
  expect(pages()).toEqual([4, 4]);
  expect(phone.world.now()).toBeGreaterThan(before);
});

test('500 again and again halves the page down to the one record that brings it, and the rest go', async () => {
  const records = await many(8);
  const poison = records[5]!;
  phone.answeredBy(unlessWith(poison.id, status(500)));
  expect((await drain(phone.sending)).acknowledged).toBe(7);
  expect(pages().slice(0, 3)).toEqual([8, 8, 4]);
  expect(await phone.outbox.rowOf(poison.id)).toMatchObject({ state: ['waiting', -1, expect.any(Number), 6], failures: 1 });
  expect(await waiting()).toBe(1);
});

test('a council that fails whatever it is sent stops the round, and the round says so', async () => {
  await many(6);
  phone.answeredBy(status(500));
  expect(await drain(phone.sending)).toEqual({ acknowledged: 0, stopped: 'server' });
});

test.each([401, 403])('%i keeps everything and asks for enrolment', async (code) => {
  const [first] = await many(3);
  phone.answeredBy(status(code));
  expect(await drain(phone.sending)).toMatchObject({ acknowledged: 0, stopped: 'enrol' });
  expect(pages()).toEqual([3]);
  expect(await phone.outbox.rowOf(first!.id)).toMatchObject({ state: ['waiting', -3, 1] });
  expect(await waiting()).toBe(3);
});

test('no network counts for nothing, however often', async () => {
  const [first] = await many(2);
  for (let times = 0; times < 20; times += 1) expect(await drain(phone.sending)).toMatchObject({ stopped: 'network' });
  expect(pages()).toEqual(Array.from({ length: 20 }, () => 2));
  const row = await phone.outbox.rowOf(first!.id);
  expect(row).not.toHaveProperty('failures');
  expect(row).not.toHaveProperty('notBefore');
});

test('a corrupt record is asked for again and goes with the same bytes', async () => {
  const [torn, whole] = await many(2);
  phone.answeredBy(saying(council, ({ id }) => (id === torn!.id ? { verdict: 'corrupt', durable: false } : { verdict: 'stored', durable: true })));
  expect((await drain(phone.sending)).acknowledged).toBe(1);
  expect(await phone.outbox.stateOf(whole!.id)).toBe('durable');
  expect(await phone.outbox.stateOf(torn!.id)).toBe('device');
  phone.world.pass(60_000);
  phone.answeredBy(saying(council));
  await drain(phone.sending);
  expect(phone.sent.at(-1)?.body.records).toEqual([torn]);
  expect(await phone.outbox.stateOf(torn!.id)).toBe('durable');
});

test('a receipt that leaves one record out acknowledges the others alone', async () => {
  const [left, taken] = await many(2);
  phone.answeredBy(async (request) => council.receipt((await bodyOf(request)).nonce, [{ id: taken!.id, digest: taken!.digest, verdict: 'stored', durable: true }]));
  expect((await drain(phone.sending)).acknowledged).toBe(1);
  expect(await phone.outbox.stateOf(left!.id)).toBe('device');
});

test('what could say who someone is travels in requests of its own, without a time, and is asked after apart', async () => {
  await phone.handIn('answers', 'support', 'answers', 'interest');
  phone.answeredBy(saying(council, { verdict: 'stored', durable: false }));
  await drain(phone.sending);
  await drain(phone.sending);
  const kinds = (body: (typeof phone.sent)[number]['body']) => body.records?.map(({ header }) => (JSON.parse(header) as { kind: string }).kind);
  const [together, apart, heldTogether, heldApart] = phone.sent;
  expect([together, apart].map((each) => kinds(each!.body))).toEqual([['answers', 'answers'], ['support', 'interest']]);
  expect(together?.body).toHaveProperty('sentAt');
  expect(apart?.body).not.toHaveProperty('sentAt');
  expect([heldTogether, heldApart].map((each) => each?.body.held?.length)).toEqual([2, 2]);
  const asked = new Set(heldTogether?.body.held?.map(({ id }) => id));
  for (const { id } of heldApart!.body.held!) expect(asked.has(id)).toBe(false);
});

test('the first page is small and the later ones large, so that a bad link makes progress', async () => {
  await many(300);
  phone.answeredBy(saying(council));
  expect((await drain(phone.sending)).acknowledged).toBe(300);
  const [first = 0, second = 0] = pages();
  expect(first).toBeLessThan(150);
  expect(second).toBeGreaterThan(first);
});

/** As the browser's locks: one at a time, in order. */
const someLocks = () => {
  let last: Promise<unknown> = Promise.resolve();
  return { request: (_name: string, work: () => Promise<unknown>) => (last = last.then(work, work)) } as unknown as Pick<LockManager, 'request'>;
};

test.each([false, true])('two senders at once do no harm: everything settles, and with locks (%s) nothing goes twice', async (hasLocks) => {
  const records = await many(6);
  const taken = new Map<string, number>();
  phone.answeredBy(
    saying(council, ({ id }) => {
      taken.set(id, (taken.get(id) ?? 0) + 1);
      return { verdict: taken.get(id) === 1 ? 'stored' : 'duplicate', durable: true };
    }),
  );
  const sending = { ...phone.sending, env: { ...phone.world, ...(hasLocks ? { locks: someLocks() } : {}) } };
  await Promise.all([drain(sending), drain(sending)]);
  for (const { id } of records) expect(await phone.outbox.rowOf(id)).toEqual({ id, state: ['settled'] });
  if (hasLocks) expect([...taken.values()]).toEqual(records.map(() => 1));
});
