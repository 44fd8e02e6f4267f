/** A council in a process of its own, flooded: it answers or drops what is too much, goes on, loses nothing, and stays below 250 MB. */
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { CLIP_PIECE_BYTES } from '../../../src/domain/clip.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { LIMITS, PATHS, PROBLEM_TYPE, type KeyRing, type ProblemBody } from '../../../src/domain/wire.ts';
import { startCouncil, type ACouncilProcess } from '../../kit/a-council-process.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aRecordWithClips, patchPiece, type AClip } from '../../kit/a-clip.ts';
import { aRecord, manyLike, reHeaded } from '../../kit/a-record.ts';
import { anEnvelope } from '../../kit/a-request.ts';
import { expectHeld, fetchPack, sendRecords } from '../../kit/a-sender.ts';
import { drawSome } from '../../kit/drawn.ts';

drawSome(3);

const prove = process.env['PROVE'] === '1';
const PATIENCE_MS = 120_000;
const MB = 1024 * 1024;
/** What issue 4 allows. */
const MOST_BYTES = 250 * MB;
const IN_PARALLEL = prove ? 10_000 : 1_000;

const whenOver = theEnd();
let council: ACouncilProcess;
let ring: KeyRing;
let record: SealedRecord;
let clips: readonly AClip[];
beforeAll(async () => {
  whenOver(() => council?.kill());
  council = await startCouncil(aFolderFor(whenOver));
  const { pack, ring: own } = await fetchPack(council.address);
  ring = own;
  record = await aRecord(ring, pack);
  const recorded = await aRecordWithClips(ring, pack, Array.from({ length: 10 }, () => 5 * 256 * 1024));
  clips = recorded.clips;
  await sendRecords(council.address, ring, [recorded.record]);
}, PATIENCE_MS);

/** The most that the process ever had, where the system says it; else what it has now, by its own word. */
const mostMemory = async (): Promise<number> => {
  const status = `/proc/${council.pid}/status`;
  if (existsSync(status)) return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]) * 1024;
  const text = await (await fetch(`${council.address}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]);
};

const isStanding = async (): Promise<void> => {
  expect(await (await fetch(`${council.address}/healthz`)).json()).toEqual({ ok: true });
  expect(await mostMemory()).toBeLessThan(MOST_BYTES);
};

interface Heard {
  readonly status: number;
  readonly text: string;
}

/** Sends a body that may be cut off; gives what was answered, if anything was. */
const sendBody = (headers: Readonly<Record<string, string | number>>, chunk: Uint8Array, times: number, path: string = PATHS.records): Promise<Heard | undefined> =>
  new Promise((over) => {
    const sent = request(`${council.address}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, agent: false });
    sent.on('error', () => over(undefined));
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece)).on('end', () => {
        over({ status: response.statusCode ?? 0, text });
        sent.destroy();
      });
      response.on('error', () => over(undefined));
    });
    let left = times;
    const write = (): void => {
      while (left > 0 && !sent.destroyed) {
        left -= 1;
        if (!sent.write(chunk)) return void sent.once('drain', write);
      }
      if (!sent.destroyed) sent.end();
    };
    write();
  });

const expectCoded = ({ status, text }: Heard, ...codes: readonly string[]): void => {
  const problem = JSON.parse(text) as ProblemBody;
  expect(problem).toMatchObject({ v: 1, status });
  expect(codes).toContain(problem.code);
};

test('at rest it is small', async () => {
  await isStanding();
}, PATIENCE_MS);

test('bodies of a gigabyte, said and unsaid, eight at once: each is refused with a code, and none is kept in memory', async () => {
  const chunk = new Uint8Array(MB).fill(32);
  const said = await Promise.all(Array.from({ length: 4 }, () => sendBody({ 'content-length': 1024 * MB }, chunk, 1024)));
  const unsaid = await Promise.all(Array.from({ length: 4 }, () => sendBody({ 'transfer-encoding': 'chunked' }, chunk, 1024)));
  const heard = [...said, ...unsaid].filter((each) => each !== undefined);
  // A line that is closed in the midst of sending may take the answer with it; most come.
  expect(heard.length).toBeGreaterThan(3);
  for (const each of heard) expectCoded(each, 'too-large', 'busy');
  await isStanding();
}, PATIENCE_MS);

