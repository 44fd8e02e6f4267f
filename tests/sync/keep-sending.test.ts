/** Sending while the app is open: woken, waiting, waiting longer, and never in a hurry that the council did not ask for. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Drained } from '../../src/sync/drain.ts';
import { keepSending, type Sender } from '../../src/sync/keep-sending.ts';
import { aPhone, aSigner, saying, type Answering, type APhone, type ASigner } from '../kit/a-phone.ts';

/** The timer that keeps a hanging request from hanging for ever; it is no nap. */
const PATIENCE_MS = 120_000;
let phone: APhone;
let council: ASigner;
let sender: Sender | undefined;
/** How long each nap was to be, and how to end the one that runs. */
let naps: number[];
let wakeUp: () => void;
let rounds: Drained[];

beforeEach(async () => {
  [naps, rounds, sender] = [[], [], undefined];
  phone = aPhone(3, (ms, stop) => {
    if (stop === undefined) return Promise.resolve();
    if (ms !== PATIENCE_MS) naps.push(ms);
    return new Promise((wake) => {
      if (ms !== PATIENCE_MS) wakeUp = wake;
      if (stop.aborted) return wake();
      stop.addEventListener('abort', () => wake());
    });
  });
  council = await aSigner();
  await phone.library.keepReceiptKeys([council.key]);
});
afterEach(() => {
  sender?.stop();
  phone.close();
});

const start = () => {
  sender = keepSending(phone.sending, (drained) => rounds.push(drained));
};
/** Until the sender has napped so often. */
const napped = (times: number) => expect.poll(() => naps.length, { timeout: 10_000 }).toBe(times);
const status = (code: number, headers: Record<string, string> = {}): Answering => () => new Response('{}', { status: code, headers });

test('what waits is sent at once, and then the sender rests for five minutes', async () => {
  await phone.handIn('answers', 'support');
  phone.answeredBy(saying(council));
  start();
  await napped(1);
  expect(rounds).toEqual([{ acknowledged: 2 }]);
  expect(naps).toEqual([300_000]);
});

test('woken after something was put in, it sends without finishing its rest', async () => {
  phone.answeredBy(saying(council));
  start();
  await napped(1);
  await phone.handIn('answers');
  sender?.wake();
  await napped(2);
  expect(rounds.at(-1)).toEqual({ acknowledged: 1 });
});

test('woken in the middle of a round, it goes round once more instead of resting', async () => {
  await phone.handIn('answers');
  let late = 0;
  phone.answeredBy(async (request) => {
    if (late === 0) {
      late = 1;
      await phone.handIn('support');
      sender?.wake();
    }
    return saying(council)(request);
  });
  start();
  await napped(1);
  expect(rounds.length).toBe(2);
  expect(await phone.outbox.count('waiting')).toBe(0);
});

test.each([
  ['90', 90_000],
  ['0', 1_000],
  ['999999', 21_600_000],
])('Retry-After: %s is a rest of %i ms', async (asked, ms) => {
  await phone.handIn('answers');
  phone.answeredBy(status(503, { 'retry-after': asked }));
  start();
  await napped(1);
  expect(naps).toEqual([ms]);
});

test('no network: rests with full jitter under a ceiling that doubles, and the first success ends that', async () => {
  await phone.handIn('answers');
  start();
  for (let times = 1; times <= 12; times += 1) {
    await napped(times);
    wakeUp();
  }
  naps.forEach((ms, index) => expect(ms).toBeLessThanOrEqual(Math.min(900_000, 2_000 * 2 ** (index + 1))));
  expect(Math.max(...naps)).toBeGreaterThan(60_000);
  await napped(13);
  phone.answeredBy(saying(council));
  wakeUp();
  await napped(14);
  expect(rounds.at(-1)).toEqual({ acknowledged: 1 });
  expect(naps.at(-1)).toBe(300_000);
});

test('a record on a clock of its own: the sender rests until that time and no longer', async () => {
  const [one] = await phone.handIn('answers');
  await phone.outbox.postpone(one!.id, phone.world.now() + 42_000);
  start();
  await napped(1);
  expect(naps).toEqual([42_000]);
  expect(phone.sent).toEqual([]);
});

test('a council that fails whatever it is sent is asked less and less often', async () => {
  await phone.handIn(...Array.from({ length: 30 }, () => 'answers' as const));
  phone.answeredBy(status(500));
  start();
  for (let times = 1; times <= 6; times += 1) {
    await napped(times);
    wakeUp();
  }
  await napped(7);
  expect(rounds.map(({ stopped }) => stopped)).toEqual(rounds.map(() => 'server'));
  expect(Math.max(...naps)).toBeGreaterThan(2_000);
});

test('woken while the council has asked to wait, it waits', async () => {
  await phone.handIn('answers');
  phone.answeredBy(status(429, { 'retry-after': '600' }));
  start();
  await napped(1);
  sender?.wake();
  await new Promise((soon) => setTimeout(soon, 50));
  expect(phone.sent).toHaveLength(1);
});

test('a store that fails is a failed round: nothing is lost, and it is tried again', async () => {
  await phone.handIn('answers');
  phone.answeredBy(saying(council));
  let broken = true;
  const { library } = phone;
  sender = keepSending({ ...phone.sending, receiptKeys: () => (broken ? Promise.reject(new Error('UnknownError')) : library.receiptKeys()) }, (drained) => rounds.push(drained));
  await napped(1);
  expect(rounds).toEqual([]);
  broken = false;
  wakeUp();
  await napped(2);
  expect(rounds).toEqual([{ acknowledged: 1 }]);
});

test('stopped, it sends nothing more, woken or not', async () => {
  phone.answeredBy(saying(council));
  start();
  await napped(1);
  sender?.stop();
  await phone.handIn('answers');
  sender?.wake();
  wakeUp();
  await new Promise((soon) => setTimeout(soon, 50));
  expect(phone.sent).toEqual([]);
});
