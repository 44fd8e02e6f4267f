/** False replies: whatever is not the council's own receipt for this very request acknowledges nothing and deletes nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SealedRecord } from '../../src/domain/record.ts';
import { RECEIPT_HEADER, RECEIPT_TYPE } from '../../src/domain/wire.ts';
import { drain } from '../../src/sync/drain.ts';
import { aPhone, aSigner, bodyOf, saying, type Answering, type APhone, type ASigner } from '../kit/a-phone.ts';

let phone: APhone;
let council: ASigner;
let stranger: ASigner;
let record: SealedRecord;
beforeEach(async () => {
  phone = aPhone();
  [council, stranger] = await Promise.all([aSigner(), aSigner()]);
  await phone.library.keepReceiptKeys([council.key]);
  [record] = (await phone.handIn('answers')) as [SealedRecord];
});
afterEach(() => phone.close());

const HTML = '<!doctype html><title>Library Wi-Fi</title><form>';
const truth: Answering = (request) => saying(council)(request);
const stored = { verdict: 'stored', durable: true };
/** The true receipt, with something about it that is not. */
const spoilt = (spoil: (response: Response, body: Uint8Array<ArrayBuffer>) => Response | Promise<Response>): Answering => async (request) => {
  const response = await truth(request);
  return spoil(response, new Uint8Array(await response.clone().arrayBuffer()));
};
const withHeaders = (response: Response, change: Record<string, string | null>): Headers => {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return headers;
};
const signed = (verdicts: (record: SealedRecord) => readonly unknown[]): Answering => async (request) =>
  council.receipt((await bodyOf(request)).nonce, verdicts(record));

const FALSE: Readonly<Record<string, Answering>> = {
  'a login page answering 200': () => new Response(HTML, { headers: { 'content-type': 'text/html' } }),
  'an app’s own page for every address': () => new Response(`${HTML}<div id="root">`, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  'an empty 200': () => new Response(null, { status: 200 }),
  'an empty 200 of the right type': () => new Response('', { headers: { 'content-type': RECEIPT_TYPE } }),
  '202 with the true receipt in it': spoilt((response, body) => new Response(body, { status: 202, headers: response.headers })),
  '201 with the true receipt in it': spoilt((response, body) => new Response(body, { status: 201, headers: response.headers })),
  '204': () => new Response(null, { status: 204 }),
  'a redirect to a login page': () => new Response(null, { status: 302, headers: { location: 'https://login.example/' } }),
  'the true receipt, from where a redirect led': spoilt((response) => Object.defineProperty(response, 'redirected', { value: true })),
  'a rejection inside a 200': () => Response.json({ ok: false, error: 'not signed in' }),
  'a problem inside a 200': () => new Response('{"v":1,"code":"went-wrong"}', { headers: { 'content-type': 'application/problem+json' } }),
  'the true receipt with another type': spoilt((response, body) => new Response(body, { headers: withHeaders(response, { 'content-type': 'application/json' }) })),
  'the true receipt with no type': spoilt((response, body) => new Response(body, { headers: withHeaders(response, { 'content-type': null }) })),
  'the true receipt cut short': spoilt((response, body) => new Response(body.slice(0, -9), { headers: response.headers })),
  'the true receipt with one word changed': spoilt((response, body) => new Response(new TextDecoder().decode(body).replace('true', 'false'), { headers: response.headers })),
  'a receipt for another nonce': () => council.receipt('0'.repeat(32), [{ id: record.id, digest: record.digest, ...stored }]),
  'a receipt by another key of the same name': (request) => saying(stranger)(request),
  'a receipt with no signature': spoilt((response, body) => new Response(body, { headers: withHeaders(response, { [RECEIPT_HEADER]: null }) })),
  'a receipt with a signature that is none': spoilt((response, body) => new Response(body, { headers: withHeaders(response, { [RECEIPT_HEADER]: 'r1.AAAA' }) })),
  'a signed receipt for another record’s digest': signed(({ id }) => [{ id, digest: 'f'.repeat(64), ...stored }]),
  'a signed receipt for another record': signed(({ digest }) => [{ id: 'f'.repeat(32), digest, ...stored }]),
  'a signed receipt about nothing': signed(() => []),
  'a signed receipt with a verdict that there is not': signed(({ id, digest }) => [{ id, digest, verdict: 'probably', durable: true }]),
  'a signed receipt that does not say whether it is durable': signed(({ id, digest }) => [{ id, digest, verdict: 'stored' }]),
};

test.each(Object.entries(FALSE))('%s: the record waits, whole, and the true receipt settles it later', async (_name, answering) => {
  phone.answeredBy(answering);
  expect((await drain(phone.sending)).acknowledged).toBe(0);
  expect(phone.sent).toHaveLength(1);
  expect(await phone.outbox.stateOf(record.id)).toBe('device');
  expect((await phone.outbox.rowOf(record.id))?.record).toEqual(record);
  phone.answeredBy(truth);
  phone.world.pass(3_600_000);
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
  expect(await phone.outbox.rowOf(record.id)).toEqual({ id: record.id, state: ['settled'] });
});

test('an older receipt, true in its time and played again, acknowledges nothing new', async () => {
  let older: Response | undefined;
  phone.answeredBy(async (request) => {
    const response = await saying(council, { verdict: 'stored', durable: false })(request);
    older ??= response.clone();
    return response;
  });
  await drain(phone.sending);
  await phone.outbox.settle([{ id: record.id, digest: record.digest, verdict: 'unknown', durable: false }]);
  phone.answeredBy(() => older!.clone());
  expect(await drain(phone.sending)).toMatchObject({ acknowledged: 0, stopped: 'no-receipt' });
  expect(await phone.outbox.stateOf(record.id)).toBe('device');
});

test('with no key to believe, even the true receipt is not believed, and nothing is lost', async () => {
  phone.answeredBy(truth);
  expect(await drain({ ...phone.sending, receiptKeys: async () => [] })).toMatchObject({ acknowledged: 0, stopped: 'no-receipt' });
  expect(await phone.outbox.stateOf(record.id)).toBe('device');
});
