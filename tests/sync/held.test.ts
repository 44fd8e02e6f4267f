/** What is held: asked after at each contact without its body, let go when it is durable, sent again when it was lost. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drain } from '../../src/sync/drain.ts';
import { aPhone, aSigner, saying, type Answering, type APhone, type ASigner } from '../kit/a-phone.ts';

let phone: APhone;
let council: ASigner;
beforeEach(async () => {
  phone = aPhone(7);
  council = await aSigner();
  await phone.library.keepReceiptKeys([council.key]);
});
afterEach(() => phone.close());

const status = (code: number, headers: Record<string, string> = {}): Answering => () => new Response('{}', { status: code, headers });
const many = (count: number) => phone.handIn(...Array.from({ length: count }, () => 'answers' as const));

test.each(['stored', 'duplicate', 'parked'] as const)('%s but not yet durable: held, asked after at the next contact without its body, then let go', async (verdict) => {
  const [one] = await many(1);
  phone.answeredBy(saying(council, { verdict, durable: false }));
  expect((await drain(phone.sending)).acknowledged).toBe(1);
  expect(await phone.outbox.stateOf(one!.id)).toBe('received');
  phone.answeredBy(saying(council));
  await drain(phone.sending);
  expect(phone.sent.at(-1)).toMatchObject({ path: '/v1/held', body: { held: [{ id: one!.id, digest: one!.digest }] } });
  expect(await phone.outbox.rowOf(one!.id)).toEqual({ id: one!.id, state: ['settled'] });
  await drain(phone.sending);
  expect(phone.sent).toHaveLength(2);
});

test('a council restored from an old backup: what it has lost goes out again in the same round', async () => {
  const records = await many(3);
  const [lost] = records;
  phone.answeredBy(saying(council, { verdict: 'stored', durable: false }));
  await drain(phone.sending);
  phone.answeredBy(async (request) =>
    saying(council, ({ id }) => (request.url.endsWith('/v1/held') ? { verdict: id === lost!.id ? 'unknown' : 'stored', durable: false } : { verdict: 'stored', durable: true }))(request),
  );
  expect((await drain(phone.sending)).acknowledged).toBe(1);
  expect(phone.sent.slice(1).map(({ path }) => path)).toEqual(['/v1/held', '/v1/records']);
  expect(phone.sent.at(-1)?.body.records).toEqual([lost]);
  expect(await phone.outbox.count('held')).toBe(2);
});

test('false replies to the question after held records change nothing', async () => {
  const [one] = await many(1);
  phone.answeredBy(saying(council, { verdict: 'stored', durable: false }));
  await drain(phone.sending);
  const stranger = await aSigner();
  for (const answering of [saying(stranger), saying(stranger, { verdict: 'unknown', durable: false }), status(200), status(500)]) {
    phone.answeredBy(answering);
    await drain(phone.sending);
    expect(await phone.outbox.stateOf(one!.id)).toBe('received');
  }
});

test('Retry-After counts as well where only held records are asked after', async () => {
  await many(1);
  phone.answeredBy(saying(council, { verdict: 'stored', durable: false }));
  await drain(phone.sending);
  phone.answeredBy(status(503, { 'retry-after': '3600' }));
  expect(await drain(phone.sending)).toMatchObject({ stopped: 'busy', waitMs: 3_600_000 });
});
