/** What nobody here understands is put aside whole, for staff: it is never thrown away, and blocks nobody. */
import { beforeAll, expect, test } from 'vitest';
import type { SealedRecord } from '../../src/domain/record.ts';
import { PATHS } from '../../src/domain/wire.ts';
import { sayName } from '../../src/council/staff/words.ts';
import { PARKED_WHY } from '../../src/council/understand.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aRecord, reHeaded } from '../kit/a-record.ts';
import { aHeldAsk, post } from '../kit/a-request.ts';

const whenOver = theEnd();
let council: ACouncil;
let good: SealedRecord;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  good = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack);
});

const PARKED: readonly (readonly [what: string, why: string, header: string | object])[] = [
  ['a header that is no JSON', 'unreadable-header', '{"v":1,'],
  ['a header that is a list', 'unreadable-header', '[]'],
  ['a header that is nothing', 'unreadable-header', 'null'],
  ['an empty header', 'unreadable-header', ''],
  ['a field of another type', 'unreadable-header', { withdrawHash: 7 }],
  ['a field that is missing', 'unreadable-header', { mode: undefined }],
  ['a mode that is not known', 'unreadable-header', { mode: 'telepathy' }],
  ['a pack version that is no number', 'unreadable-header', { packVersion: { number: '1', hash: '0' } }],
  ['a pack version below one', 'unreadable-header', { packVersion: { number: 0, hash: '0' } }],
  ['another id in the header', 'unreadable-header', { id: '0'.repeat(32) }],
  ['a record of version 2', 'unknown-record-version', { v: 2 }],
  ['a record of no version', 'unknown-record-version', { v: undefined }],
  ['a kind that is not known', 'unknown-kind', { kind: 'drawing' }],
  ['a field that is not known', 'unknown-field', { colour: 'green' }],
  ['a field with a name that every object has', 'unknown-field', { constructor: 1 }],
  ['a pack that is not known', 'unknown-pack', { pack: 'bin-days' }],
  ['a pack with a name that every object has', 'unknown-pack', { pack: '__proto__' }],
];

test.each(PARKED)('%s: %s, kept whole, and sent again it is still put aside, once', async (_, why, header) => {
  const sent = await reHeaded(good, header);
  const verdict = { id: sent.id, digest: sent.digest, verdict: 'parked', durable: false };
  expect((await council.hand([sent])).verdicts).toEqual([verdict]);
  expect((await council.hand([sent, sent])).verdicts).toEqual([verdict, verdict]);
  const rows = await council.council.db.selectFrom('parked').selectAll().where('id', '=', sent.id).execute();
  expect(rows.map((row) => row.why)).toEqual([why]);
  expect(JSON.parse(rows[0]?.record ?? '')).toEqual(sent);
  expect(rows[0]?.receivedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await council.council.db.selectFrom('records').select('id').where('id', '=', sent.id).execute()).toEqual([]);
});

test('a field beside the header, or in a sealed part, that is not known: put aside, for a row would not hold it', async () => {
  const beside = { ...(await reHeaded(good)), proof: 'of something' };
  const inside = { ...(await reHeaded(good)), sealed: good.sealed.map((part) => ({ ...part, salt: 'x' })) };
  expect((await council.hand([beside, inside])).verdicts.map(({ verdict }) => verdict)).toEqual(['parked', 'parked']);
  const rows = await council.council.db.selectFrom('parked').select(['why', 'record']).where('id', 'in', [beside.id, inside.id]).execute();
  expect(rows.map(({ why }) => why)).toEqual(['unknown-field', 'unknown-field']);
  expect(rows.map(({ record }) => JSON.parse(record) as unknown)).toEqual(expect.arrayContaining([beside, inside]));
});

test('what is put aside blocks nobody: the good ones of the same request are stored', async () => {
  const strange = await reHeaded(good, { kind: 'drawing' });
  const fine = await reHeaded(good, {});
  expect((await council.hand([strange, fine])).verdicts.map(({ verdict }) => verdict)).toEqual(['parked', 'stored']);
});

test('a phone that asks after what was put aside hears that it is there', async () => {
  const strange = await reHeaded(good, { v: 9 });
  await council.hand([strange]);
  const response = await post(council, PATHS.held, aHeldAsk([{ id: strange.id, digest: strange.digest }]));
  expect(((await response.json()) as { verdicts: unknown[] }).verdicts).toEqual([{ id: strange.id, digest: strange.digest, verdict: 'stored', durable: false }]);
});

test('any version of a pack that is known is taken, also one that was never published here', async () => {
  const sent = await reHeaded(good, { packVersion: { number: 99, hash: 'f'.repeat(16) } });
  expect((await council.hand([sent])).verdicts.map(({ verdict }) => verdict)).toEqual(['stored']);
});


test('staff can read in words why something was put aside', () => {
  for (const why of PARKED_WHY) expect(sayName('why', why), why).not.toBe(why);
});

test('a request says neither the version nor the kind of phone; one of an older phone that does is taken as well', async () => {
  const { keys, packs } = council.council;
  const { pack } = packs.current('visitor-parking')!;
  const asked = await aRecord(keys.ring, pack, { kind: 'support' });
  const older = await aRecord(keys.ring, pack, { kind: 'support', header: { packVersion: pack.version, mode: 'kiosk' } });
  expect(Object.keys(JSON.parse(asked.header) as object).toSorted()).toEqual(['clips', 'id', 'kind', 'pack', 'v', 'withdrawHash']);
  expect((await council.hand([asked, older])).verdicts.map(({ verdict }) => verdict)).toEqual(['stored', 'stored']);
});
