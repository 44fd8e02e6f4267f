/** Heard means: opened by this person, who listens in its language, and played for long enough. Each broken alone is not heard. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { FASTEST_SPEED, goOnListening, hear, openClipAndLog, saveClip, sayLanguage } from '../../src/council/hearing.ts';
import { listenIn, listenersByVoice, voicesOf } from '../../src/council/listeners.ts';
import { recordingById, recordingsOf } from '../../src/council/recordings.ts';
import { nextToHear, unheardIn } from '../../src/council/unheard.ts';
import { patchPiece } from '../kit/a-clip.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aHandedAnswer, aSpokenAnswer, type ClipWish } from '../kit/a-spoken-answer.ts';
import { reHeaded, type RecordWish } from '../kit/a-record.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});
beforeEach(async () => {
  for (const who of ['Ayaan', 'Rahim']) await listenIn(council.council, who, []);
  await listenIn(council.council, 'Ayaan', ['so']);
});

const SECONDS = 3;
const LONG_ENOUGH_MS = (SECONDS / FASTEST_SPEED) * 1_000;

/** Gives the id of a recording that has come whole. */
const arrived = async (wish: ClipWish = {}, record: RecordWish = {}): Promise<string> => (await aHandedAnswer(council, [wish], record)).clips[0]!.named.id;
const opened = async (id: string, who = 'Ayaan'): Promise<string> => {
  const opening = await openClipAndLog(council.council, who, id);
  if (!opening.ok) throw new Error(opening.problem.code);
  return opening.value.opening;
};
const heardBy = async (id: string): Promise<readonly string[]> => (await recordingById(council.council, id))?.heard.map(({ who }) => who) ?? [];
const waitingIn = async (voice: string): Promise<readonly string[]> =>
  (await unheardIn(council.council)).languages.filter((each) => each.voice === voice).flatMap(({ waiting }) => waiting.map(({ id }) => id));
const loggedFor = async (id: string): Promise<readonly string[]> =>
  (await council.council.db.selectFrom('audit').select(['who', 'did', 'detail']).where('detail', 'like', `${id}%`).orderBy('at').execute()).map(({ who, did }) => `${who} ${did}`);

test('opened by a listener of its language and played to its end: heard, once, and in the log', async () => {
  const id = await arrived();
  const opening = await opened(id);
  council.pass(LONG_ENOUGH_MS);
  expect(await hear(council.council, 'Ayaan', id, opening)).toMatchObject({ ok: true });
  await hear(council.council, 'Ayaan', id, opening);
  expect(await heardBy(id)).toEqual(['Ayaan']);
  expect(await loggedFor(id)).toEqual(['Ayaan opened-clip', 'Ayaan heard-clip']);
});

test('not signed up for its language: not heard, and heard once signed up', async () => {
  const id = await arrived({ lang: 'bn' });
  const opening = await opened(id);
  council.pass(LONG_ENOUGH_MS);
  expect(await hear(council.council, 'Ayaan', id, opening)).toEqual({ ok: false, problem: 'not-a-listener' });
  expect(await heardBy(id)).toEqual([]);
  await listenIn(council.council, 'Ayaan', ['so', 'bn']);
  expect(await hear(council.council, 'Ayaan', id, opening)).toMatchObject({ ok: true });
});

test('opened by somebody else, or not at all, or another recording: not heard', async () => {
  await listenIn(council.council, 'Rahim', ['so']);
  const [id, other] = [await arrived(), await arrived()];
  const openings = [await opened(id, 'Rahim'), await opened(other), '0'.repeat(32), ''];
  council.pass(LONG_ENOUGH_MS);
  for (const opening of openings) expect(await hear(council.council, 'Ayaan', id, opening)).toEqual({ ok: false, problem: 'not-opened' });
  expect(await heardBy(id)).toEqual([]);
});

test('sooner than it can be played at the fastest that is offered: not heard', async () => {
  const id = await arrived({ seconds: 60 });
  const opening = await opened(id);
  council.pass((60 / FASTEST_SPEED) * 1_000 - 2_000);
  expect(await hear(council.council, 'Ayaan', id, opening)).toEqual({ ok: false, problem: 'too-soon' });
  council.pass(2_000);
  expect(await hear(council.council, 'Ayaan', id, opening)).toMatchObject({ ok: true });
});

test('an opening of yesterday counts for nothing, and lets nobody in', async () => {
  const id = await arrived();
  const opening = await opened(id);
  council.pass(13 * 3_600_000);
  expect(await hear(council.council, 'Ayaan', id, opening)).toEqual({ ok: false, problem: 'not-opened' });
  expect((await goOnListening(council.council, 'Ayaan', id, opening)).ok).toBe(false);
});

