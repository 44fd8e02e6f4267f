/** The clips' addresses, and what they say to whoever sends something else: a coded problem each, and nothing kept. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAdaptorServer } from '@hono/node-server';
import { connect, type AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { councilApp } from '../../../src/council/http/app.ts';
import { CLIP_PIECE_BYTES } from '../../../src/domain/clip.ts';
import { RECEIPT_HEADER, RECEIPT_TYPE, UPLOAD } from '../../../src/domain/wire.ts';
import { verifyReceipt } from '../../../src/proof/receipt.ts';
import { aRecordWithClips, patchPiece, pathOf, sha256Of, type AClip } from '../../kit/a-clip.ts';
import { aCouncil, NONCE, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { expectProblem } from '../../kit/a-request.ts';
import { ENGINE } from '../../kit/engine.ts';

const whenOver = theEnd();
let council: ACouncil;
let server: Server;
let clip: AClip;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  server = createAdaptorServer({ fetch: councilApp(council.council).fetch }) as Server;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => void server.close());

const packOf = () => council.council.packs.current('visitor-parking')!.pack;
/** Of two pieces; its record is with the council, and nothing of it. */
beforeEach(async () => {
  const { record, clips } = await aRecordWithClips(council.council.keys.ring, packOf(), [CLIP_PIECE_BYTES + 500]);
  await council.hand([record]);
  [clip] = clips as [AClip];
});

const offset = async (): Promise<string | null> => (await council.fetch(pathOf(clip.named), { method: 'HEAD' })).headers.get(UPLOAD.offset);
const stream = (...pieces: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (to) => {
      for (const piece of pieces) to.enqueue(piece);
      to.close();
    },
  });

test('HEAD says where it goes on and how long it is, with no body and from no cache', async () => {
  const ask = () => council.fetch(pathOf(clip.named), { method: 'HEAD' });
  for (const [number, at] of [[0, 0], [1, CLIP_PIECE_BYTES], [2, clip.named.bytes]] as const) {
    const response = await ask();
    expect([response.status, response.headers.get(UPLOAD.offset), response.headers.get(UPLOAD.length), response.headers.get('cache-control')]).toEqual([200, String(at), String(clip.named.bytes), 'no-store']);
    expect(await response.text()).toBe('');
    if (number < 2) await patchPiece(council, clip, number);
  }
});

test('while pieces are missing 204 and where it goes on; the last is answered with a signed receipt for this request', async () => {
  const first = await patchPiece(council, clip, 0);
  expect([first.status, first.headers.get(UPLOAD.offset), first.headers.get(RECEIPT_HEADER)]).toEqual([204, String(CLIP_PIECE_BYTES), null]);
  const last = await patchPiece(council, clip, 1);
  const body = new Uint8Array(await last.arrayBuffer());
  expect([last.status, last.headers.get('content-type')]).toEqual([200, RECEIPT_TYPE]);
  const { receipts } = council.council.keys.ring;
  expect(await verifyReceipt(receipts, last.headers.get(RECEIPT_HEADER), NONCE, body)).toBe(true);
  expect(await verifyReceipt(receipts, last.headers.get(RECEIPT_HEADER), 'f'.repeat(32), body)).toBe(false);
  expect(JSON.parse(new TextDecoder().decode(body))).toEqual({ v: 1, verdicts: [{ id: clip.named.id, digest: clip.named.digest, verdict: 'stored', durable: false }] });
});

test('a piece from elsewhere: 409, with where it goes on', async () => {
  const early = await patchPiece(council, clip, 1);
  expect(early.headers.get(UPLOAD.offset)).toBe('0');
  await expectProblem(early, 'wrong-offset', 409);
  await patchPiece(council, clip, 0);
  const late = await patchPiece(council, clip, 0);
  expect(late.headers.get(UPLOAD.offset)).toBe(String(CLIP_PIECE_BYTES));
  await expectProblem(late, 'wrong-offset', 409);
});

test.each([
  ['an offset that no piece begins at', { [UPLOAD.offset]: '1000' }, UPLOAD.offset],
  ['an offset that is no number', { [UPLOAD.offset]: 'here' }, UPLOAD.offset],
  ['a negative offset', { [UPLOAD.offset]: '-262144' }, UPLOAD.offset],
  ['an offset in another writing', { [UPLOAD.offset]: '0x0' }, UPLOAD.offset],
  ['an offset beyond every number', { [UPLOAD.offset]: '262144'.repeat(40) }, UPLOAD.offset],
  ['no offset', { [UPLOAD.offset]: null }, UPLOAD.offset],
  ['no nonce', { [UPLOAD.nonce]: null }, UPLOAD.nonce],
  ['a nonce that is none', { [UPLOAD.nonce]: 'x'.repeat(32) }, UPLOAD.nonce],
  ['no digest', { [UPLOAD.digest]: null }, UPLOAD.digest],
  ['a digest by another name', { [UPLOAD.digest]: `md5=:${'A'.repeat(43)}=:` }, UPLOAD.digest],
  ['another type', { 'content-type': 'application/json' }, 'content-type'],
  ['no type', { 'content-type': null }, 'content-type'],
])('%s: not a piece, and nothing is kept', async (_, headers, at) => {
  expect(await expectProblem(await patchPiece(council, clip, 0, { headers }), 'not-a-piece', 400)).toHaveProperty('at', at);
  expect(await offset()).toBe('0');
});

test('a digest among others, and a type with more behind it, are found', async () => {
  const headers = { [UPLOAD.digest]: `sha-512=:${'A'.repeat(86)}==:, ${await sha256Of(clip.pieces[0]!)}`, 'content-type': `${UPLOAD.type}; charset=binary` };
  expect((await patchPiece(council, clip, 0, { headers })).status).toBe(204);
});

