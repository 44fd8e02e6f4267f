/** Whatever a network says, and whatever lies in the databases: the phone's readers give what they promise, and never throw. Drawn by the seed. */
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import { fetchPack, fetchRing, fetchShelf } from '../../src/app/state/fetching.ts';
import { readClipHead } from '../../src/domain/clip-shapes.ts';
import type { PackId } from '../../src/domain/id.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { RECEIPT_HEADER, RECEIPT_TYPE, UPLOAD, type KeyRing } from '../../src/domain/wire.ts';
import { readCode } from '../../src/proof/code.ts';
import { kidIn, verifyReceipt } from '../../src/proof/receipt.ts';
import { isVouched, newlyBelieved } from '../../src/proof/vouch.ts';
import type { Sealing } from '../../src/store/clip-rows.ts';
import { pack, send } from '../../src/sync/call.ts';
import { collect } from '../../src/sync/collect.ts';
import { drain } from '../../src/sync/drain.ts';
import { learnKeys } from '../../src/sync/learn-keys.ts';
import { uploadClip } from '../../src/sync/upload-clip.ts';
import { askedWait } from '../../src/sync/wait.ts';
import { aPhone, aSigner, bodyOf, trusting, type ASigner } from '../kit/a-phone.ts';
import { aRing } from '../kit/a-ring.ts';
import { aWorld } from '../kit/a-world.ts';
import { headerText, nearly, nearlyJson } from '../kit/nearly.ts';
import { vector } from '../vectors/read-vector.ts';

const prove = process.env['PROVE'] === '1';
const SEED = Number(process.env['SEED'] ?? 1) || 1;
/** 20,000 inputs in all here; thirty times as many in `prove`. */
const runs = (many: number) => ({ numRuns: many * (prove ? 30 : 1), seed: SEED });
const ORIGIN = 'https://council.example';
const PAIR = { id: 'a'.repeat(32), digest: 'b'.repeat(64) };

let council: ASigner;
let ring: KeyRing;
beforeAll(async () => {
  council = await aSigner();
  ({ ring } = await aRing());
});

const header = fc.oneof(headerText, fc.constantFrom('', 'NaN', 'Infinity', '-1', '1e9', '0x10', '99999999999999999999', 'Wed, 25 Nov 2026 03:00:00 GMT', 'Invalid Date'));
/** Any answer that HTTP can carry, with a body that is nearly the good one. */
const answerWith = (good: unknown, types: readonly string[]): fc.Arbitrary<() => Response> =>
  fc.record({
    status: fc.oneof({ weight: 3, arbitrary: fc.constant(200) }, fc.constantFrom(201, 206, 302, 400, 401, 403, 404, 409, 413, 429, 500, 503)),
    body: nearlyJson(good),
    headers: fc.dictionary(fc.constantFrom('content-type', 'retry-after', RECEIPT_HEADER, UPLOAD.offset, UPLOAD.length, 'location'), header),
    type: fc.constantFrom(...types),
  }).map(({ status, body, headers, type }) => () => new Response(body, { status, headers: { 'content-type': type, ...headers } }));
const worldOf = (answer: () => Response | Promise<Response>) => aWorld(ORIGIN, 1, async () => answer());
const ask = async (world: ReturnType<typeof worldOf>) => send(world, trusting(council), '/v1/records', await pack(world, { v: 1, records: [] }));

test('Retry-After, whatever it says, asks for nothing, or for between a second and six hours', () => {
  fc.assert(
    fc.property(fc.option(header), fc.integer(), (text, now) => {
      const ms = askedWait(text, now);
      expect(ms === undefined || (ms >= 1_000 && ms <= 6 * 3_600_000)).toBe(true);
    }),
    runs(3_000),
  );
});

test('a receipt code, however it is typed, is read as one or as none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZoil- ') })), (typed) => {
      const code = readCode(typed);
      expect(code === undefined || readCode(code) === code).toBe(true);
    }),
    runs(3_000),
  );
});

test('the header of a receipt, whatever it says, names a key or none, and signs nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), headerText.map((text) => `r1.${text}`), fc.base64String({ minLength: 80, maxLength: 100 }).map((text) => `r1.${text}`)), async (text) => {
      expect(['string', 'undefined']).toContain(typeof kidIn(text));
      expect(await verifyReceipt([council.key, { kid: 'r2', spki: text }], text, '', new Uint8Array())).toBe(false);
    }),
    runs(3_000),
  );
});

