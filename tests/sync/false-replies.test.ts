/** False replies: whatever is not the council's own receipt for this very request acknowledges nothing and deletes nothing. Each is served by a real server. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PackId } from '../../src/domain/id.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { PATHS, UPLOAD } from '../../src/domain/wire.ts';
import { drain } from '../../src/sync/drain.ts';
import type { AClip } from '../kit/a-clip.ts';
import { aLiar, asReceipt, trulySaid, truthFor, type ALiar, type Asked } from '../kit/a-liar.ts';
import { aPhone, aSigner, saying, type APhone, type ASigner } from '../kit/a-phone.ts';
import { recordOn } from '../kit/a-recorder.ts';
import { aRing } from '../kit/a-ring.ts';
import { drawSome } from '../kit/drawn.ts';
import { FALSE_ACKS, FALSE_ACKS_BUT_HELD, type Spoken } from '../kit/false-acks.ts';

let liar: ALiar;
let council: ASigner;
let stranger: ASigner;
let recovery: ASigner;
beforeAll(async () => {
  liar = await aLiar();
  [council, stranger, recovery] = await Promise.all([aSigner(), aSigner(), aSigner('x1')]);
});
afterAll(() => liar.close());

let phone: APhone;
beforeEach(async () => {
  phone = aPhone();
  await phone.library.keepRing({ receipts: [council.key], recoverySigner: recovery.key });
  phone.answeredBy(liar.answering);
});
afterEach(() => phone.close());

/** A ring that nobody vouches for: a liar may well give one out. */
const strangersRing = (): Spoken => ({ headers: [['content-type', 'application/json']], body: JSON.stringify({ v: 1, recipients: [], receipts: [{ ...stranger.key, kid: 'r9' }, { ...stranger.key, kid: 'r0' }], recoverySigner: stranger.key }) });
/** What `isLiedTo` picks is answered with this lie, what it doesn't with the truth. */
const lieTo = (isLiedTo: (asked: Asked) => boolean, lie: (typeof FALSE_ACKS)[string], otherwise: (asked: Asked) => Spoken | Promise<Spoken>): void =>
  liar.says(async (asked) => {
    if (asked.path === PATHS.keys) return strangersRing();
    return isLiedTo(asked) ? lie(await truthFor(asked, { council, stranger, recovery })) : otherwise(asked);
  });
const truly = async (asked: Asked): Promise<Spoken> => asReceipt(await trulySaid(council, asked));

test('there are at least forty of them, of every sort', () => {
  expect(Object.keys(FALSE_ACKS).length).toBeGreaterThan(100);
});

describe('a record that was handed in waits, whole, and the true receipt settles it later', () => {
  test.each(Object.entries(FALSE_ACKS_BUT_HELD))('%s', async (_, lie) => {
    const [record] = (await phone.handIn('answers')) as [SealedRecord];
    lieTo(({ path }) => path === PATHS.records, lie, truly);
    expect((await drain(phone.sending)).acknowledged).toBe(0);
    expect(phone.sent.filter(({ path }) => path === PATHS.records).length).toBeGreaterThan(0);
    expect(await phone.outbox.rowOf(record.id)).toMatchObject({ state: expect.arrayContaining(['waiting']), record });
    expect(await phone.library.receiptKeys()).toEqual([council.key]);
    liar.says(truly);
    phone.world.pass(6 * 3_600_000);
    expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
    expect(await phone.outbox.rowOf(record.id)).toEqual({ id: record.id, state: ['settled'] });
  });
});

describe('a record that is held stays held, whole, and the true word settles it later', () => {
  // The same one function reads them all; records have every one in each run.
  drawSome();
  test.each(Object.entries(FALSE_ACKS))('%s', async (_, lie) => {
    const [record] = (await phone.handIn('answers')) as [SealedRecord];
    liar.says(async (asked) => asReceipt(await trulySaid(council, asked, { verdict: 'stored', durable: false })));
    await drain(phone.sending);
    const before = await phone.outbox.rowOf(record.id);
    expect(before).toMatchObject({ state: ['held', 1], record });
    lieTo(({ path }) => path === PATHS.held, lie, truly);
    await drain(phone.sending);
    expect(phone.sent.filter(({ path }) => path === PATHS.held)).toHaveLength(1);
    expect(await phone.outbox.rowOf(record.id)).toEqual(before);
    liar.says(truly);
    await drain(phone.sending);
    expect(await phone.outbox.rowOf(record.id)).toEqual({ id: record.id, state: ['settled'] });
  });
});

