/** Several processes of one council write into one journal: each a segment of its own, and what one can't write any more another one mends. */
import { join } from 'node:path';
import { expect, onTestFinished, test, inject } from 'vitest';
import { verify } from '../../../src/council/backup/verify.ts';
import { openDatabase } from '../../../src/council/database/open.ts';
import { folderDepot } from '../../../src/council/journal/folder.ts';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolder } from '../../kit/a-folder.ts';
import { filesIn } from '../../kit/a-journal.ts';
import { made } from '../../kit/a-lost-council.ts';
import { aMortalCouncil } from '../../kit/a-mortal-council.ts';
import { aReaderOfJournals } from '../../kit/a-reader-of-journals.ts';
import { aRecord, manyLike } from '../../kit/a-record.ts';
import { fetchPack, sendRecords } from '../../kit/a-sender.ts';
import { aSmallDisk } from '../../kit/a-small-disk.ts';
import { aFolderWithKeysOf, anEmptyDatabase, anotherCouncil } from '../../kit/more-councils.ts';

const prove = process.env['PROVE'] === '1';
const KILLS = 25;
const PATIENCE_MS = 10 * 60_000;

const whole = async ({ council: { db, second } }: ACouncil) => {
  const faults: string[] = [];
  return { ...(await verify(db, second.depot, (what) => faults.push(what))), faults };
};

test('three write at once, each into its own segment; one ends between the commit and the journal, and another mends it', async () => {
  const journalDir = join(aFolder(), 'journal');
  const wish = { journalDir, isOneDiskEnough: true };
  const first = await aCouncil(aFolder(), wish);
  const councils = [first, await anotherCouncil(first, wish), await anotherCouncil(first, wish)];
  const records = await manyLike(await made(first), 60);
  await Promise.all(records.map((record, at) => councils[at % 3]!.hand([record])));
  expect(filesIn(journalDir).filter((file) => file.startsWith('together/'))).toHaveLength(3);
  // As one that is killed there: the row is committed, and nothing of it, or half a line, is in the journal.
  aSmallDisk(councils[2]!.council.second.depot).fill();
  await councils[2]!.council.second.writer.turn();
  const [answer, request] = [await made(first), await made(first, { kind: 'support' })];
  for (const each of [answer, request]) expect((await councils[2]!.hand([each])).verdicts).toMatchObject([{ verdict: 'stored', durable: false }]);
  expect(await whole(first)).toMatchObject({ onTheWay: 2 });
  const fourth = await anotherCouncil(first, wish);
  await fourth.council.care.settled();
  expect(await whole(first)).toEqual({ onTheWay: 0, faults: [] });
  for (const council of [...councils, fourth]) expect((await council.hand([answer])).verdicts).toMatchObject([{ verdict: 'duplicate', durable: true }]);
});

test.runIf(prove)(`three processes, one after the other killed at any moment, ${KILLS} times: nothing that one called durable is missing, and verify finds both places alike`, async () => {
  const { url } = await anEmptyDatabase();
  const first = aFolder();
  const journalDir = join(first, 'journal');
  const more = { DATABASE_URL: url, JOURNAL_DIR: journalDir };
  const packs = inject('silentPacks');
  const start = (folder: string) => aMortalCouncil(folder, packs, more);
  const councils = [await start(first)];
  const folders = [first, aFolderWithKeysOf(join(first, 'keys')), aFolderWithKeysOf(join(first, 'keys'))];
  councils.push(...(await Promise.all(folders.slice(1).map(start))));
  onTestFinished(async () => void (await Promise.all(councils.map((council) => council.kill()))));
  const { pack, ring } = await fetchPack(councils[0]!.address);
  const like = await aRecord(ring, pack);
  const journal = aReaderOfJournals(journalDir);
  const durable: SealedRecord[] = [];
  let isOver = false;
  const send = async (at: number): Promise<void> => {
    while (!isOver) {
      const records = await manyLike(like, 20);
      const verdicts = await sendRecords(councils[at]!.address, ring, records).catch(() => []);
      durable.push(...records.filter(({ id }) => verdicts.some((each) => each.id === id && each.durable)));
    }
  };
  const sending = folders.map((_, at) => send(at));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const enough = durable.length + 60 + ((kill * 37) % 100);
    await expect.poll(() => durable.length, { timeout: 60_000, interval: 3 }).toBeGreaterThan(enough);
    await councils[kill % 3]!.kill();
    const met = journal.ids();
    expect(durable.filter(({ id }) => !met.has(id))).toEqual([]);
    councils[kill % 3] = await start(folders[kill % 3]!);
  }
  isOver = true;
  await Promise.all(sending);
  const db = await openDatabase(join(first, 'data'), url);
  onTestFinished(() => db.destroy());
  await expect.poll(async () => (await db.selectFrom('unjournaled').select('id').execute()).length, { timeout: 60_000 }).toBe(0);
  const faults: string[] = [];
  expect(await verify(db, folderDepot({ journalDir, dataDir: join(first, 'data'), isOneDiskEnough: true }), (what) => faults.push(what))).toEqual({ onTheWay: 0 });
  expect(faults).toEqual([]);
}, PATIENCE_MS);
