/** False replies to a clip: whatever is not the council's own receipt for this clip and this request acknowledges nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UPLOAD, type KeyRing } from '../../src/domain/wire.ts';
import { makeSealingKey } from '../../src/seal/keys.ts';
import { drain } from '../../src/sync/drain.ts';
import type { PackId } from '../../src/domain/id.ts';
import type { AClip } from '../kit/a-clip.ts';
import { aPhone, aSigner, saying, type Answering, type APhone, type ASigner } from '../kit/a-phone.ts';
import { recordOn } from '../kit/a-recorder.ts';

let phone: APhone;
let council: ASigner;
/** Each of one piece, and their record is with the council. */
let clip: AClip;
let other: AClip;
beforeEach(async () => {
  phone = aPhone(9);
  council = await aSigner();
  const [intake, recovery] = await Promise.all([makeSealingKey(), makeSealingKey()]);
  const recipients = [
    { kid: 'i1', use: 'intake' as const, recipient: intake.recipient },
    { kid: 'x1', use: 'recovery' as const, recipient: recovery.recipient },
  ];
  const ring = { v: 1, recipients, receipts: [council.key], recoverySigner: council.key } as KeyRing;
  const { clips } = await recordOn(phone, ring, { id: 'visitor-parking' as PackId, version: { number: 1, hash: '0'.repeat(16) } }, [1_000, 2_000]);
  phone.answeredBy((request) => (request.method === 'POST' ? saying(council, { verdict: 'stored', durable: false })(request) : Promise.reject(new TypeError('no network'))));
  await drain(phone.sending);
  [clip, other] = [...clips] as [AClip, AClip];
  // This one is in nobody's way.
  await phone.clips().postpone(`s-${other.named.id}`, phone.world.now() + 600_000);
});
afterEach(() => phone.close());

const HTML = '<!doctype html><title>Library Wi-Fi</title><form>';
const stored = { verdict: 'stored', durable: true };
const nonceOf = (request: Request): string => request.headers.get(UPLOAD.nonce) ?? '';
const named = () => ({ id: clip.named.id, digest: clip.named.digest });
const truth: Answering = (request) => council.receipt(nonceOf(request), [{ ...named(), ...stored }]);
const standing: Answering = () => new Response(null, { headers: { [UPLOAD.offset]: '0', [UPLOAD.length]: String(clip.named.bytes) } });
/** Whatever a PATCH is answered; all else is answered truly. */
const piecesAnsweredBy = (answering: Answering, heads: Answering = standing): void =>
  phone.answeredBy((request) => {
    if (request.method === 'HEAD') return heads(request);
    // The record is with the council; asked after the clip, it does not know it.
    return request.method === 'PATCH' ? answering(request) : saying(council, ({ id }) => ({ verdict: id === (clip.named.id as string) ? 'unknown' : 'stored', durable: false }))(request);
  });
const status = (code: number, headers: Record<string, string> = {}): Answering => () => new Response(null, { status: code, headers });

/** Words that only an upload hears; everything else stands in `false-acks` and is tried on clips in false-replies. */
const FALSE: Readonly<Record<string, Answering>> = {
  '204 that says nothing': status(204),
  '204 that says it is all there': (request) => status(204, { [UPLOAD.offset]: String(clip.named.bytes) })(request),
  '204 that goes on beyond the end': status(204, { [UPLOAD.offset]: '99999999' }),
  '204 that goes on where no piece begins': status(204, { [UPLOAD.offset]: '7' }),
};

test.each(Object.entries(FALSE))('%s: the clip waits, whole, and the true receipt lets it go later', async (_, answering) => {
  piecesAnsweredBy(answering);
  await drain(phone.sending);
  expect(phone.sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  expect(await phone.clips().next('together', { now: Number.MAX_SAFE_INTEGER })).toMatchObject(clip.named);
  expect(await phone.clips().sealedPiece(`s-${clip.named.id}`, 0)).toEqual(clip.pieces[0]);
  piecesAnsweredBy(truth);
  phone.world.pass(3_600_000);
  await drain(phone.sending);
  expect(await phone.clips().sealedPiece(`s-${clip.named.id}`, 0)).toBeUndefined();
});

test.each([
  ['a login page', () => new Response(HTML, { headers: { 'content-type': 'text/html' } })],
  ['an empty 200', status(200)],
  ['the length of another clip', status(200, { [UPLOAD.offset]: '0', [UPLOAD.length]: '7' })],
  ['a place that is none', status(200, { [UPLOAD.offset]: 'here', [UPLOAD.length]: '7' })],
] as const)('%s in the place of where it goes on: nothing is sent, and the round ends', async (_, heads) => {
  piecesAnsweredBy(truth, heads);
  expect((await drain(phone.sending)).stopped).toBe('no-receipt');
  expect(phone.sent.filter(({ method }) => method === 'PATCH')).toEqual([]);
  expect(await phone.clips().next('together', { now: 0 })).toMatchObject(clip.named);
});

test('a true receipt about another clip of this phone, in answer to this one: neither is taken for acknowledged', async () => {
  piecesAnsweredBy((request) => council.receipt(nonceOf(request), [{ id: other.named.id, digest: other.named.digest, ...stored }]));
  await drain(phone.sending);
  for (const { named: each, pieces } of [clip, other]) expect(await phone.clips().sealedPiece(`s-${each.id}`, 0)).toEqual(pieces[0]);
  expect(await phone.clips().next('together', { now: Number.MAX_SAFE_INTEGER })).toMatchObject({ ...clip.named, failures: 1 });
});

test('a council that says it is whole and then does not know it: it waits, and nothing is taken for an answer', async () => {
  piecesAnsweredBy(truth, (request) => new Response(null, { headers: { [UPLOAD.offset]: String(clip.named.bytes), [UPLOAD.length]: String(clip.named.bytes) }, status: request.method === 'HEAD' ? 200 : 500 }));
  expect((await drain(phone.sending)).stopped).toBeUndefined();
  expect(await phone.clips().next('together', { now: Number.MAX_SAFE_INTEGER })).toMatchObject({ ...clip.named, failures: 1 });
});

test('every request of an upload follows no redirect, carries no cookie and takes no answer from a cache', async () => {
  const asked: Request[] = [];
  piecesAnsweredBy((request) => {
    asked.push(request);
    return truth(request);
  }, (request) => {
    asked.push(request);
    return standing(request);
  });
  await drain(phone.sending);
  expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'PATCH']);
  for (const request of asked) expect(request).toMatchObject({ redirect: 'error', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  expect(Object.fromEntries(asked[1]!.headers)).toMatchObject({ 'content-type': UPLOAD.type, 'upload-offset': '0' });
  expect(asked[1]!.headers.get(UPLOAD.nonce)).toMatch(/^[0-9a-f]{32}$/);
  expect(asked[1]!.headers.get(UPLOAD.digest)).toMatch(/^sha-256=:.{44}:$/);
});
