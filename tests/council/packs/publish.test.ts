/** Publishing: a version is made once, never changes, and a pack with a fault never takes the place of a sound one. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Shelf } from '../../../src/domain/pack.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolder } from '../../kit/a-folder.ts';
import { aPacksFolder } from '../../kit/a-packs-folder.ts';
import { aMemberOfStaff } from '../../kit/a-member-of-staff.ts';
import { aRecord } from '../../kit/a-record.ts';

const PACK = 'visitor-parking';
const shelfOf = async (council: ACouncil): Promise<Shelf> => (await (await council.fetch('/packs/')).json()) as Shelf;
const publishedIn = ({ council }: ACouncil) => council.db.selectFrom('published').select(['pack', 'number', 'hash']).orderBy('number').execute();
const versionsIn = (folder: string): readonly string[] => readdirSync(join(folder, 'data', 'packs', PACK)).sort();

/** Starts a council on this folder, looks, and stops it again. */
const started = async <T>(folder: string, packsDir: string, look: (council: ACouncil) => Promise<T>): Promise<T> => {
  const council = await aCouncil(folder, { packsDir });
  const seen = await look(council);
  await council.close();
  return seen;
};

test('published twice it is one version', async () => {
  const [folder, packs] = [aFolder(), aPacksFolder()];
  const first = await started(folder, packs.folder, publishedIn);
  expect(await started(folder, packs.folder, publishedIn)).toEqual(first);
  expect(first).toEqual([{ pack: PACK, number: 1, hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string }]);
  expect(versionsIn(folder)).toEqual([`1-${first[0]?.hash}`]);
});

test('a changed word makes the next version, and the one before stays byte for byte', async () => {
  const [folder, packs] = [aFolder(), aPacksFolder()];
  await started(folder, packs.folder, publishedIn);
  const [one = ''] = versionsIn(folder);
  const read = (): readonly string[] => readdirSync(join(folder, 'data', 'packs', PACK, one)).sort().map((file) => readFileSync(join(folder, 'data', 'packs', PACK, one, file), 'utf8'));
  const before = read();
  packs.change(`${PACK}/en.json`, (words) => void (words['title'] = 'Permits for visitors'));
  const shelf = await started(folder, packs.folder, shelfOf);
  expect(shelf.packs.map(({ id, version, words }) => [id, version.number, words['en']?.title])).toEqual([[PACK, 2, 'Permits for visitors']]);
  expect(versionsIn(folder)).toHaveLength(2);
  expect(read()).toEqual(before);
});

test('other keys make another version too, for they stand in it', async () => {
  const packs = aPacksFolder();
  const [one, other] = [await started(aFolder(), packs.folder, publishedIn), await started(aFolder(), packs.folder, publishedIn)];
  expect(one[0]?.hash).not.toBe(other[0]?.hash);
});

test('a pack that gets a fault is told of in the log, and its last good version stays in use', async () => {
  const [folder, packs] = [aFolder(), aPacksFolder()];
  const good = await started(folder, packs.folder, shelfOf);
  packs.change(`${PACK}/so.json`, (words) => void delete words['title']);
  const council = await aCouncil(folder, { packsDir: packs.folder });
  expect(council.log.map((line) => JSON.parse(line) as unknown)).toEqual([{ event: 'pack-fault', pack: PACK, fault: `packs/${PACK}/so.json: title (so) is missing` }]);
  expect(await shelfOf(council)).toEqual(good);
  expect((await council.fetch(`/so/${PACK}`)).status).toBe(200);
  expect((await council.hand([await aRecord(council.council.keys.ring, council.council.packs.current(PACK)!.pack)])).verdicts[0]?.verdict).toBe('stored');
});

test('a pack with a fault from the start is not offered, and the others are', async () => {
  const packs = aPacksFolder();
  cpSync(join(packs.folder, PACK), join(packs.folder, 'bin-days'), { recursive: true });
  const council = await aCouncil(aFolder(), { packsDir: packs.folder });
  expect((await shelfOf(council)).packs.map(({ id }) => id)).toEqual([PACK]);
  expect(council.log.join('\n')).toContain('packs/bin-days/pack.json: id must be \\"bin-days\\", as the folder');
  packs.change('bin-days/pack.json', (pack) => void (pack.id = 'bin-days'));
  expect((await started(aFolder(), packs.folder, shelfOf)).packs.map(({ id }) => id)).toEqual(['bin-days', PACK]);
});

test('an old answer is read with the words that its author saw, and a new one with the new words', async () => {
  const [folder, packs] = [aFolder(), aPacksFolder()];
  const old = await started(folder, packs.folder, async (council) => {
    const record = await aRecord(council.council.keys.ring, council.council.packs.current(PACK)!.pack);
    await council.hand([record]);
    return record;
  });
  packs.change(`${PACK}/en.json`, (words) => void (words['q.impact.ask'] = 'What has changed for you?'));
  const council = await aCouncil(folder, { packsDir: packs.folder });
  const fresh = await aRecord(council.council.keys.ring, council.council.packs.current(PACK)!.pack);
  // A phone that still has the first version can hand in after the second is out.
  const late = await aRecord(council.council.keys.ring, council.council.packs.version(PACK, 1)!.pack);
  expect((await council.hand([fresh, late])).verdicts.map(({ verdict }) => verdict)).toEqual(['stored', 'stored']);
  const staff = await aMemberOfStaff(council);
  const [was, is] = ['How would this affect you and the people who visit or help you?', 'What has changed for you?'];
  for (const record of [old, late]) expect((await staff.send(`/staff/answers/${record.id}`)).text).toContain(was);
  expect((await staff.send(`/staff/answers/${fresh.id}`)).text).toContain(is);
});

test('a pack whose sources are taken away is no longer offered, but its answers are taken and read', async () => {
  const [folder, packs] = [aFolder(), aPacksFolder()];
  await started(folder, packs.folder, publishedIn);
  rmSync(join(packs.folder, PACK), { recursive: true });
  const council = await aCouncil(folder, { packsDir: packs.folder });
  expect((await shelfOf(council)).packs).toEqual([]);
  expect((await council.fetch(`/en/${PACK}`)).status).toBe(404);
  const late = await aRecord(council.council.keys.ring, council.council.packs.current(PACK)!.pack);
  expect((await council.hand([late])).verdicts[0]?.verdict).toBe('stored');
  expect((await (await aMemberOfStaff(council)).look('/staff')).text).toContain('Visitor parking permits');
});

test('a version that was cut short by a power cut is made again, whole, under its own number', async () => {
  const [folder, packs] = [aFolder(), aPacksFolder()];
  await started(folder, packs.folder, publishedIn);
  const [one = ''] = versionsIn(folder);
  rmSync(join(folder, 'data', 'packs', PACK, one), { recursive: true });
  const council = await aCouncil(folder, { packsDir: packs.folder });
  const [entry] = (await shelfOf(council)).packs;
  expect(entry?.version.number).toBe(1);
  for (const { path } of entry?.files ?? []) expect((await council.fetch(`/packs/${PACK}/1-${entry?.version.hash}/${path}`)).status).toBe(200);
});