test('a picture is not heard', async () => {
  const id = await arrived({ medium: 'picture' });
  const opening = await opened(id);
  council.pass(LONG_ENOUGH_MS);
  expect(await hear(council.council, 'Ayaan', id, opening)).toEqual({ ok: false, problem: 'not-a-sound' });
});

test('a listener says “this is Sylheti”: it waits for one who listens in Sylheti, whoever heard it as Bengali', async () => {
  await listenIn(council.council, 'Ayaan', ['bn']);
  const id = await arrived({ lang: 'bn' });
  const opening = await opened(id);
  council.pass(LONG_ENOUGH_MS);
  await hear(council.council, 'Ayaan', id, opening);
  expect(await heardBy(id)).toEqual(['Ayaan']);
  expect(await sayLanguage(council.council, 'Ayaan', id, opening, 'syl')).toMatchObject({ ok: true, value: { voice: 'syl', told: 'bn', corrected: { who: 'Ayaan' } } });
  expect(await heardBy(id)).toEqual([]);
  expect(await waitingIn('syl')).toContain(id);
  expect(await hear(council.council, 'Ayaan', id, opening)).toEqual({ ok: false, problem: 'not-a-listener' });
  await listenIn(council.council, 'Rahim', ['syl']);
  const again = await opened(id, 'Rahim');
  council.pass(LONG_ENOUGH_MS);
  await hear(council.council, 'Rahim', id, again);
  expect(await heardBy(id)).toEqual(['Rahim']);
  expect(await waitingIn('syl')).not.toContain(id);
  expect(await loggedFor(id)).toEqual(['Ayaan opened-clip', 'Ayaan heard-clip', 'Ayaan said-language', 'Rahim opened-clip', 'Rahim heard-clip']);
});

test('only one who listens, and has it open, can say which language it is, and only one of those that there are', async () => {
  const id = await arrived();
  const [mine, theirs] = [await opened(id), await opened(id, 'Rahim')];
  expect(await sayLanguage(council.council, 'Rahim', id, theirs, 'bn')).toEqual({ ok: false, problem: 'not-a-listener' });
  expect(await sayLanguage(council.council, 'Ayaan', id, theirs, 'bn')).toEqual({ ok: false, problem: 'not-opened' });
  expect(await sayLanguage(council.council, 'Ayaan', id, mine, 'klingon')).toEqual({ ok: false, problem: 'no-language' });
  expect((await recordingById(council.council, id))?.voice).toBe('so');
});

test('opening is logged before anything is opened: where the log can’t be written, nothing is', async () => {
  const fresh = await aCouncil();
  const { clips: [clip] } = await aHandedAnswer(fresh, [{}]);
  await sql`drop table audit`.execute(fresh.council.db);
  await expect(openClipAndLog(fresh.council, 'Ayaan', clip!.named.id)).rejects.toThrow(/audit/);
  expect(await fresh.council.db.selectFrom('clipOpenings').selectAll().execute()).toEqual([]);
});

test('saving as a file is a deed of its own, and only for who has it open', async () => {
  const id = await arrived();
  const opening = await opened(id);
  expect((await saveClip(council.council, 'Rahim', id, opening)).ok).toBe(false);
  expect((await saveClip(council.council, 'Ayaan', id, opening)).ok).toBe(true);
  expect(await loggedFor(id)).toEqual(['Ayaan opened-clip', 'Ayaan saved-clip']);
});

test('one that has not come whole can’t be opened, and says how much of it is here', async () => {
  const { pack } = council.council.packs.current('visitor-parking')!;
  const { record, clips: [clip] } = await aSpokenAnswer(council.council.keys.ring, pack, [{ media: new Uint8Array(1_000_000) }]);
  await council.hand([record]);
  await patchPiece(council, clip!, 0);
  expect(await recordingsOf(council.council, record.id)).toMatchObject([{ isWhole: false, pieces: { here: 1, all: 4 } }]);
  expect((await openClipAndLog(council.council, 'Ayaan', clip!.named.id)).ok).toBe(false);
  expect(await loggedFor(clip!.named.id)).toEqual([]);
});

test.each([
  ['another record', { record: 'f'.repeat(32) }],
  ['another recording', { id: 'f'.repeat(32) }],
  ['a page for a sound', { type: 'text/html' }],
  ['a drawing that runs scripts', { medium: 'picture', type: 'image/svg+xml' }],
])('what says inside that it is %s is never given out', async (_, head) => {
  const id = await arrived({ head });
  const opening = await openClipAndLog(council.council, 'Ayaan', id);
  expect(opening).toMatchObject({ ok: true, value: { inside: { ok: false } } });
});

