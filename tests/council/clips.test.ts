/** Clips at the council: expected from when their record comes, kept piece by piece, whole or not at all, opened again as they were. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { clipsOf, openClipOf } from '../../src/council/clips.ts';
import { CLIP_PIECE_BYTES } from '../../src/domain/clip.ts';
import type { Header } from '../../src/domain/record.ts';
import { PATHS, type RecordVerdict } from '../../src/domain/wire.ts';
import { seal } from '../../src/seal/seal.ts';
import { aClip, aRecordWithClips, patchAll, patchPiece, type AClip, type Recorded } from '../kit/a-clip.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { ENGINE } from '../kit/engine.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aRecord, reHeaded, type RecordWish } from '../kit/a-record.ts';
import { aHeldAsk, post } from '../kit/a-request.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const TWO_PIECES = CLIP_PIECE_BYTES + 5_000;
const packOf = (at: ACouncil) => at.council.packs.current('visitor-parking')!.pack;
const recorded = (sizes: readonly number[] = [1_000], wish: RecordWish = {}, at = council): Promise<Recorded> => aRecordWithClips(at.council.keys.ring, packOf(at), sizes, wish);
const handed = async (sizes?: readonly number[], wish: RecordWish = {}, at = council): Promise<Recorded> => {
  const both = await recorded(sizes, wish, at);
  expect((await at.hand([both.record])).verdicts[0]?.verdict).toBe('stored');
  return both;
};
const verdictIn = async (response: Response): Promise<RecordVerdict | undefined> => ((await response.json()) as { verdicts: RecordVerdict[] }).verdicts[0];
const held = async (...named: readonly { readonly id: string; readonly digest: string }[]) =>
  ((await (await post(council, PATHS.held, aHeldAsk(named.map(({ id, digest }) => ({ id, digest }))))).json()) as { verdicts: RecordVerdict[] }).verdicts.map(({ verdict }) => verdict);
const rowsOf = (clip: AClip, at = council) => at.council.db.selectFrom('clips').selectAll().where('id', '=', clip.named.id).execute();
const piecesOf = (clip: AClip, at = council) => at.council.db.selectFrom('clipPieces').select('number').where('clip', '=', clip.named.id).execute();

test('a clip comes whole, opens to the very bytes that were recorded, and its record tells what it is', async () => {
  const { record, clips } = await handed([TWO_PIECES, 10]);
  const [long, short] = clips as [AClip, AClip];
  expect((await clipsOf(council.council.db, record.id)).map(({ isWhole }) => isWhole)).toEqual([false, false]);
  expect(await verdictIn(await patchAll(council, long))).toEqual({ id: long.named.id, digest: long.named.digest, verdict: 'stored', durable: false });
  const listed = await clipsOf(council.council.db, record.id);
  const facts = { record: record.id, pack: 'visitor-parking', q: 'impact', medium: 'sound', seconds: 12.5, lang: 'so' };
  expect(listed).toContainEqual({ id: long.named.id, bytes: long.named.bytes, ...facts, isWhole: true, receivedOn: new Date().toISOString().slice(0, 10) });
  expect(listed).toContainEqual({ id: short.named.id, bytes: short.named.bytes, ...facts, isWhole: false, receivedOn: null });
  const opened = await openClipOf(council.council, long.named.id);
  expect(opened.ok && opened.value.head).toEqual(long.head);
  expect(opened.ok && Buffer.compare(opened.value.media, long.media)).toBe(0);
  expect(await openClipOf(council.council, short.named.id)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
});

test('a record that was sent again changes nothing of what has come of its clip', async () => {
  const { record, clips } = await handed([TWO_PIECES]);
  await patchPiece(council, clips[0]!, 0);
  expect((await council.hand([record])).verdicts[0]?.verdict).toBe('duplicate');
  expect(await piecesOf(clips[0]!)).toEqual([{ number: 0 }]);
  expect(await verdictIn(await patchPiece(council, clips[0]!, 1))).toMatchObject({ verdict: 'stored' });
});

test('one that is whole is a duplicate whoever sends it again, and keeps what it has', async () => {
  const { clips } = await handed([TWO_PIECES]);
  await patchAll(council, clips[0]!);
  for (const number of [0, 1]) expect(await verdictIn(await patchPiece(council, clips[0]!, number))).toMatchObject({ verdict: 'duplicate' });
  expect(await piecesOf(clips[0]!)).toHaveLength(2);
});

test('a whole that does not fit its digest is corrupt: its pieces are dropped, and it begins again', async () => {
  const { clips } = await handed([TWO_PIECES]);
  const [clip] = clips as [AClip];
  await patchPiece(council, clip, 0, { body: new Uint8Array(CLIP_PIECE_BYTES) });
  expect(await verdictIn(await patchPiece(council, clip, 1))).toMatchObject({ verdict: 'corrupt', digest: clip.named.digest });
  expect([await piecesOf(clip), await held(clip.named)]).toEqual([[], ['unknown']]);
  expect(await verdictIn(await patchAll(council, clip))).toMatchObject({ verdict: 'stored' });
});

test('page and worker send one clip at the same moment: it is kept once, and each is told so or where it goes on', async () => {
  const { clips } = await handed([TWO_PIECES]);
  const [clip] = clips as [AClip];
  for (const number of [0, 1]) {
    const said = await Promise.all(Array.from({ length: 6 }, () => patchPiece(council, clip, number)));
    const statuses = said.map(({ status }) => status).sort();
    expect(statuses).toEqual(number === 0 ? [204, 409, 409, 409, 409, 409] : [200, 200, 200, 200, 200, 200]);
    for (const response of said) if (number === 0) expect(response.headers.get('upload-offset')).toBe(String(CLIP_PIECE_BYTES));
  }
  expect(await piecesOf(clip)).toHaveLength(2);
});

test('a phone that asks after a clip hears that it is here only once it is whole, and only under its digest', async () => {
  const { record, clips } = await handed([TWO_PIECES]);
  const [clip] = clips as [AClip];
  await patchPiece(council, clip, 0);
  expect(await held(clip.named, record)).toEqual(['unknown', 'stored']);
  await patchPiece(council, clip, 1);
  expect(await held(clip.named, { ...clip.named, digest: 'f'.repeat(64) })).toEqual(['stored', 'unknown']);
});

test('a closed part that tells nothing true of a clip, or does not open: the record and the clip are taken, and nothing is known of it', async () => {
  const { clips, record } = await recorded();
  const strangers = await reHeaded(record, { clips: clips.map(({ named }) => named) });
  expect((await council.hand([strangers])).verdicts[0]?.verdict).toBe('stored');
  expect(await rowsOf(clips[0]!)).toMatchObject([{ record: strangers.id, q: null, medium: null, seconds: null, lang: null }]);
});

test('a clip of a request that stands apart: no time but the day, no order, nothing told of it and nothing logged', async () => {
  const at = await aCouncil();
  const before = at.log.length;
  const { clips } = await handed([1_000, TWO_PIECES], { kind: 'support' }, at);
  for (const clip of clips) expect((await patchAll(at, clip)).status).toBe(200);
  expect(await rowsOf(clips[1]!, at)).toEqual([
    {
      id: clips[1]!.named.id, digest: clips[1]!.named.digest, record: clips[1]!.head.record, lane: 'apart', pack: 'visitor-parking', bytes: clips[1]!.named.bytes,
      pieces: 2, receivedOn: new Date().toISOString().slice(0, 10), q: null, medium: null, seconds: null, lang: null,
    },
  ]);
  expect(at.log.slice(before)).toEqual([]);
  expect(await at.council.db.selectFrom('audit').selectAll().execute()).toEqual([]);
  // How PostgreSQL comes to have no order either, tests/council/postgres/settle-order shows.
  if (ENGINE === 'postgres') return;
  for (const table of ['clips', 'clipPieces']) await expect(sql`select rowid from ${sql.table(table)}`.execute(at.council.db)).rejects.toThrow(/no such column: rowid/);
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where tbl_name in ('clips', 'clipPieces') and sql is not null`.execute(at.council.db);
  for (const row of rows) expect(row.sql).not.toMatch(/At"|bigint/);
});

test('a request that stands apart is not opened when it comes, whatever lies in it', async () => {
  const { clips, record } = await recorded([1_000], { kind: 'support' });
  const { v: _v, clips: named, ...facts } = JSON.parse(record.header) as Header;
  const told = [{ q: 'needs', kind: 'clips', value: [{ id: clips[0]!.named.id, medium: 'sound', seconds: 1, lang: 'so' }] }];
  const sealed = await seal(council.council.keys.ring, { ...facts, clips: named }, [{ part: 'closed', lang: 'so', answers: told, about: { set: '', answers: [] }, quote: 'count-only' }] as never);
  if (!sealed.ok) throw new Error(sealed.problem.code);
  expect((await council.hand([sealed.value])).verdicts[0]?.verdict).toBe('stored');
  expect(await rowsOf(clips[0]!)).toMatchObject([{ lane: 'apart', q: null, medium: null, seconds: null, lang: null }]);
});

test.each([
  ['an unknown version', { v: 9 }],
  ['an unknown kind', { kind: 'drawing' }],
  ['an unknown conversation', { pack: 'the-moon' }],
  ['an unknown field', { weather: 'fine' }],
])('a record put aside for %s: its clips are as safe as it is, and nobody counts them', async (_, spoilt) => {
  const { clips, record } = await recorded();
  const aside = await reHeaded(record, { clips: clips.map(({ named }) => named), ...spoilt });
  expect((await council.hand([aside])).verdicts[0]?.verdict).toBe('parked');
  expect(await verdictIn(await patchAll(council, clips[0]!))).toMatchObject({ verdict: 'stored' });
  expect(await rowsOf(clips[0]!)).toMatchObject([{ lane: 'parked', record: aside.id, pieces: 1, q: null }]);
  expect([await held(clips[0]!.named), await clipsOf(council.council.db, aside.id)]).toEqual([['stored'], []]);
});

test.each([
  ['a clip without a size', [{ id: '0'.repeat(32), digest: '0'.repeat(64) }]],
  ['a clip of 9 MB', [{ id: '0'.repeat(32), digest: '0'.repeat(64), bytes: 9 * 1024 * 1024 }]],
  ['a clip with a field that nobody knows', [{ id: '0'.repeat(32), digest: '0'.repeat(64), bytes: 1, codec: 'x' }]],
  ['one clip twice', Array.from({ length: 2 }, () => ({ id: '0'.repeat(32), digest: '0'.repeat(64), bytes: 1 }))],
  ['41 clips', Array.from({ length: 41 }, (_, at) => ({ id: String(at).padStart(32, '0'), digest: '0'.repeat(64), bytes: 1 }))],
])('a header that names %s is not understood: the record is put aside, and no clip is expected', async (_, clips) => {
  const strange = await reHeaded(await aRecord(council.council.keys.ring, packOf(council)), { clips });
  expect((await council.hand([strange])).verdicts[0]?.verdict).toBe('parked');
  expect(await council.council.db.selectFrom('clips').select('id').where('record', '=', strange.id).execute()).toEqual([]);
});

test('a clip that another record names already: the first stays, the newcomer is put aside with an alarm, and what it has is kept too', async () => {
  const first = await handed();
  const again = await aClip(council.council.keys.ring, { record: first.record.id, pack: packOf(council).id }, 500, { id: first.clips[0]!.named.id });
  const newcomer = await reHeaded(first.record, { clips: [again.named] });
  const before = council.log.length;
  expect((await council.hand([newcomer])).verdicts[0]?.verdict).toBe('parked');
  expect(council.log.slice(before).map((line) => JSON.parse(line) as unknown)).toEqual([{ event: 'alarm', what: 'clip-of-another', record: newcomer.id }]);
  for (const clip of [again, first.clips[0]!]) expect(await verdictIn(await patchAll(council, clip))).toMatchObject({ verdict: 'stored' });
  expect((await rowsOf(again)).map(({ lane, record }) => [lane, record]).sort()).toEqual([['parked', newcomer.id], ['together', first.record.id]]);
  const opened = await openClipOf(council.council, again.named.id);
  expect(opened.ok && opened.value.media.byteLength).toBe(1_000);
});
