/** Several endpoints of one council on one PostgreSQL: each record is kept once, whoever takes it, and nothing is known by one alone. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeStaffLink } from '../../../src/council/staff/enter.ts';
import { closeStudio, isOpenFor, makeStudioLink, openStudio } from '../../../src/council/studio-door.ts';
import { versionName } from '../../../src/domain/pack.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aRecordWithClips, patchPiece } from '../../kit/a-clip.ts';
import { aFolder } from '../../kit/a-folder.ts';
import { aMemberOfStaff, aStranger } from '../../kit/a-member-of-staff.ts';
import { aPacksFolder } from '../../kit/a-packs-folder.ts';
import { aRecord, reHeaded, type RecordWish } from '../../kit/a-record.ts';
import { drawSome } from '../../kit/drawn.ts';
import { anEmptyDatabase, anotherCouncil } from '../../kit/more-councils.ts';

drawSome(4);

const PACK = 'visitor-parking';
const record = ({ council }: ACouncil, wish: RecordWish = {}): Promise<SealedRecord> => aRecord(council.keys.ring, council.packs.current(PACK)!.pack, wish);
const verdicts = async (council: ACouncil, sent: readonly unknown[]): Promise<readonly string[]> => (await council.hand(sent)).verdicts.map(({ verdict }) => verdict);

test('three endpoints get the same records at once, in every order: one row each, and each phone is told that it is kept', async () => {
  const first = await aCouncil();
  const councils = [first, await anotherCouncil(first), await anotherCouncil(first)];
  const template = await record(first);
  const sent = await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 4 === 0 ? record(first, { kind: 'support' }) : reHeaded(template))));
  const said = (await Promise.all(Array.from({ length: 12 }, (_, turn) => verdicts(councils[turn % 3]!, turn % 2 === 0 ? sent : sent.toReversed())))).flat();
  expect(said.filter((verdict) => verdict === 'stored')).toHaveLength(40);
  expect(said.filter((verdict) => verdict === 'duplicate')).toHaveLength(440);
  const { db } = first.council;
  expect([(await db.selectFrom('records').select('id').execute()).length, (await db.selectFrom('apart').select('id').execute()).length]).toEqual([30, 10]);
});

test('two endpoints get one id with different bytes at once: one is kept, the other is put aside, and neither is lost', async () => {
  const first = await aCouncil();
  const second = await anotherCouncil(first);
  for (let turn = 0; turn < 8; turn += 1) {
    const one = await record(first);
    const other = await record(first, { id: one.id, text: 'something else' });
    const said = (await Promise.all([verdicts(first, [one]), verdicts(second, [other])])).flat();
    expect(said.toSorted()).toEqual(['parked', 'stored']);
    const { db } = first.council;
    const kept = await db.selectFrom('records').select('digest').where('id', '=', one.id).execute();
    const parked = await db.selectFrom('parked').select('digest').where('id', '=', one.id).execute();
    expect([...kept, ...parked].map(({ digest }) => digest).toSorted()).toEqual([one.digest, other.digest].toSorted());
  }
});

test('two endpoints get the same pieces of a recording at once: it is whole, once', async () => {
  const first = await aCouncil();
  const second = await anotherCouncil(first);
  const { record: named, clips } = await aRecordWithClips(first.council.keys.ring, first.council.packs.current(PACK)!.pack, [600_000]);
  await first.hand([named]);
  const [clip] = clips;
  for (let number = 0; number < clip!.pieces.length; number += 1) {
    const statuses = (await Promise.all([first, second, first, second].map((council) => patchPiece(council, clip!, number)))).map(({ status }) => status);
    expect(statuses.filter((status) => ![200, 204, 409].includes(status))).toEqual([]);
  }
  const { db } = first.council;
  expect(await db.selectFrom('clips').select(['pieces', 'receivedOn']).execute()).toEqual([{ pieces: clip!.pieces.length, receivedOn: new Date().toISOString().slice(0, 10) }]);
  expect(await db.selectFrom('clipPieces').select('number').execute()).toHaveLength(clip!.pieces.length);
});

test('a link made at one lets one person in at any other, once; the session holds everywhere and ends everywhere', async () => {
  const first = await aCouncil();
  const [second, third] = [await anotherCouncil(first), await anotherCouncil(first)];
  const link = `/staff/enter/${await makeStaffLink(first.council)}`;
  const people = [aStranger(second), aStranger(third)];
  await Promise.all(people.map((person) => person.send(link, { name: 'Ayaan' })));
  expect(people.filter((person) => person.cookie() !== '')).toHaveLength(1);
  const staff = await aMemberOfStaff(first);
  const at = ({ fetch }: ACouncil, path: string, init: RequestInit = {}) => fetch(path, { ...init, headers: { cookie: staff.cookie(), origin: 'http://localhost', host: 'localhost' } });
  for (const council of [second, third]) expect((await at(council, '/staff/log')).status).toBe(200);
  await at(second, '/staff/sign-out', { method: 'POST' });
  for (const council of [first, third]) expect((await at(council, '/staff/log')).status).toBe(401);
});

test('the voice studio, opened by a link at one, is open at all of them on that browser, and closed at all', async () => {
  const first = await aCouncil();
  const [second, third] = [await anotherCouncil(first), await anotherCouncil(first)];
  const token = await makeStudioLink(first.council, 'Ayaan');
  const passes = await Promise.all([openStudio(second.council, token), openStudio(third.council, token)]);
  const [pass = '', ...others] = passes.filter((each) => each !== undefined);
  expect(others).toEqual([]);
  for (const { council } of [first, second, third]) expect(await isOpenFor(council, pass)).toBe(true);
  await closeStudio(third.council, 'Ayaan');
  for (const { council } of [first, second]) expect(await isOpenFor(council, pass)).toBe(false);
});

/** Started at the same moment, with the keys of the first. */
const startedAtOnce = async (packsDir: string) => {
  const { url } = await anEmptyDatabase();
  const keys = (await aCouncil()).council.config.keysDir;
  const folders = [aFolder(), aFolder(), aFolder()];
  for (const folder of folders) cpSync(keys, join(folder, 'keys'), { recursive: true });
  return { url, folders, councils: await Promise.all(folders.map((folder) => aCouncil(folder, { databaseUrl: url, packsDir }))) };
};

