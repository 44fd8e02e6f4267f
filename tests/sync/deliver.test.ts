/** Delivering: what a request carries, and which answer counts as what. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askAfter, packRecords, sendRecords } from '../../src/sync/deliver.ts';
import { aPhone, aRecord, aSigner, bodyOf, saying, trusting, type APhone, type ASigner } from '../kit/a-phone.ts';
import { aWorld } from '../kit/a-world.ts';

let phone: APhone;
let signer: ASigner;
beforeEach(async () => {
  phone = aPhone();
  signer = await aSigner();
});
afterEach(() => {
  vi.unstubAllGlobals();
  phone.close();
});

/** As the drain does it: packed, and then sent. */
const deliver = async (world: APhone['world'], trust: ReturnType<typeof trusting>, lane: 'together' | 'apart', all: Awaited<ReturnType<typeof records>>) =>
  sendRecords(world, trust, await packRecords(world, lane, all), all);
const records = (...kinds: readonly ('answers' | 'support')[]) => Promise.all(kinds.map((kind) => aRecord(phone.world.random, kind)));
const send = async (lane: 'together' | 'apart' = 'together') => deliver(phone.world, trusting(signer), lane, await records('answers', 'answers'));

test('a request is posted as JSON, gzipped, with no cookie, no cache, and never through a redirect', async () => {
  let asked: Request | undefined;
  phone.answeredBy((request) => {
    asked = request.clone();
    return saying(signer)(request);
  });
  expect(await send()).toMatchObject({ heard: 'receipt', verdicts: [{ verdict: 'stored' }, { verdict: 'stored' }] });
  expect(asked).toMatchObject({ method: 'POST', redirect: 'error', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  expect(Object.fromEntries(asked!.headers)).toMatchObject({ 'content-type': 'application/json', 'content-encoding': 'gzip' });
  expect(new URL(asked!.url).pathname).toBe('/v1/records');
});

test('an old browser without compression sends the same envelope as it is', async () => {
  vi.stubGlobal('CompressionStream', undefined);
  phone.answeredBy(saying(signer));
  expect((await send()).heard).toBe('receipt');
  expect(phone.sent[0]?.body).toMatchObject({ v: 1, records: [{}, {}] });
});

test('every request has a nonce of its own, 128 bits in hexadecimal', async () => {
  phone.answeredBy(saying(signer));
  for (let times = 0; times < 5; times += 1) await send();
  const nonces = phone.sent.map(({ body }) => body.nonce ?? '');
  expect(new Set(nonces).size).toBe(5);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
});

test('answers say when they were sent; what stands apart says no time', async () => {
  phone.answeredBy(saying(signer));
  await send('together');
  await send('apart');
  expect(phone.sent[0]?.body).toHaveProperty('sentAt', '2026-11-23T20:31:00.000Z');
  expect(Object.keys(phone.sent[1]!.body).sort()).toEqual(['nonce', 'records', 'v']);
});

test('what is held is asked after by id and digest alone', async () => {
  phone.answeredBy(saying(signer, { verdict: 'unknown', durable: false }));
  const [one] = await records('answers');
  expect(await askAfter(phone.world, trusting(signer), [{ id: one!.id, digest: one!.digest }])).toMatchObject({ heard: 'receipt', verdicts: [{ verdict: 'unknown' }] });
  expect(phone.sent[0]).toMatchObject({ path: '/v1/held', body: { v: 1, held: [{ id: one!.id, digest: one!.digest }] } });
  expect(Object.keys(phone.sent[0]!.body).sort()).toEqual(['held', 'nonce', 'v']);
});

test('a verdict on what was not in this request, or on other bytes, is left out', async () => {
  const [one] = await records('answers');
  const stored = { verdict: 'stored', durable: true };
  phone.answeredBy(async (request) => {
    const { nonce } = await bodyOf(request);
    return signer.receipt(nonce, [{ id: 'e'.repeat(32), digest: one!.digest, ...stored }, { id: one!.id, digest: 'e'.repeat(64), ...stored }]);
  });
  expect(await deliver(phone.world, trusting(signer), 'together', [one!])).toEqual({ heard: 'receipt', verdicts: [] });
});

test.each([
  [401, {}, { heard: 'enrol' }],
  [403, {}, { heard: 'enrol' }],
  [413, {}, { heard: 'too-large' }],
  [429, { 'retry-after': '90' }, { heard: 'busy', waitMs: 90_000 }],
  [503, { 'retry-after': '1' }, { heard: 'busy', waitMs: 1_000 }],
  [503, {}, { heard: 'busy', waitMs: undefined }],
  [500, {}, { heard: 'server' }],
  [502, {}, { heard: 'server' }],
  [400, {}, { heard: 'bad' }],
  [404, {}, { heard: 'bad' }],
  [202, {}, { heard: 'no-receipt' }],
])('status %i with %o is heard as it is meant', async (status, headers, heard) => {
  phone.answeredBy(() => new Response('{}', { status, headers: headers as Record<string, string> }));
  expect(await send()).toEqual(heard);
});

test('no network is heard as that, and is no error', async () => {
  expect(await send()).toEqual({ heard: 'network' });
});

test('a request that hangs is given up after two minutes', async () => {
  const waits: number[] = [];
  const hanging: typeof fetch = (_url, init) => new Promise((_, fail) => init?.signal?.addEventListener('abort', () => fail(new DOMException('given up', 'AbortError'))));
  const world = { ...aWorld('https://council.example', 1, hanging), sleep: async (ms: number) => void waits.push(ms) };
  expect(await deliver(world, trusting(signer), 'together', await records('answers'))).toEqual({ heard: 'network' });
  expect(waits).toEqual([120_000]);
});
