/** The endpoint as phones meet it: a signed receipt or a coded problem, and never anything that looks like either. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { PATHS, RECEIPT_HEADER, RECEIPT_TYPE, type KeyRing, type ReceiptBody } from '../../../src/domain/wire.ts';
import { verifyReceipt } from '../../../src/proof/receipt.ts';
import { aCouncil, NONCE, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aRecord, manyLike, reHeaded } from '../../kit/a-record.ts';
import { aHeldAsk, anEnvelope, expectProblem, post, postRecords } from '../../kit/a-request.ts';

const whenOver = theEnd();
let council: ACouncil;
let sealed: SealedRecord;
let isClosing = false;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver, isClosing: () => isClosing });
  sealed = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack);
});
beforeEach(() => {
  isClosing = false;
});

const POSTED = [PATHS.records, PATHS.held] as const;
const OTHER_NONCE = NONCE.replace('0', '1');
const nothingWasKept = async (): Promise<void> => expect(await council.council.db.selectFrom('records').select('id').where('id', '=', sealed.id).execute()).toEqual([]);

/** What both addresses refuse, as `bodyFor` gives it for one of them. */
const REFUSED: readonly (readonly [what: string, code: string, status: number, body: (path: string) => string])[] = [
  ['no body', 'not-json', 400, () => ''],
  ['no JSON', 'not-json', 400, () => 'hello'],
  ['JSON that is cut short', 'not-json', 400, (path) => whole(path).slice(0, -1)],
  ['a list', 'not-an-envelope', 400, (path) => `[${whole(path)}]`],
  ['nothing', 'not-an-envelope', 400, () => 'null'],
  ['a text', 'not-an-envelope', 400, () => '"records"'],
  ['an empty object', 'not-an-envelope', 400, () => '{}'],
  ['no version', 'not-an-envelope', 400, (path) => whole(path, { v: undefined })],
  ['version 2', 'unknown-version', 400, (path) => whole(path, { v: 2 })],
  ['the version as a text', 'unknown-version', 400, (path) => whole(path, { v: '1' })],
  ['version 2 of another shape', 'unknown-version', 400, () => '{"v":2}'],
  ['no nonce', 'not-an-envelope', 400, (path) => whole(path, { nonce: undefined })],
  ['a short nonce', 'not-an-envelope', 400, (path) => whole(path, { nonce: 'abc' })],
  ['a nonce with a line end, which could make two signed lines of one', 'not-an-envelope', 400, (path) => whole(path, { nonce: `${NONCE}\n` })],
  ['no list', 'not-an-envelope', 400, (path) => whole(path, { records: 'all', held: 'all' })],
];
const whole = (path: string, more: object = {}): string =>
  path === PATHS.records ? anEnvelope([sealed], more) : aHeldAsk([{ id: sealed.id, digest: sealed.digest }], more);

for (const path of POSTED) {
  test.each(REFUSED)(`${path} with %s: %s`, async (_, code, status, body) => {
    await expectProblem(await post(council, path, body(path)), code, status);
    await nothingWasKept();
  });
}

test('a time of sending that is no text is refused', async () => {
  expect((await expectProblem(await postRecords(council, [], { sentAt: 7 }), 'not-an-envelope', 400)).at).toBe('sentAt');
});

test('a thousand and one records, or pairs, are refused before any is looked at', async () => {
  const many = Array.from({ length: 1_001 }, () => ({}));
  await expectProblem(await postRecords(council, many), 'too-many', 413);
  const pairs = Array.from({ length: 1_001 }, () => ({ id: sealed.id, digest: sealed.digest }));
  await expectProblem(await post(council, PATHS.held, aHeldAsk(pairs)), 'too-many', 413);
  expect((await post(council, PATHS.held, aHeldAsk(pairs.slice(1)))).status).toBe(200);
});

test.each([
  ['without a digest', { id: '0'.repeat(32) }],
  ['with an id that is none', { id: 'x', digest: '0'.repeat(64) }],
  ['that is no object', 'x'],
])('asking after a pair %s is refused', async (_, pair) => {
  await expectProblem(await post(council, PATHS.held, aHeldAsk([pair])), 'not-an-envelope', 400);
});