describe('a clip waits, whole, and the true receipt lets it go later', () => {
  drawSome();
  let clip: AClip;
  beforeEach(async () => {
    const { ring } = await aRing();
    const { clips } = await recordOn(phone, { ...ring, receipts: [council.key] }, { id: 'visitor-parking' as PackId, version: { number: 1, hash: '0'.repeat(16) } }, [1_000]);
    [clip] = clips as [AClip];
  });
  const standing = (): Spoken => ({ headers: [[UPLOAD.offset, '0'], [UPLOAD.length, String(clip.named.bytes)]] });

  test.each(Object.entries(FALSE_ACKS_BUT_HELD))('%s', async (_, lie) => {
    const truth = (asked: Asked): Spoken | Promise<Spoken> => (asked.method === 'HEAD' ? standing() : truly(asked));
    lieTo(({ method }) => method === 'PATCH', lie, truth);
    await drain(phone.sending);
    expect(phone.sent.filter(({ method }) => method === 'PATCH').length).toBeGreaterThan(0);
    expect(await phone.clips().next('together', { now: Number.MAX_SAFE_INTEGER })).toMatchObject(clip.named);
    expect(await phone.clips().sealedPiece(`s-${clip.named.id}`, 0)).toEqual(clip.pieces[0]);
    liar.says(truth);
    phone.world.pass(6 * 3_600_000);
    await drain(phone.sending);
    expect(await phone.clips().sealedPiece(`s-${clip.named.id}`, 0)).toBeUndefined();
  });
});

test('an older receipt, true in its time and played again, acknowledges nothing new', async () => {
  const [record] = (await phone.handIn('answers')) as [SealedRecord];
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

test('true receipts of two records with their digests changed about: neither is taken', async () => {
  const [one, two] = (await phone.handIn('answers', 'answers')) as [SealedRecord, SealedRecord];
  liar.says(async (asked) => asReceipt(await trulySaid(council, { ...asked, pairs: [{ id: one.id, digest: two.digest }, { id: two.id, digest: one.digest }] })));
  expect((await drain(phone.sending)).acknowledged).toBe(0);
  for (const record of [one, two]) expect((await phone.outbox.rowOf(record.id))?.record).toEqual(record);
});

test('a receipt for its clip in answer to a record, and for its record in answer to the clip: neither is taken', async () => {
  const { ring } = await aRing();
  const { record, clips } = await recordOn(phone, { ...ring, receipts: [council.key] }, { id: 'visitor-parking' as PackId, version: { number: 1, hash: '0'.repeat(16) } }, [1_000]);
  const [{ named, pieces }] = clips as [AClip];
  const clipIsThere = async (): Promise<void> => expect(await phone.clips().sealedPiece(`s-${named.id}`, 0)).toEqual(pieces[0]);
  liar.says(async (asked) => asReceipt(await trulySaid(council, { ...asked, pairs: [{ id: named.id, digest: named.digest }] })));
  await drain(phone.sending);
  expect(await phone.outbox.rowOf(record.id)).toMatchObject({ state: expect.arrayContaining(['waiting']), record });
  await clipIsThere();
  phone.world.pass(6 * 3_600_000);
  liar.says(async (asked) => {
    if (asked.method === 'HEAD') return { headers: [[UPLOAD.offset, '0'], [UPLOAD.length, String(named.bytes)]] };
    if (asked.method === 'PATCH') return asReceipt(await trulySaid(council, { ...asked, pairs: [{ id: record.id, digest: record.digest }] }));
    return asReceipt(await trulySaid(council, asked, { verdict: 'stored', durable: false }));
  });
  await drain(phone.sending);
  expect(phone.sent.some(({ method }) => method === 'PATCH')).toBe(true);
  expect(await phone.outbox.rowOf(record.id)).toMatchObject({ state: ['held', 1], record });
  await clipIsThere();
});

test('with no key to believe, even the true receipt is not believed, and nothing is lost', async () => {
  const [record] = (await phone.handIn('answers')) as [SealedRecord];
  liar.says((asked) => (asked.path === PATHS.keys ? strangersRing() : truly(asked)));
  expect(await drain({ ...phone.sending, receiptKeys: async () => [] })).toMatchObject({ acknowledged: 0, stopped: 'no-receipt' });
  expect(await phone.outbox.stateOf(record.id)).toBe('device');
});

test('a proxy that adds the letters’ name to the type does no harm', async () => {
  await phone.handIn('answers');
  liar.says(async (asked) => {
    const { headers = [], ...rest } = await truly(asked);
    return { ...rest, headers: headers.map(([name, value]) => [name, name === 'content-type' ? `${value}; charset=UTF-8` : value]) };
  });
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
});
