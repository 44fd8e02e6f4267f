/** The council as people run it, from start to stop: what it says, what it finishes, and what a power cut can't take. */
import { setTimeout as after } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Pack } from '../../src/domain/pack.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aRecord, manyLike } from '../kit/a-record.ts';
import { expectProblem } from '../kit/a-request.ts';
import { aSlowRequest, expectHeld, fetchPack, sendRecords } from '../kit/a-sender.ts';
import { ENGINE } from '../kit/engine.ts';

const whenOver = theEnd();

/** A build may be needed first, if a test is run by hand. */
const PATIENCE_MS = 120_000;
const STOP_MS = 10_000;

let folder: string;
let council: ACouncilProcess;
let pack: Pack;
let ring: KeyRing;
let record: SealedRecord;
beforeAll(async () => {
  folder = aFolderFor(whenOver);
  whenOver(() => council?.kill());
  council = await startCouncil(folder);
  ({ pack, ring } = await fetchPack(council.address));
  record = await aRecord(ring, pack);
}, PATIENCE_MS);

const restart = async (): Promise<void> => {
  council = await startCouncil(folder);
};

test('it says two lines: where it is, and how staff come in', async () => {
  const said = council.printed().split('\n').filter((line) => line.startsWith('Our Turn') || line.startsWith('Staff'));
  expect(said).toEqual([`Our Turn is at ${council.address}`, `Staff sign in once at ${council.staffLink}`]);
  expect(council.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const health = await fetch(`${council.address}/healthz`);
  expect([health.status, health.headers.get('content-type'), await health.json()]).toEqual([200, 'application/json', { ok: true }]);
  expect((await fetch(council.staffLink)).status).toBe(200);
  expect(council.printed()).toContain(`Move the recovery secret away from this machine, to two safe places: ${folder}`);
}, PATIENCE_MS);

test('records are taken over real HTTP, with a receipt that verifies', async () => {
  const sent = await manyLike(record, 300);
  expect(new Set((await sendRecords(council.address, ring, sent)).map(({ verdict }) => verdict))).toEqual(new Set(['stored']));
  await expectHeld(council.address, ring, sent);
}, PATIENCE_MS);

test('a body that is too large is answered with a problem, not with a broken line', async () => {
  for (const each of [{ body: 'x'.repeat(1_000_000), headers: { 'content-encoding': 'gzip' } }, { body: 'x'.repeat(5_000_000) }]) {
    await expectProblem(await fetch(`${council.address}/v1/records`, { method: 'POST', ...each }), 'too-large', 413);
    await expectHeld(council.address, ring, []);
  }
}, PATIENCE_MS);

test('a phone that hangs up in the middle of a body hinders nobody', async () => {
  const slow = await aSlowRequest(council.address, [record]);
  await after(50);
  slow.hangUp();
  await sendRecords(council.address, ring, await manyLike(record, 1));
  expect((await fetch(`${council.address}/healthz`)).status).toBe(200);
}, PATIENCE_MS);

test('asked to stop, even twice, it finishes what it took, refuses what is new, and ends with 0 within ten seconds', async () => {
  const [one] = await manyLike(record, 1);
  const slow = await aSlowRequest(council.address, [one!]);
  await after(200);
  const began = performance.now();
  const stopped = council.stop();
  await after(200);
  void council.stop();
  await expect(fetch(`${council.address}/healthz`)).rejects.toThrow();
  await after(300);
  const answer = await slow.finish();
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({ verdicts: [{ id: one?.id, verdict: 'stored' }] });
  expect(await stopped).toBe(0);
  // It waits for what it took and not for connections that have nothing more to say.
  expect(performance.now() - began).toBeLessThan(STOP_MS / 2);
  expect(council.printed()).toContain('"event":"stopped"');
  await restart();
  await expectHeld(council.address, ring, [one!]);
}, PATIENCE_MS);

test('killed in the midst of its work, with no time to say goodbye: what it gave a receipt for is there', async () => {
  const acknowledged: SealedRecord[] = [];
  let isOver = false;
  const send = async (): Promise<void> => {
    while (!isOver) {
      const batch = await manyLike(record, 20);
      try {
        await sendRecords(council.address, ring, batch);
        acknowledged.push(...batch);
      } catch {
        isOver = true;
      }
    }
  };
  const senders = [send(), send(), send()];
  while (acknowledged.length < 200) await after(10);
  await council.kill();
  isOver = true;
  await Promise.all(senders);
  await restart();
  for (let from = 0; from < acknowledged.length; from += 1_000) await expectHeld(council.address, ring, acknowledged.slice(from, from + 1_000));
}, PATIENCE_MS);

describe.concurrent('each a council of its own', () => {
  test('a request that never ends does not keep it from stopping within ten seconds', async ({ expect: hold, onTestFinished }) => {
    const own = await startCouncil(aFolderFor(onTestFinished));
    const slow = await aSlowRequest(own.address, [record]);
    await after(200);
    const began = performance.now();
    hold(await own.stop()).toBe(0);
    hold(performance.now() - began).toBeLessThan(STOP_MS);
    slow.hangUp();
  }, PATIENCE_MS);

  // PostgreSQL's own full disk: tests/council/postgres/transact.
  test.runIf(ENGINE === 'sqlite')('a file may not grow any more, as on a full disk: 503 and nothing acknowledged; with room again all is taken', async ({ expect: hold, onTestFinished }) => {
    const small = aFolderFor(onTestFinished);
    const full = await startCouncil(small, { fileBlocks: 2_000 });
    const here = await fetchPack(full.address);
    const sent = await manyLike(await aRecord(here.ring, here.pack), 900);
    const response = await fetch(`${full.address}/v1/records`, { method: 'POST', body: JSON.stringify({ v: 1, nonce: '0'.repeat(32), records: sent }) });
    hold(response.headers.get('retry-after')).toBe('600');
    await expectProblem(response, 'disk-full', 503);
    hold((await sendRecords(full.address, here.ring, sent.slice(0, 1)))[0]?.verdict).toBe('stored');
    hold(full.printed()).toContain('"what":"disk-full"');
    await full.kill();
    const roomy = await startCouncil(small);
    hold((await sendRecords(roomy.address, here.ring, sent)).map(({ verdict }) => verdict)).toEqual(sent.map((_, at) => (at === 0 ? 'duplicate' : 'stored')));
    await roomy.kill();
  }, PATIENCE_MS);
});