test('a packed piece is not unpacked', async () => {
  await expectProblem(await patchPiece(council, clip, 0, { headers: { 'content-encoding': 'gzip' } }), 'unknown-encoding', 415);
});

test('a piece that was altered on the way is asked for again, and nothing of it is kept', async () => {
  const body = clip.pieces[0]!.slice();
  body[77]! ^= 1;
  await expectProblem(await patchPiece(council, clip, 0, { body, headers: { [UPLOAD.digest]: await sha256Of(clip.pieces[0]!) } }), 'digest-mismatch', 400);
  expect(await offset()).toBe('0');
});

test('a piece that is shorter or longer than it must be there is not one, whatever its digest says', async () => {
  for (const body of [clip.pieces[0]!.slice(1), new Uint8Array(0)]) expect(await expectProblem(await patchPiece(council, clip, 0, { body }), 'not-a-piece', 400)).toHaveProperty('at', 'length');
  await patchPiece(council, clip, 0);
  await expectProblem(await patchPiece(council, clip, 1, { body: clip.pieces[0]! }), 'not-a-piece', 400);
  expect(await offset()).toBe(String(CLIP_PIECE_BYTES));
});

test('more than a piece is refused: by what it says of its length, or as soon as it has come', async () => {
  const body = new Uint8Array(CLIP_PIECE_BYTES + 1);
  await expectProblem(await patchPiece(council, clip, 0, { body }), 'too-large', 413);
  await expectProblem(await patchPiece(council, clip, 0, { headers: { 'content-length': '99999999999' } }), 'too-large', 413);
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({ pull: (to) => void to.enqueue(new Uint8Array(65_536).fill((pulled += 1))) });
  await expectProblem(await patchPiece(council, clip, 0, { body: endless }), 'too-large', 413);
  expect(pulled).toBeLessThan(10);
  expect(await offset()).toBe('0');
});

test('a body longer than it said is read to its end, and is not this piece', async () => {
  const body = stream(clip.pieces[0]!, new Uint8Array(100));
  const response = await patchPiece(council, clip, 0, { body, headers: { 'content-length': String(CLIP_PIECE_BYTES) } });
  await expectProblem(response, 'too-large', 413);
  const last = await patchPiece(council, clip, 0).then(() => patchPiece(council, clip, 1, { body: stream(clip.pieces[1]!, new Uint8Array(9)), headers: { 'content-length': String(clip.pieces[1]!.length) } }));
  await expectProblem(last, 'digest-mismatch', 400);
  expect(await offset()).toBe(String(CLIP_PIECE_BYTES));
});

test.each([
  ['a clip that nobody named', (path: string) => path.replace(/[0-9a-f]{32}\//, `${'0'.repeat(32)}/`)],
  ['another digest', (path: string) => path.replace(/[0-9a-f]{64}$/, 'f'.repeat(64))],
  ['an id that is none', (path: string) => path.replace(/[0-9a-f]{32}\//, 'latest/')],
  ['an id with more in it', (path: string) => path.replace('/v1/clips/', '/v1/clips/%00')],
])('%s is not expected', async (_, other) => {
  const path = other(pathOf(clip.named));
  await expectProblem(await patchPiece(council, clip, 0, { path }), 'not-expected', 404);
  expect((await council.fetch(path, { method: 'HEAD' })).status).toBe(404);
});

test.each(['GET', 'PUT', 'POST', 'DELETE'])('%s is not how a clip is asked for', async (method) => {
  const response = await council.fetch(pathOf(clip.named), { method });
  expect(response.headers.get('allow')).toBe('HEAD, PATCH');
  await expectProblem(response, 'not-allowed', 405);
});

test('an address without a digest, or below one, is no address', async () => {
  for (const path of ['/v1/clips/', `/v1/clips/${clip.named.id}`, `${pathOf(clip.named)}/more`]) await expectProblem(await council.fetch(path, { method: 'PATCH' }), 'not-found', 404);
});

test('a piece that breaks off in the middle leaves nothing, and nothing in the log', async () => {
  const before = council.log.length;
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  const said = { host: 'x', 'content-type': UPLOAD.type, 'content-length': CLIP_PIECE_BYTES, [UPLOAD.offset]: 0, [UPLOAD.digest]: await sha256Of(clip.pieces[0]!), [UPLOAD.nonce]: NONCE };
  socket.write(`PATCH ${pathOf(clip.named)} HTTP/1.1\r\n${Object.entries(said).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  await new Promise<void>((written) => socket.write(clip.pieces[0]!.slice(0, 100_000), () => written()));
  const closed = new Promise((over) => socket.once('close', over));
  socket.destroy();
  await closed;
  await expect.poll(() => new Promise((count) => server.getConnections((_, open) => count(open)))).toBe(0);
  expect(await offset()).toBe('0');
  expect(council.log.slice(before)).toEqual([]);
  expect((await patchPiece(council, clip, 0)).status).toBe(204);
});

test('a council that is closing down begins nothing new', async () => {
  const closing = await aCouncil(undefined, { isClosing: () => true });
  await expectProblem(await closing.fetch(pathOf(clip.named), { method: 'PATCH' }), 'closing-down', 503);
});

test.runIf(ENGINE === 'sqlite')('a full disk is a wait, and the clip stands where it stood', async () => {
  const { db } = council.council;
  const { sql } = await import('kysely');
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql.raw(`pragma max_page_count = ${rows[0]!.page_count}`).execute(db);
  const response = await patchPiece(council, clip, 0);
  await sql.raw('pragma max_page_count = 4294967294').execute(db);
  expect(response.headers.get('retry-after')).toBe('600');
  await expectProblem(response, 'disk-full', 503);
  expect(await offset()).toBe('0');
  expect((await patchPiece(council, clip, 0)).status).toBe(204);
});