test('any answer to a signed question is heard as one of the things that it can be, and acknowledges nothing', async () => {
  await fc.assert(
    fc.asyncProperty(answerWith({ v: 1, verdicts: [{ ...PAIR, verdict: 'stored', durable: true }] }, [RECEIPT_TYPE, 'application/problem+json', 'text/html']), async (answer) => {
      const { heard } = await ask(worldOf(answer));
      expect(['no-receipt', 'enrol', 'too-large', 'busy', 'bad', 'server', 'network']).toContain(heard);
    }),
    runs(2_500),
  );
});

test('a body that is nearly a receipt and truly signed: it is one, or it is not', async () => {
  await fc.assert(
    fc.asyncProperty(nearly({ v: 1, verdicts: [{ ...PAIR, verdict: 'stored', durable: true }, { id: 'c'.repeat(32), digest: 'd'.repeat(64), verdict: 'unknown', durable: false }] }), async (value) => {
      const world = aWorld(ORIGIN, 1, async (_, init) => {
        const { nonce = '' } = await bodyOf(new Request(ORIGIN, { method: 'POST', body: init!.body!, headers: init!.headers!, duplex: 'half' } as RequestInit));
        const body = new TextEncoder().encode(JSON.stringify(value) ?? '');
        return new Response(body, { headers: { 'content-type': RECEIPT_TYPE, [RECEIPT_HEADER]: await council.sign(nonce, body) } });
      });
      const called = await ask(world);
      if (called.heard === 'receipt') for (const verdict of called.verdicts) expect(verdict).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, durable: expect.any(Boolean) as boolean });
      else expect(['no-receipt', 'network']).toContain(called.heard);
    }),
    runs(1_500),
  );
});

test('replies that are nearly right are read or left', async () => {
  await fc.assert(
    fc.asyncProperty(answerWith(vector('replies'), ['application/json']), async (answer) => {
      const replies = await collect(worldOf(answer), ['visitor-parking']);
      expect(replies === undefined || Array.isArray(replies)).toBe(true);
    }),
    runs(1_500),
  );
});

test('a ring that is nearly right teaches nothing that nobody vouches for', async () => {
  const held = [council.key];
  const sending = (answer: () => Response) => ({ env: worldOf(answer), recoverySigners: async () => [ring.recoverySigner], keepReceiptKeys: () => Promise.reject(new Error('nothing is to be kept')) });
  await fc.assert(
    fc.asyncProperty(answerWith({ ...ring, receipts: [{ kid: 'r9', spki: council.key.spki, vouched: [{ by: 'r1', signature: 'A'.repeat(88) }] }] }, ['application/json']), async (answer) => {
      expect(await learnKeys(sending(answer) as never, held)).toEqual(held);
    }),
    runs(1_500),
  );
});

test('vouchers of any shape are a no, and never an error', async () => {
  const voucher = fc.record({ by: fc.oneof(fc.constant('r1'), fc.string()), signature: fc.oneof(fc.string({ unit: 'binary' }), fc.base64String({ minLength: 88, maxLength: 88 })) });
  const key = fc.record({ kid: fc.oneof(fc.string(), fc.constantFrom('r1', 'r9')), spki: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('')), vouched: fc.option(fc.array(voucher, { maxLength: 6 }), { nil: undefined }) });
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 5 }), async (receipts) => {
      expect(await newlyBelieved({ receipts: receipts as KeyRing['receipts'] }, [council.key], [])).toEqual([]);
      for (const { kid, spki, vouched } of receipts) expect(await isVouched({ use: 'intake', kid, public: spki }, vouched, [council.key])).toBe(false);
    }),
    runs(700),
  );
});

test('the head of a clip is one or none', () => {
  const head = { v: 1, id: PAIR.id, record: PAIR.id, pack: 'visitor-parking', q: 'impact', medium: 'sound', type: 'audio/webm', seconds: 1, lang: 'so' };
  fc.assert(
    fc.property(fc.oneof(nearly(head), fc.anything()), (value) => {
      const read = readClipHead(value);
      expect(read === undefined || read.v === 1).toBe(true);
    }),
    runs(2_000),
  );
});