test('bombs, two hundred at once: a small file that unpacks to a quarter of a gigabyte', async () => {
  const stone = gzipSync(Buffer.alloc(1.28 * MB, 32), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 180 }, () => stone));
  expect(bomb.byteLength).toBeLessThan(LIMITS.gzippedBytes);
  const heard = await Promise.all(Array.from({ length: 200 }, () => sendBody({ 'content-encoding': 'gzip', 'content-length': bomb.byteLength }, bomb, 1)));
  for (const each of heard) if (each !== undefined) expectCoded(each, 'too-large', 'busy');
  await isStanding();
}, PATIENCE_MS);

test('the largest bodies that are allowed, forty at once: some are taken, the others are told to come back', async () => {
  const body = Buffer.from(anEnvelope([], { padding: 'x'.repeat(LIMITS.openedBytes - 200) }));
  const heard = await Promise.all(Array.from({ length: 40 }, () => sendBody({ 'content-length': body.byteLength }, body, 1)));
  const answered = heard.filter((each) => each !== undefined);
  expect(answered.some(({ status }) => status === 200)).toBe(true);
  for (const each of answered) if (each.status !== 200) expectCoded(each, 'busy');
  await isStanding();
}, PATIENCE_MS);

test('ten thousand records in one request are too many; in ten requests at once they are all taken', async () => {
  const tooMany = Buffer.from(anEnvelope(Array.from({ length: 10_000 }, () => ({}))));
  expectCoded((await sendBody({ 'content-length': tooMany.byteLength }, tooMany, 1))!, 'too-many');
  const tiny: SealedRecord[] = await Promise.all(Array.from({ length: 10_000 }, () => reHeaded({ ...record, sealed: [] })));
  const pages = Array.from({ length: 10 }, (_, page) => tiny.slice(page * 1_000, (page + 1) * 1_000));
  await Promise.all(pages.map((page) => sendRecords(council.address, ring, page)));
  for (const page of pages) await expectHeld(council.address, ring, page);
  await isStanding();
}, PATIENCE_MS);

test(`${IN_PARALLEL} phones at once with a record each: whoever finds no place comes back, and all are held`, async () => {
  const records = await manyLike(record, IN_PARALLEL);
  let refused = 0;
  const phone = async (one: SealedRecord): Promise<void> => {
    const body = Buffer.from(anEnvelope([one]));
    for (;;) {
      const heard = await sendBody({ 'content-length': body.byteLength }, body, 1);
      if (heard?.status === 200) return;
      if (heard !== undefined) expectCoded(heard, 'busy');
      refused += 1;
      await after(100 + 900 * Math.random());
    }
  };
  await Promise.all(records.map(phone));
  for (let from = 0; from < records.length; from += 1_000) await expectHeld(council.address, ring, records.slice(from, from + 1_000));
  expect(refused).toBeLessThan(IN_PARALLEL * 20);
  await isStanding();
}, PATIENCE_MS);

test('pieces of ten clips, each sent by eight at once: all come whole, once', async () => {
  const over = { fetch: (path: string, init?: RequestInit) => fetch(council.address + path, init) };
  const sendOne = async (clip: AClip): Promise<void> => {
    for (let number = 0; number < clip.pieces.length; ) {
      // A line that is closed in the midst of sending is no answer: a phone then asks where the clip stands, and so on.
      const asked = await Promise.all(Array.from({ length: 8 }, () => patchPiece(over, clip, number).catch(() => undefined)));
      const answers = asked.filter((each) => each !== undefined);
      const isTaken = answers.some(({ status }) => status === 204 || status === 200);
      for (const response of answers) {
        if (response.headers.get('content-type') === PROBLEM_TYPE) expectCoded({ status: response.status, text: await response.text() }, 'wrong-offset', 'busy');
        else await response.arrayBuffer();
      }
      const isPast = isTaken || answers.some((each) => Number(each.headers.get('upload-offset') ?? 0) > number * CLIP_PIECE_BYTES);
      if (isPast) number += 1;
    }
  };
  await Promise.all(clips.map(sendOne));
  await expectHeld(council.address, ring, clips.map(({ named }) => named as never));
  await isStanding();
}, PATIENCE_MS);

test('it has logged no fault, and every line that it printed of what happened is JSON with an event', () => {
  const lines = council.printed().split('\n').filter((line) => line.startsWith('{'));
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ at: expect.stringMatching(/Z$/), event: expect.stringMatching(/^[a-z-]+$/) });
  expect(lines.filter((line) => /went-wrong|alarm/.test(line))).toEqual([]);
});
