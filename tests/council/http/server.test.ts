/** The server under the app, met over real sockets: by those who send slowly, too much, or no HTTP at all. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { councilServer } from '../../../src/council/http/server.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { PATHS } from '../../../src/domain/wire.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aRecord } from '../../kit/a-record.ts';
import { anEnvelope } from '../../kit/a-request.ts';
import { aSocket } from '../../kit/a-socket.ts';
import { drawSome } from '../../kit/drawn.ts';

drawSome(3);

/** The server's own, a hundred times as hasty. */
const HASTY = { headersMs: 300, requestMs: 1_000, idleMs: 300, lookMs: 50 };

const whenOver = theEnd();
let council: ACouncil;
let port: number;
let sealed: SealedRecord;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  sealed = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack);
  port = await listening(councilServer(council.app, HASTY));
});

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  whenOver(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
};

const post = (length: number, more = ''): string => `POST ${PATHS.records} HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${length}\r\n${more}\r\n`;
const isServing = async (): Promise<void> => expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);

/** A whole answer, with a coded problem and every header that answers of ours have. */
const expectCoded = (answer: string, status: number, code: string): void => {
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  for (const header of ['x-content-type-options: nosniff', 'referrer-policy: no-referrer', "content-security-policy: default-src 'none'", 'content-type: application/problem\\+json', 'cache-control: no-store']) {
    expect(answer.toLowerCase()).toMatch(new RegExp(`\r\n${header}`));
  }
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toMatchObject({ v: 1, code, status });
};

test('headers that trickle in: it is told, and its line is closed', async () => {
  const slow = await aSocket(port);
  const trickle = (async () => {
    for (const letter of `POST ${PATHS.records} HTTP/1.1\r\nhost: localhost\r\nx-slow: ${'x'.repeat(40)}`) {
      slow.say(letter);
      await after(30);
    }
  })();
  expectCoded(await slow.closed, 413, 'too-large');
  await trickle;
  await isServing();
});

test('a body that trickles in: it is told that half would do, its line is closed, and meanwhile others are served', async () => {
  const body = anEnvelope([sealed]);
  const slow = await aSocket(port);
  slow.say(post(body.length) + body.slice(0, 100));
  for (let turn = 0; turn < 5; turn += 1) {
    slow.say(body[100 + turn] ?? '');
    await isServing();
  }
  expectCoded(await slow.closed, 413, 'too-large');
  expect(await council.council.db.selectFrom('records').select('id').execute()).toEqual([]);
  expect(council.log.join()).not.toContain('went-wrong');
});

test('thirty that send slowly hold up nobody who sends at once', async () => {
  const slow = await Promise.all(Array.from({ length: 30 }, () => aSocket(port)));
  for (const each of slow) each.say(`${post(3_000_000)}{`);
  await after(50);
  const began = performance.now();
  expect((await fetch(`http://127.0.0.1:${port}${PATHS.records}`, { method: 'POST', body: anEnvelope([]) })).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(900);
  await Promise.all(slow.map(({ closed }) => closed));
});

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400, 'not-an-envelope'],
  ['half a request line', 'POST\r\n\r\n', 400, 'not-an-envelope'],
  ['a length that is none', post(0, 'content-length: -5\r\n'), 400, 'not-an-envelope'],
  ['two lengths, as a smuggler says them', post(5, 'transfer-encoding: chunked\r\n'), 400, 'not-an-envelope'],
  ['a header that never ends', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 413, 'too-large'],
  ['a chunk that is none', `POST ${PATHS.records} HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`, 400, 'not-an-envelope'],
])('%s is told so with all our headers', async (_, bytes, status, code) => {
  const socket = await aSocket(port);
  socket.say(bytes);
  expectCoded(await socket.closed, status, code);
  await isServing();
});

test('whoever says that it will send a gigabyte is refused before it does', async () => {
  const socket = await aSocket(port);
  socket.say(post(1024 ** 3));
  const began = performance.now();
  while (!socket.heard().includes('too-large') && performance.now() - began < 900) await after(10);
  expect(socket.heard()).toMatch(/^HTTP\/1\.1 413 /);
  socket.hangUp();
});

test('a line on which nobody asks any more is closed', async () => {
  const socket = await aSocket(port);
  socket.say('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
  expect(await socket.closed).toContain('{"ok":true}');
});

test('the limits are those of the server that is started, not only of this test', () => {
  const server = councilServer(council.app);
  expect([server.headersTimeout, server.requestTimeout, server.maxConnections]).toEqual([15_000, 120_000, 250]);
  expect(createServer().requestTimeout).toBeGreaterThan(server.requestTimeout);
});