test('a receipt verifies with the council’s key, for its own nonce and body, and for no other', async () => {
  const response = await postRecords(council, [await reHeaded(sealed)]);
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, RECEIPT_TYPE, 'no-store']);
  const body = new Uint8Array(await response.arrayBuffer());
  const header = response.headers.get(RECEIPT_HEADER);
  const { receipts } = council.council.keys.ring;
  expect(await verifyReceipt(receipts, header, NONCE, body)).toBe(true);
  expect(await verifyReceipt(receipts, header, OTHER_NONCE, body)).toBe(false);
  expect(await verifyReceipt(receipts, header, NONCE, new TextEncoder().encode('{"v":1,"verdicts":[]}'))).toBe(false);
  expect(header?.split('.')[0]).toBe(council.council.keys.receipt.kid);
});

test('the same request again gets a receipt of its own, which an old one can’t pass for', async () => {
  const one = await reHeaded(sealed);
  const [first, second] = [await postRecords(council, [one]), await postRecords(council, [one], { nonce: OTHER_NONCE })];
  const body = new Uint8Array(await second.arrayBuffer());
  expect(await verifyReceipt(council.council.keys.ring.receipts, first.headers.get(RECEIPT_HEADER), OTHER_NONCE, body)).toBe(false);
  expect(await verifyReceipt(council.council.keys.ring.receipts, second.headers.get(RECEIPT_HEADER), OTHER_NONCE, body)).toBe(true);
});

test('a phone asks after what it holds: stored for these very bytes, unknown for others, signed in the same way', async () => {
  const [kept, lost] = await manyLike(sealed, 2);
  await council.hand([kept]);
  const pairs = [kept, lost].map((each) => ({ id: each?.id, digest: each?.digest }));
  const response = await post(council, PATHS.held, aHeldAsk([...pairs, { id: kept?.id, digest: lost?.digest }]));
  const body = new Uint8Array(await response.arrayBuffer());
  expect(await verifyReceipt(council.council.keys.ring.receipts, response.headers.get(RECEIPT_HEADER), NONCE, body)).toBe(true);
  expect((JSON.parse(new TextDecoder().decode(body)) as ReceiptBody).verdicts).toEqual([
    { ...pairs[0], verdict: 'stored', durable: false },
    { ...pairs[1], verdict: 'unknown', durable: false },
    { id: kept?.id, digest: lost?.digest, verdict: 'unknown', durable: false },
  ]);
});

test.each([
  ['GET', PATHS.records, 'POST'],
  ['PUT', PATHS.records, 'POST'],
  ['OPTIONS', PATHS.records, 'POST'],
  ['GET', PATHS.held, 'POST'],
  ['DELETE', PATHS.held, 'POST'],
  ['POST', PATHS.keys, 'GET, HEAD'],
  ['POST', PATHS.replies, 'GET, HEAD'],
])('%s %s is not allowed, and it says what is', async (method, path, allow) => {
  const response = await council.fetch(path, { method });
  expect(response.headers.get('allow')).toBe(allow);
  await expectProblem(response, 'not-allowed', 405);
});

test.each(['/v1', '/v1/', '/v1/record', '/v1/records/', '/v1/records/x', '/v1/../v1/x', '/v1/%2e', '/v1/index.html', '/v1/script.js'])('%s is not there, and that is no page', async (path) => {
  for (const method of ['GET', 'POST']) await expectProblem(await council.fetch(path, { method }), 'not-found', 404);
});

test('asked to stop: nothing new is begun, and the phone comes back in a moment', async () => {
  isClosing = true;
  for (const path of POSTED) {
    const response = await post(council, path, whole(path));
    expect(response.headers.get('retry-after')).toBe('5');
    await expectProblem(response, 'closing-down', 503);
  }
  await expectProblem(await council.fetch(PATHS.keys), 'closing-down', 503);
  expect((await council.fetch('/healthz')).status).toBe(503);
  await nothingWasKept();
});

test('the keys are those that every pack brings, and hold no secret', async () => {
  const response = await council.fetch(PATHS.keys);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const text = await response.text();
  expect(JSON.parse(text) as KeyRing).toEqual(council.council.keys.ring);
  expect(text).not.toMatch(/AGE-SECRET|PRIVATE|pkcs8/i);
});

test('healthz says that records can be taken, and that they can’t where the database is gone', async () => {
  const other = await aCouncil();
  expect(await (await other.fetch('/healthz')).json()).toEqual({ ok: true });
  await other.close();
  const response = await other.fetch('/healthz');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  await expectProblem(response, 'went-wrong', 500);
  await expectProblem(await postRecords(other, [sealed]), 'went-wrong', 500);
});
