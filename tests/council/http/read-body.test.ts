/** What a phone sends, read with a limit at every step. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { isTooDeep } from '../../../src/council/http/read-body.ts';
import { LIMITS, PATHS } from '../../../src/domain/wire.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aHeldAsk, anEnvelope, expectProblem, post } from '../../kit/a-request.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const MB = 1024 * 1024;
const STONE = gzipSync(Buffer.alloc(1.28 * MB, 32), { level: 9 });
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const padded = (path: string, bytes: number): string => {
  const make = path === PATHS.records ? anEnvelope : aHeldAsk;
  return make([], { padding: 'x'.repeat(bytes - make([], { padding: '' }).length) });
};
/** The same gzipped stone, laid many times: to unpack it takes 230 MB, to make it one. */
const BOMB = Buffer.concat(Array.from({ length: 180 }, () => STONE));
const GZIP = { 'content-encoding': 'gzip' };

/** In pieces, and without saying how long it will be. */
const streamed = (pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const from = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull: (stream) => {
      const { value, done } = from.next();
      if (done === true) stream.close();
      else stream.enqueue(value);
    },
  });
};

for (const path of [PATHS.records, PATHS.held]) {
  test(`${path}: plain and gzipped bodies are read alike, also in pieces`, async () => {
    const text = padded(path, 5_000);
    expect((await post(council, path, text)).status).toBe(200);
    expect((await post(council, path, gzipSync(text), GZIP)).status).toBe(200);
    expect((await post(council, path, gzipSync(text), { 'content-encoding': ' GZIP ' })).status).toBe(200);
    expect((await post(council, path, streamed(Array.from(utf8(text), (byte) => Uint8Array.of(byte))))).status).toBe(200);
    expect((await post(council, path, text, { 'content-encoding': 'identity' })).status).toBe(200);
  });

  test(`${path}: 4 MB are taken, and not one byte more`, async () => {
    expect((await post(council, path, padded(path, 4 * MB))).status).toBe(200);
    await expectProblem(await post(council, path, padded(path, 4 * MB + 1)), 'too-large', 413);
  });

  test(`${path}: what says that it is too large is refused unread`, async () => {
    let read = 0;
    const pieces = (function* (): Generator<Uint8Array> {
      for (; read < 100; read += 1) yield new Uint8Array(MB);
    })();
    await expectProblem(await post(council, path, streamed(pieces), { 'content-length': String(100 * MB) }), 'too-large', 413);
    expect(read).toBeLessThan(3);
  });

  test(`${path}: what doesn't say how large it is is read only as far as the limit`, async () => {
    let read = 0;
    const pieces = (function* (): Generator<Uint8Array> {
      for (; read < 100; read += 1) yield new Uint8Array(MB).fill(32);
    })();
    await expectProblem(await post(council, path, streamed(pieces)), 'too-large', 413);
    expect(read).toBeLessThan(8);
  });

  test(`${path}: 256 KB gzipped are the most, however little they hold`, async () => {
    const noise = (bytes: number): string => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64');
    const packed = (bytes: number): Buffer => gzipSync(padded(path, 400_000).replace('x'.repeat(bytes), noise(bytes / 4).slice(0, bytes).padEnd(bytes, 'y')));
    const [below, above] = [packed(64_000 * 3), gzipSync(JSON.stringify([noise(65_000), noise(65_000), noise(65_000), noise(65_000), noise(65_000)]))];
    expect(below.byteLength).toBeLessThan(LIMITS.gzippedBytes);
    expect(above.byteLength).toBeGreaterThan(LIMITS.gzippedBytes);
    expect((await post(council, path, new Uint8Array(below), GZIP)).status).toBe(200);
    await expectProblem(await post(council, path, new Uint8Array(above), GZIP), 'too-large', 413);
  });

  test(`${path}: a small file that unpacks to a great deal is refused without unpacking it`, async () => {
    expect(BOMB.byteLength).toBeLessThan(LIMITS.gzippedBytes);
    const before = process.memoryUsage().rss;
    await expectProblem(await post(council, path, new Uint8Array(BOMB), GZIP), 'too-large', 413);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MB);
  });

  test.each([
    ['br', (text: string) => brotliCompressSync(text)],
    ['deflate', (text: string) => deflateSync(text)],
    ['gzip, gzip', (text: string) => gzipSync(gzipSync(text))],
    ['rot13', (text: string) => utf8(text)],
  ])(`${path}: the encoding %s is not known`, async (encoding, pack) => {
    await expectProblem(await post(council, path, new Uint8Array(pack(padded(path, 200))), { 'content-encoding': encoding }), 'unknown-encoding', 415);
  });

  test.each([
    ['cut short', () => gzipSync(padded(path, 5_000)).subarray(0, -9)],
    ['spoilt', () => gzipSync(padded(path, 5_000)).fill(7, 20, 30)],
    ['none at all', () => utf8(padded(path, 200))],
    ['empty', () => new Uint8Array(0)],
  ])(`${path}: a gzip that is %s is refused`, async (_, body) => {
    await expectProblem(await post(council, path, new Uint8Array(body()), GZIP), 'not-json', 400);
  });

  test(`${path}: bytes that are no UTF-8 are refused, for reading would change them`, async () => {
    const bytes = utf8(padded(path, 300));
    bytes[bytes.indexOf(120)] = 0xff;
    await expectProblem(await post(council, path, bytes), 'not-json', 400);
  });

  test(`${path}: twelve levels are taken, thirteen and a million are too deep`, async () => {
    const make = path === PATHS.records ? anEnvelope : aHeldAsk;
    const nested = (levels: number): string => make([]).replace('{', `{"deep":${'['.repeat(levels)}${']'.repeat(levels)},`);
    expect((await post(council, path, nested(LIMITS.depth - 1))).status).toBe(200);
    await expectProblem(await post(council, path, nested(LIMITS.depth)), 'too-deep', 400);
    await expectProblem(await post(council, path, nested(1_000_000)), 'too-deep', 400);
    await expectProblem(await post(council, path, '['.repeat(3 * MB)), 'too-deep', 400);
  });
}

test('brackets in what people wrote are no levels, whatever stands around them', () => {
  const deep = (value: unknown): boolean => isTooDeep(utf8(JSON.stringify(value)), 2);
  expect(deep({ words: '[[[[{{{{' })).toBe(false);
  expect(deep({ words: 'she said "[[[[" and \\"[[[[\\' })).toBe(false);
  expect(deep({ words: '\\' , more: ['x'] })).toBe(false);
  expect(deep({ '[[[': '[[[', more: ['[[['] })).toBe(false);
  expect(deep([[['x']]])).toBe(true);
  expect(deep([['x'], ['x'], ['x']])).toBe(false);
});