test('whatever is said of an upload, it ends, and nothing of it is taken for a receipt', async () => {
  const sealing = { ...PAIR, sealing: 's', record: PAIR.id, lane: 'together', bytes: 10, pieces: 1, keepsCopy: false } as unknown as Sealing;
  const offset = fc.constantFrom('0', '10', '5', '262144', '-1', 'x', '');
  const answer = fc.oneof(
    answerWith({ v: 1, code: 'digest-mismatch' }, ['application/problem+json', RECEIPT_TYPE]),
    fc.record({ status: fc.constantFrom(200, 204, 409), offset, length: offset }).map(({ status, offset: at, length }) => () => new Response(null, { status, headers: { [UPLOAD.offset]: at, [UPLOAD.length]: length } })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 4 }), async (answers) => {
      let asked = 0;
      const env = worldOf(() => answers[asked++ % answers.length]!());
      const upload = { env, trust: trusting(council), clips: { sealedPiece: async () => new Uint8Array(10) }, isInterrupted: async () => false };
      expect((await uploadClip(upload, sealing)).heard).not.toBe('receipt');
      expect(asked).toBeLessThan(20);
    }),
    runs(700),
  );
});

test('a shelf, a pack or a ring that can’t be had is a problem with a code', async () => {
  const answer = { now: (): Response => new Response() };
  vi.stubGlobal('fetch', async () => answer.now());
  const version = { number: 1, hash: '0'.repeat(16) };
  await fc.assert(
    fc.asyncProperty(answerWith({ v: 1, packs: [{ id: 'visitor-parking', version, files: [] }] }, ['application/json', 'text/html']), async (next) => {
      answer.now = next;
      for (const got of [await fetchShelf(), await fetchPack('visitor-parking', version, 'en'), await fetchRing({ id: 'visitor-parking' as PackId, version })]) {
        expect(got.ok || typeof got.problem.code === 'string').toBe(true);
      }
    }),
    runs(600),
  );
  vi.unstubAllGlobals();
});

/** What an old version, a tab that was killed or a damaged disk may have left. */
const strangeRow = fc.record({
  id: fc.uuid(),
  state: fc.oneof(fc.tuple(fc.constantFrom('waiting', 'held'), fc.oneof(fc.integer(), fc.string(), fc.double({ noNaN: true }))), fc.constant(['settled']), fc.constant(['waiting']), fc.array(fc.string(), { maxLength: 2 })),
  lane: fc.oneof(fc.constantFrom('together', 'apart'), fc.anything({ maxDepth: 0 })),
  record: fc.oneof(fc.constant(undefined), fc.constant(null), fc.jsonValue(), fc.record({ id: fc.string(), digest: fc.jsonValue(), header: fc.string() })),
  bytes: fc.oneof(fc.integer(), fc.constant(undefined), fc.string()),
  failures: fc.oneof(fc.integer(), fc.constant(undefined), fc.string()),
  notBefore: fc.oneof(fc.integer(), fc.constant(undefined), fc.string()),
});

test('rows of strange shapes in the outbox are in no good record’s way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(strangeRow, { minLength: 1, maxLength: 5 }), async (rows) => {
      const phone = aPhone();
      await phone.outbox.count('waiting');
      const db = new Dexie('our-turn-outbox');
      await db.open();
      await db.table('outbox').bulkPut(rows);
      db.close();
      const [good] = (await phone.handIn('answers')) as [SealedRecord];
      await phone.library.keepReceiptKeys([council.key]);
      phone.answeredBy(async (request) => {
        const { nonce, records, held } = await bodyOf(request);
        const named = ((records ?? held ?? []) as readonly ({ id?: string; digest?: string } | null)[]).filter((each) => /^[0-9a-f]{32}$/.test(String(each?.id)) && /^[0-9a-f]{64}$/.test(String(each?.digest)));
        return council.receipt(nonce, named.map((each) => ({ id: each?.id, digest: each?.digest, verdict: 'stored', durable: true })));
      });
      for (let rounds = 0; rounds < 4; rounds += 1) {
        await drain(phone.sending);
        phone.world.pass(3_600_000);
      }
      expect(await phone.outbox.stateOf(good.id)).toBe('durable');
      await phone.outbox.nextTry(0);
      for (const { id } of rows) await phone.outbox.stateOf(id as never);
      phone.close();
    }),
    runs(60),
  );
});
