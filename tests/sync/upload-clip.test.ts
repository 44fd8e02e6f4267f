/** Sealed recordings reach a real council over a real network, whatever befalls it: each piece goes on where it stood. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openClipOf } from '../../src/council/clips.ts';
import { takeBackByCode } from '../../src/council/take-back.ts';
import { CLIP_PIECE_BYTES, type ClipId } from '../../src/domain/clip.ts';
import type { QuestionId, RecordId } from '../../src/domain/id.ts';
import { drain } from '../../src/sync/drain.ts';
import { nextTry } from '../../src/sync/sending.ts';
import type { AClip, Recorded } from '../kit/a-clip.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aPhone, type APhone } from '../kit/a-phone.ts';
import { aCode } from '../kit/a-record.ts';
import { aReachedCouncil, recordOn, throughNetwork, type AReachedCouncil } from '../kit/a-recorder.ts';

const whenOver = theEnd();
let at: AReachedCouncil;
let phone: APhone;
let seed = 40;
beforeAll(async () => {
  at = await aReachedCouncil(aFolderFor(whenOver), { whenOver });
});
beforeEach(() => {
  phone = aPhone((seed += 1));
  phone.answeredBy(throughNetwork(at.network));
  at.network.weather = 'open';
  at.network.befalls = () => undefined;
});
afterEach(() => phone.close());

const THREE_PIECES = 2 * CLIP_PIECE_BYTES + 5_000;
const ring = () => at.council.council.keys.ring;
const pack = () => at.council.council.packs.current('visitor-parking')!.pack;
const record = (sizes: readonly number[] = [THREE_PIECES], wish: Parameters<typeof recordOn>[4] = {}, on = phone): Promise<Recorded> => recordOn(on, ring(), pack(), sizes, wish);
const pieceNumbers = (on = phone) => on.sent.filter(({ method }) => method === 'PATCH').map(({ offset }) => Number(offset) / CLIP_PIECE_BYTES);
const expectWhole = async (...clips: readonly AClip[]): Promise<void> => {
  for (const { named, media } of clips) {
    const opened = await openClipOf(at.council.council, named.id);
    expect(opened.ok && Buffer.compare(opened.value.media, media)).toBe(0);
  }
};
const held = (lane: 'together' | 'apart' = 'together', on = phone) => on.clips().held(lane);
const isWaiting = async (on = phone): Promise<boolean> => (await on.clips().next('together', { now: Number.MAX_SAFE_INTEGER })) !== undefined;
/** The first request of this kind, and no other. */
const once = (method: string, weather: 'torn' | 'altered' | 'reply-lost' | 'cut' | 'fails' | 'login-page', which = 1) => {
  let seen = 0;
  at.network.befalls = (one) => (one.method === method && (seen += 1) === which ? weather : undefined);
};