test('three start at once on an empty database: each step is taken once, one version is published, and each has all of its files', async () => {
  const { councils, folders, url } = await startedAtOnce(aPacksFolder().folder);
  const published = await councils[0]!.council.db.selectFrom('published').select(['pack', 'number', 'hash']).execute();
  expect(published).toHaveLength(1);
  const name = versionName(published[0]!);
  const files = folders.map((folder) => readdirSync(join(folder, 'data', 'packs', PACK, name)).toSorted());
  expect(files[0]!.length).toBeGreaterThan(5);
  expect([files[1], files[2]]).toEqual([files[0], files[0]]);
  const shelves = await Promise.all(councils.map(async (council) => (await council.fetch('/packs/')).text()));
  expect(new Set(shelves).size).toBe(1);
  for (const council of councils) expect((await council.fetch(`/packs/${PACK}/${name}/pack.json`)).status).toBe(200);
  // One that comes later, or starts again, publishes nothing new.
  await councils[2]!.close();
  await aCouncil(folders[2], { databaseUrl: url, packsDir: councils[0]!.council.config.packsDir });
  expect(await councils[0]!.council.db.selectFrom('published').select('number').execute()).toHaveLength(1);
});

test('another one publishes a newer version: this one goes on with the one that it has, and takes answers to both', async () => {
  const packs = aPacksFolder();
  const first = await aCouncil(aFolder(), { packsDir: packs.folder });
  packs.change(`${PACK}/en.json`, (words) => void (words['title'] = 'Permits for visitors'));
  const second = await anotherCouncil(first);
  expect(second.council.packs.current(PACK)?.pack.version.number).toBe(2);
  expect(await verdicts(first, [await record(second)])).toEqual(['stored']);
  expect(await verdicts(second, [await record(first)])).toEqual(['stored']);
});

test('keys of another council: refused, also when both start on an empty database at the same moment', async () => {
  const { url } = await anEmptyDatabase();
  const started = await Promise.allSettled([aCouncil(aFolder(), { databaseUrl: url }), aCouncil(aFolder(), { databaseUrl: url })]);
  const failed = started.filter((each): each is PromiseRejectedResult => each.status === 'rejected');
  expect(failed.map(({ reason }) => (reason as Error).message)).toEqual([expect.stringMatching(/don't fit this database|holds no keys, but the database was begun/)]);
});
