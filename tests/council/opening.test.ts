/** Opening what people said: exactly, never by halves, and written down before anything shows. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Pack } from '../../src/domain/pack.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { openAndLog, openApartAndLog } from '../../src/council/opening.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { someAnswers } from '../kit/a-pack.ts';
import { aRecord, reHeaded } from '../kit/a-record.ts';
import { aStrangeRecord } from '../kit/a-strange-record.ts';

const whenOver = theEnd();
let council: ACouncil;
let pack: Pack;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  ({ pack } = council.council.packs.current('visitor-parking')!);
});

const TEXT = '  She said "no".\r\n\tবোন আসতে পারে না 👩🏾‍🦽 \u2028 <b>& ';
const ring = () => council.council.keys.ring;
const handed = async (record: SealedRecord): Promise<string> => {
  const { verdicts } = await council.hand([record]);
  expect(verdicts[0]?.verdict).toBe('stored');
  return record.id;
};
const insideOf = async (record: SealedRecord) => {
  const opening = await openAndLog(council.council, 'Ayaan', await handed(record));
  if (!opening.ok) throw new Error(opening.problem.code);
  return opening.value.inside;
};
const openingsOf = (id: string) => council.council.db.selectFrom('audit').select(['who', 'did', 'record', 'detail']).where('record', '=', id).execute();

test('an answer opens with every part, and the words are exactly those that were typed', async () => {
  const inside = await insideOf(await aRecord(ring(), pack, { text: TEXT }));
  expect(inside.ok && inside.value).toMatchObject({ lang: 'en', quote: 'words-no-name', about: { set: 'about-you-1', answers: [] }, unknown: 0 });
  const [many, words, scale, one] = someAnswers();
  expect(inside.ok && inside.value.answers).toEqual([many, scale, one, { ...words, value: { text: TEXT, lang: 'en' } }]);
});

test('who opened which is written down, once for each time, and nothing of what was in it', async () => {
  const id = await handed(await aRecord(ring(), pack, { text: 'a secret' }));
  expect(await openingsOf(id)).toEqual([]);
  await openAndLog(council.council, 'Ayaan', id);
  await openAndLog(council.council, 'Rahim', id);
  expect(await openingsOf(id)).toEqual([
    { who: 'Ayaan', did: 'opened', record: id, detail: 'visitor-parking' },
    { who: 'Rahim', did: 'opened', record: id, detail: 'visitor-parking' },
  ]);
});

test('where it can’t be written down, nothing is opened', async () => {
  const other = await aCouncil();
  const sent = await aRecord(other.council.keys.ring, other.council.packs.current('visitor-parking')!.pack);
  await other.hand([sent]);
  await sql`drop table audit`.execute(other.council.db);
  await expect(openAndLog(other.council, 'Ayaan', sent.id)).rejects.toThrow(/audit/);
});

test.each(['support', 'interest'] as const)('a request (%s) opens with how to reach the person, and is logged as what it is', async (kind) => {
  const sent = await aRecord(ring(), pack, { kind, text: '020 7946 0000\nafter four' });
  await council.hand([sent]);
  const opening = await openApartAndLog(council.council, 'Ayaan', sent.id);
  expect(opening.ok && opening.value.inside).toEqual({ ok: true, value: { lang: 'en', answers: [], clips: [], reach: '020 7946 0000\nafter four', unknown: 0 } });
  expect(await openingsOf(sent.id)).toEqual([{ who: 'Ayaan', did: 'opened-asked', record: sent.id, detail: 'visitor-parking' }]);
  expect(await openAndLog(council.council, 'Ayaan', sent.id)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
});

test('an id that is not there, or that was put aside, opens nothing and logs nothing', async () => {
  const parked = await aRecord(ring(), pack, { header: { v: 2 } });
  await council.hand([parked]);
  for (const id of [parked.id, '0'.repeat(32), "' or 1=1 --"]) {
    expect(await openAndLog(council.council, 'Ayaan', id)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    expect(await openApartAndLog(council.council, 'Ayaan', id)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    expect(await openingsOf(id)).toEqual([]);
  }
});

test('sealed for another record: said so, and not shown', async () => {
  expect(await insideOf(await reHeaded(await aRecord(ring(), pack)))).toMatchObject({ ok: false, problem: { code: 'not-the-same-record' } });
});

test('a part from another record in the place of its own: the whole is not shown', async () => {
  const [mine, theirs] = [await aRecord(ring(), pack, { text: 'mine' }), await aRecord(ring(), pack, { text: 'theirs' })];
  const mixed = await reHeaded({ ...mine, sealed: [mine.sealed[0]!, theirs.sealed[1]!] }, mine.header);
  expect(await insideOf({ ...mixed, id: mine.id })).toMatchObject({ ok: false, problem: { code: 'not-the-same-record' } });
});

test.each([
  ['touched on its way', (age: string) => `${age.slice(0, -8)}AAAAAAA=`],
  ['cut short', (age: string) => age.slice(0, age.length / 2)],
  ['no base64', () => '§§§'],
  ['empty', () => ''],
])('a part that is %s: it can’t be opened, and half of it is not shown', async (_, spoil) => {
  const mine = await aRecord(ring(), pack);
  const spoilt = await reHeaded({ ...mine, sealed: mine.sealed.map((part, at) => (at === 1 ? { ...part, age: spoil(part.age) } : part)) }, mine.header);
  expect(await insideOf({ ...spoilt, id: mine.id })).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
});

const CLOSED = { part: 'closed', lang: 'en', answers: [], about: { set: 'about-you-1', answers: [] }, quote: 'words-no-name' };
const WORDS = { part: 'words', answers: [] };

test.each([
  ['answers that are no list', [{ ...CLOSED, answers: 'all' }, WORDS]],
  ['no list of words', [CLOSED, { ...WORDS, answers: { 0: 'x' } }]],
  ['an about that is none', [{ ...CLOSED, about: [] }, WORDS]],
])('insides that make no sense (%s): it can’t be opened', async (_, parts) => {
  expect(await insideOf(await aStrangeRecord(ring(), pack, parts))).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
});

test('answers and parts of a kind that is not known are counted, and the others shown', async () => {
  const known = { q: 'impact', kind: 'words', value: { text: 'x', lang: 'en' } };
  const strange = [null, 7, { q: 'impact' }, { q: 'impact', kind: 'clips', value: ['a'] }, { q: 'impact', kind: 'words', value: 'x' }, { q: 7, kind: 'skipped', value: null }];
  const inside = await insideOf(await aStrangeRecord(ring(), pack, [CLOSED, { ...WORDS, answers: [...strange, known] }, { part: 'voice', clips: [] }]));
  expect(inside.ok && inside.value).toMatchObject({ answers: [known], unknown: strange.length + 1 });
});

test('what was recorded stands beside the answers; where there is a thing in it that makes no sense, it is not known', async () => {
  const clips = { q: 'impact', kind: 'clips', value: [{ id: 'a'.repeat(32), medium: 'sound', seconds: 61.5, lang: 'bn' }] };
  const spoilt = [{ medium: 'film' }, { seconds: -1 }, { lang: 'xx' }, { id: 'a' }].map((each) => ({ ...clips, value: [{ ...clips.value[0], ...each }] }));
  const about = { set: 'about-you-1', answers: [clips] };
  const inside = await insideOf(await aStrangeRecord(ring(), pack, [{ ...CLOSED, about, answers: [clips, ...spoilt] }, WORDS]));
  expect(inside.ok && inside.value).toMatchObject({ answers: [], clips: [clips], about: { answers: [] }, unknown: spoilt.length + 1 });
  const asked = await aRecord(ring(), pack, { kind: 'support', clips: [clips] as never });
  await council.hand([asked]);
  const opening = await openApartAndLog(council.council, 'Ayaan', asked.id);
  expect(opening.ok && opening.value.inside).toMatchObject({ ok: true, value: { clips: [clips] } });
});

test('a language or a permission that is not known falls back to what allows least', async () => {
  const inside = await insideOf(await aStrangeRecord(ring(), pack, [{ ...CLOSED, lang: 'xx', quote: 'anything' }, WORDS]));
  expect(inside.ok && inside.value).toMatchObject({ lang: 'en', quote: 'count-only' });
});

test('a record without parts, or with one only, is no fault', async () => {
  expect(await insideOf(await aStrangeRecord(ring(), pack, []))).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
  const inside = await insideOf(await aStrangeRecord(ring(), pack, [WORDS]));
  expect(inside.ok && inside.value).toMatchObject({ answers: [], quote: 'count-only' });
});