test('record first, then its clips, each piece once, and the council has the very bytes that were recorded', async () => {
  const { clips } = await record([THREE_PIECES, 1_000]);
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
  expect(phone.sent.map(({ method }) => method)).toEqual(['POST', 'HEAD', 'PATCH', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
  expect(pieceNumbers()).toEqual([0, 1, 2, 0]);
  await expectWhole(...clips);
  expect([await held(), await nextTry(phone.sending)]).toEqual([clips.map(({ named: { id, digest } }) => ({ id, digest })), undefined]);
});

test('five minutes of speech, as a recorder makes them, from end to end', async () => {
  // 48 kbit/s, in a container, is what phones write when they are asked for speech.
  const { clips } = await record([300 * 6_000 + 30_000]);
  await drain(phone.sending);
  await expectWhole(...clips);
  expect(pieceNumbers()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('cut in the middle of the second piece: it goes on with the second piece, and the first is not sent again', async () => {
  const { clips } = await record();
  once('PATCH', 'torn', 2);
  expect(await drain(phone.sending)).toMatchObject({ acknowledged: 1, stopped: 'network' });
  await drain(phone.sending);
  expect(pieceNumbers()).toEqual([0, 1, 1, 2]);
  await expectWhole(...clips);
});

test.each([1, 2])('the answer to piece %i is lost after it was kept: it goes on behind it', async (which) => {
  const { clips } = await record();
  once('PATCH', 'reply-lost', which);
  expect((await drain(phone.sending)).stopped).toBe('network');
  await drain(phone.sending);
  expect(pieceNumbers()).toEqual([0, 1, 2]);
  await expectWhole(...clips);
});

test('the receipt itself is lost: the council is asked after the clip, and nothing is sent again', async () => {
  const { clips } = await record();
  once('PATCH', 'reply-lost', 3);
  await drain(phone.sending);
  expect(await isWaiting()).toBe(true);
  await drain(phone.sending);
  expect(pieceNumbers()).toEqual([0, 1, 2]);
  expect(phone.sent.at(-1)).toMatchObject({ method: 'POST', path: '/v1/held', body: { held: [{ id: clips[0]!.named.id, digest: clips[0]!.named.digest }] } });
  expect([await isWaiting(), (await held()).length]).toEqual([false, 1]);
});

test('a piece that was altered on the way is asked for again, at once', async () => {
  const { clips } = await record();
  once('PATCH', 'altered', 2);
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
  expect(pieceNumbers()).toEqual([0, 1, 1, 2]);
  await expectWhole(...clips);
});

test('where every piece is altered, the clip waits on its own clock before long', async () => {
  await record();
  at.network.befalls = ({ method }) => (method === 'PATCH' ? 'altered' : undefined);
  await drain(phone.sending);
  expect(pieceNumbers().length).toBeLessThan(10);
  expect(await nextTry(phone.sending)).toBeGreaterThan(phone.world.now());
});

test('bytes at the council that make no whole are dropped, and the clip begins again', async () => {
  const { record: named, clips } = await record();
  const [clip] = clips as [AClip];
  await at.council.hand([named]);
  await at.council.council.db.insertInto('clipPieces').values({ clip: clip.named.id, digest: clip.named.digest, number: 0, bytes: new Uint8Array(CLIP_PIECE_BYTES) }).execute();
  await at.council.council.db.updateTable('clips').set({ pieces: 1 }).where('id', '=', clip.named.id).execute();
  await drain(phone.sending);
  expect([pieceNumbers(), await held()]).toEqual([[1, 2], []]);
  phone.world.pass((await nextTry(phone.sending))! - phone.world.now());
  await drain(phone.sending);
  expect(pieceNumbers()).toEqual([1, 2, 0, 1, 2]);
  await expectWhole(clip);
});

test('page and worker send at the same moment, on a phone without locks: the council has it once, and both know', async () => {
  const { clips } = await record();
  const said = await Promise.all([drain(phone.sending), drain(phone.sending)]);
  expect(said.every(({ stopped }) => stopped === undefined)).toBe(true);
  await expectWhole(...clips);
  expect([await isWaiting(), (await held()).length]).toEqual([false, 1]);
  expect(await at.council.council.db.selectFrom('clipPieces').select('number').where('clip', '=', clips[0]!.named.id).execute()).toHaveLength(3);
});

test('a record that the council does not have: its clip waits, asks nothing, and does not keep the sender busy', async () => {
  const { record: named, clips } = await record();
  await phone.outbox.postpone(named.id, phone.world.now() + 600_000);
  await drain(phone.sending);
  expect(phone.sent).toEqual([]);
  expect(await nextTry(phone.sending)).toBe(phone.world.now() + 600_000);
  phone.world.pass(600_001);
  await drain(phone.sending);
  await expectWhole(...clips);
});

test('a clip that the council does not expect waits on its own clock, and the next goes', async () => {
  const { clips } = await record([1_000, 2_000]);
  const [first, second] = [...clips] as [AClip, AClip];
  phone.answeredBy((request) => (request.url.includes(first.named.id) ? new Response(null, { status: 404 }) : throughNetwork(at.network)(request)));
  await drain(phone.sending);
  await expectWhole(second);
  expect(await phone.clips().next('together', { now: Number.MAX_SAFE_INTEGER })).toMatchObject({ id: first.named.id, failures: 1 });
  phone.answeredBy(throughNetwork(at.network));
  phone.world.pass(60_000);
  await drain(phone.sending);
  await expectWhole(first);
});

test('a clip whose record was taken back with its code elsewhere leaves the phone, whole or half sent', async () => {
  const code = aCode();
  const { clips } = await record([THREE_PIECES, 1_000], { code });
  once('PATCH', 'cut', 2);
  await drain(phone.sending);
  await takeBackByCode(at.council.council, 'Hasan', code);
  phone.world.pass(600_000);
  await drain(phone.sending);
  expect(await phone.clips().count()).toBe(0);
  expect(await at.council.council.db.selectFrom('clips').select('id').where('id', 'in', clips.map(({ named }) => named.id)).execute()).toEqual([]);
});

test('a clip on which the council fails delays no other clip and no record', async () => {
  const { clips } = await record([1_000, 2_000]);
  const [poison, other] = [...clips] as [AClip, AClip];
  phone.answeredBy((request) => (request.url.includes(poison.named.id) && request.method === 'PATCH' ? new Response('', { status: 500 }) : throughNetwork(at.network)(request)));
  expect((await drain(phone.sending)).acknowledged).toBe(1);
  await expectWhole(other);
  const [another] = await phone.handIn('answers');
  expect((await drain(phone.sending)).acknowledged).toBe(1);
  expect(await phone.outbox.stateOf(another!.id)).toBe('received');
  expect(await phone.clips().next('together', { now: Number.MAX_SAFE_INTEGER })).toMatchObject({ id: poison.named.id });
});

test('500 once may be a restart: the clip goes on in the same round', async () => {
  const { clips } = await record();
  once('PATCH', 'fails', 2);
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
  await expectWhole(...clips);
});

test('a council that fails on whatever clip it is sent stops the round, after a few', async () => {
  const { clips } = await record([10, 20, 30, 40, 50]);
  at.network.befalls = ({ method }) => (method === 'PATCH' ? 'fails' : undefined);
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1, stopped: 'server' });
  expect(pieceNumbers()).toHaveLength(6);
  at.network.befalls = () => undefined;
  phone.world.pass(3_600_000);
  await drain(phone.sending);
  await expectWhole(...clips);
});

test.each([
  [429, { 'retry-after': '120' }, { stopped: 'busy', waitMs: 120_000 }],
  [503, { 'retry-after': '5' }, { stopped: 'busy', waitMs: 5_000 }],
  [401, {}, { stopped: 'enrol' }],
  [403, {}, { stopped: 'enrol' }],
])('%i to a clip ends the round as it does for records, and blames no clip', async (status, headers, stopped) => {
  await record([10, 20]);
  phone.answeredBy((request) => (request.method === 'HEAD' ? new Response(null, { status, headers: headers as Record<string, string> }) : throughNetwork(at.network)(request)));
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1, ...stopped });
  expect(await phone.clips().next('together', { now: 0 })).not.toHaveProperty('failures');
});

test('a record that is handed in while a clip goes does not wait for its end', async () => {
  const { clips } = await record();
  let handedIn = 0;
  phone.answeredBy(async (request) => {
    const response = await throughNetwork(at.network)(request);
    if (request.method === 'PATCH' && handedIn === 0) handedIn = (await phone.handIn('support')).length;
    return response;
  });
  expect(await drain(phone.sending)).toEqual({ acknowledged: 2 });
  const paths = phone.sent.map(({ method, path }) => (method === 'POST' ? path : method));
  expect(paths).toEqual(['/v1/records', 'HEAD', 'PATCH', '/v1/held', '/v1/records', 'HEAD', 'PATCH', 'PATCH']);
  await expectWhole(...clips);
});

test('what stands apart: each clip in requests of its own, and asked after apart', async () => {
  const asked = await record([1_000], { kind: 'support' });
  const said = await record([2_000]);
  await drain(phone.sending);
  await drain(phone.sending);
  await expectWhole(...asked.clips, ...said.clips);
  const heldAsks = phone.sent.filter(({ path }) => path === '/v1/held').map(({ body }) => body.held!.map(({ id }) => id as string).sort());
  expect(heldAsks).toEqual([
    [said.record.id, said.clips[0]!.named.id].sort(),
    [asked.record.id, asked.clips[0]!.named.id].sort(),
  ]);
});

test('a council restored from an old backup gets back the record and then the clip, in the same round', async () => {
  const { record: named, clips } = await record();
  await drain(phone.sending);
  const { db } = at.council.council;
  await db.deleteFrom('clipPieces').where('clip', '=', clips[0]!.named.id).execute();
  await db.deleteFrom('clips').where('id', '=', clips[0]!.named.id).execute();
  await db.deleteFrom('records').where('id', '=', named.id).execute();
  expect(await drain(phone.sending)).toEqual({ acknowledged: 1 });
  await expectWhole(...clips);
  expect(pieceNumbers()).toEqual([0, 1, 2, 0, 1, 2]);
});

test('one that has lost the clip alone gets the clip alone', async () => {
  const { clips } = await record();
  await drain(phone.sending);
  await at.council.council.db.deleteFrom('clipPieces').where('clip', '=', clips[0]!.named.id).execute();
  await at.council.council.db.updateTable('clips').set({ pieces: 0, receivedOn: null }).where('id', '=', clips[0]!.named.id).execute();
  expect(await drain(phone.sending)).toEqual({ acknowledged: 0 });
  await expectWhole(...clips);
});

test('a phone that was killed before it released its clips: whoever sends next does', async () => {
  const { record: named, clips } = await record([1_000], { until: 'ready' });
  await drain(phone.sending);
  expect([phone.sent, (await phone.clips().unreleased()).length]).toEqual([[], 1]);
  await phone.outbox.put([{ kind: 'answers', record: named }]);
  await drain(phone.sending);
  await expectWhole(...clips);
});

test.each([true, false])('whoever sends what a killed page left: the owner keeps a copy: %s, and the recording stays or goes as they said', async (keepsCopy) => {
  const id = keepsCopy ? ('1'.repeat(32) as RecordId) : ('2'.repeat(32) as RecordId);
  const recording = { id: 'c'.repeat(32) as ClipId, medium: 'sound', lang: 'so', record: id, pack: pack().id, q: 'impact' as QuestionId, type: 'audio/webm', beganAt: 1 } as const;
  await phone.recordings().begin(recording);
  await phone.recordings().keep(recording.id);
  await record([1_000], { id, keepsCopy });
  await drain(phone.sending);
  expect(await phone.recordings().of(id)).toHaveLength(keepsCopy ? 1 : 0);
});

test('two tabs sealed one clip: the bytes that the record names go, and the others are dropped', async () => {
  const { clips } = await record([1_000]);
  const [clip] = clips as [AClip];
  await phone.clips().addSealed('s-other', new Uint8Array(clip.named.bytes), 0);
  await phone.clips().ready({ ...clip.named, digest: 'f'.repeat(64), sealing: 's-other', record: clip.head.record, lane: 'together', pieces: 1, keepsCopy: true });
  await drain(phone.sending);
  await expectWhole(clip);
  expect([await phone.clips().sealedPiece('s-other', 0), await phone.clips().count()]).toEqual([undefined, 1]);
});

test('a database of recordings that fails keeps no record back', async () => {
  await record([1_000]);
  await phone.outbox.postpone((await phone.handIn('answers'))[0]!.id, phone.world.now() + 60_000);
  for (const clips of [() => Promise.reject(new Error('UnknownError')), async () => ({ ...phone.clips(), count: () => Promise.reject(new Error('UnknownError')), nextTry: () => Promise.reject(new Error('UnknownError')) })]) {
    const broken = { ...phone.sending, clips };
    expect((await drain(broken)).stopped).toBeUndefined();
    expect(await nextTry(broken)).toBe(phone.world.now() + 60_000);
  }
  expect(phone.sent.map(({ path }) => path)).toEqual(['/v1/records', '/v1/held']);
});

test('a phone on which nothing was ever recorded makes no database for it', async () => {
  await phone.library.keepReceiptKeys(ring().receipts);
  await phone.handIn('answers');
  await drain(phone.sending);
  expect(await phone.sending.clips()).toBeUndefined();
  phone.clips();
  await phone.clips().count();
  expect(await phone.sending.clips()).toBeDefined();
});