test('who listens in what is logged, is changed as a whole, and is nobody else’s', async () => {
  await listenIn(council.council, 'Rahim', ['syl', 'bn']);
  expect(await voicesOf(council.council, 'Rahim')).toEqual(['bn', 'syl']);
  await listenIn(council.council, 'Rahim', ['syl']);
  expect(await listenersByVoice(council.council)).toEqual({ en: [], so: ['Ayaan'], bn: [], syl: ['Rahim'] });
  const [last] = await council.council.db.selectFrom('audit').select(['who', 'did', 'detail']).where('did', '=', 'listens-in').orderBy('at', 'desc').limit(1).execute();
  expect(last).toEqual({ who: 'Rahim', did: 'listens-in', detail: 'syl' });
});

test('minutes that nobody has heard, by language: what has come, as corrected, oldest first, in all conversations or one', async () => {
  const fresh = await aCouncil();
  const hand = (wishes: readonly ClipWish[], wish?: RecordWish) => aHandedAnswer(fresh, wishes, wish);
  const first = await hand([{ lang: 'so', seconds: 30 }, { lang: 'bn', seconds: 12.5 }, { medium: 'picture' }]);
  fresh.pass(60_000);
  const second = await hand([{ lang: 'so', seconds: 45.5 }]);
  const { pack } = fresh.council.packs.current('visitor-parking')!;
  await fresh.hand([(await aSpokenAnswer(fresh.council.keys.ring, pack, [{ lang: 'en' }])).record]);
  const idsOf = async (at?: string) => (await unheardIn(fresh.council, at)).languages.map(({ voice, seconds, waiting }) => [voice, seconds, waiting.map(({ id }) => id)]);
  const [somali, bengali] = first.clips.map(({ named }) => named.id);
  expect(await idsOf()).toEqual([['so', 75.5, [somali, second.clips[0]!.named.id]], ['bn', 12.5, [bengali]]]);
  expect((await unheardIn(fresh.council)).notArrived).toBe(1);
  expect(await idsOf('bin-days')).toEqual([]);
  await listenIn(fresh.council, 'Ayaan', ['so']);
  const opening = await openClipAndLog(fresh.council, 'Ayaan', somali!);
  fresh.pass(15_000);
  await hear(fresh.council, 'Ayaan', somali!, opening.ok ? opening.value.opening : '');
  const other = await openClipAndLog(fresh.council, 'Ayaan', bengali!);
  await sayLanguage(fresh.council, 'Ayaan', bengali!, other.ok ? other.value.opening : '', 'syl');
  expect(await idsOf('visitor-parking')).toEqual([['so', 45.5, [second.clips[0]!.named.id]], ['syl', 12.5, [bengali]]]);
});

test('next to hear is the one that has waited longest in any language that a person listens in, and never the one in hand', async () => {
  const fresh = await aCouncil();
  const ids: string[] = [];
  for (const lang of ['so', 'en', 'bn', 'so'] as const) {
    ids.push((await aHandedAnswer(fresh, [{ lang }])).clips[0]!.named.id);
    fresh.pass(60_000);
  }
  expect(await nextToHear(fresh.council, ['so', 'bn'], ids[0]!)).toBe(ids[2]);
  expect(await nextToHear(fresh.council, ['so'], ids[0]!)).toBe(ids[3]);
  expect(await nextToHear(fresh.council, ['syl'], ids[0]!)).toBeUndefined();
});

test('of a recording that stands apart nothing is known but the day, until someone opens it', async () => {
  const fresh = await aCouncil();
  const { clips: [clip] } = await aHandedAnswer(fresh, [{ q: 'other', lang: 'bn', seconds: 20 }], { kind: 'support' });
  const [before] = (await unheardIn(fresh.council)).languages;
  expect(before).toMatchObject({ voice: null, waiting: [{ isApart: true, receivedAt: null, receivedOn: new Date().toISOString().slice(0, 10) }] });
  await openClipAndLog(fresh.council, 'Ayaan', clip!.named.id);
  expect((await unheardIn(fresh.council)).languages).toMatchObject([{ voice: 'bn', seconds: 20 }]);
});

test('a record that does not open here has recordings all the same, of which nothing is known', async () => {
  const { pack } = council.council.packs.current('visitor-parking')!;
  const { record, clips: [clip] } = await aSpokenAnswer(council.council.keys.ring, pack, [{}]);
  // Its parts belong to another, so they are not opened for this one.
  const mixed = await reHeaded(record);
  await council.hand([mixed]);
  expect(await recordingsOf(council.council, mixed.id)).toMatchObject([{ id: clip!.named.id, voice: null }]);
});
