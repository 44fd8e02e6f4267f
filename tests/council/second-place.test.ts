/** The second place: what is called durable stands there as well, and what can't stand there yet is not called so. */
import { cpSync, existsSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verify } from '../../src/council/backup/verify.ts';
import { dayOf } from '../../src/council/day.ts';
import { StartFault } from '../../src/council/start-fault.ts';
import { PATHS, type RecordVerdict } from '../../src/domain/wire.ts';
import { aRecordWithClips, patchAll } from '../kit/a-clip.ts';
import { aCouncil, type ACouncil, type CouncilWish } from '../kit/a-council.ts';
import { drawSome } from '../kit/drawn.ts';
import { aFolder } from '../kit/a-folder.ts';
import { aSmallDisk } from '../kit/a-small-disk.ts';
import { filesIn, growByHalfALine, textIn } from '../kit/a-journal.ts';
import { aRecord, manyLike, type RecordWish } from '../kit/a-record.ts';
import { aHeldAsk, post } from '../kit/a-request.ts';

drawSome();

const ENOUGH: CouncilWish = { isOneDiskEnough: true };
const packOf = ({ council }: ACouncil) => council.packs.current('visitor-parking')!.pack;
const made = (council: ACouncil, wish: RecordWish = {}) => aRecord(council.council.keys.ring, packOf(council), wish);
const askAfter = async (council: ACouncil, named: readonly { readonly id: string; readonly digest: string }[]): Promise<readonly RecordVerdict[]> =>
  ((await (await post(council, PATHS.held, aHeldAsk(named.map(({ id, digest }) => ({ id, digest }))))).json()) as { verdicts: RecordVerdict[] }).verdicts;
const durable = (verdicts: readonly RecordVerdict[]): readonly boolean[] => verdicts.map((each) => each.durable);
const waiting = async ({ council }: ACouncil): Promise<number> => (await council.db.selectFrom('unjournaled').select('id').execute()).length;
const alarms = ({ log }: ACouncil) => log.map((line) => JSON.parse(line) as { event: string; what?: string; error?: string }).filter(({ event }) => event === 'alarm');

test('a record, a request and what was set aside are durable in the first answer, and stay so when asked after', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const [answer, support, strange] = [await made(council), await made(council, { kind: 'support' }), await made(council, { header: { kind: 'song' } })];
  for (const each of [answer, support, strange]) expect(durable((await council.hand([each])).verdicts)).toEqual([true]);
  expect(durable((await council.hand([answer, strange])).verdicts)).toEqual([true, true]);
  expect(durable(await askAfter(council, [answer, support, strange]))).toEqual([true, true, true]);
  for (const { id } of [answer, support, strange]) expect(textIn(join(folder, 'data-journal'))).toContain(id);
  await council.council.second.tidying.now();
  expect(await waiting(council)).toBe(0);
  expect(durable(await askAfter(council, [answer, support, strange]))).toEqual([true, true, true]);
});

test('on one disk, without somebody’s word that it is enough, it stands in both and is not called durable', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder);
  const record = await made(council);
  expect(durable((await council.hand([record])).verdicts)).toEqual([false]);
  expect(textIn(join(folder, 'data-journal'))).toContain(record.digest);
  expect(durable(await askAfter(council, [record]))).toEqual([false]);
});

test.skipIf(!existsSync('/dev/shm') || statSync('/dev/shm').dev === statSync(process.cwd()).dev)('a folder on another filesystem is another place, without anybody’s word', async () => {
  const folder = aFolder();
  const there = join('/dev/shm', `our-turn-${process.pid}`);
  const council = await aCouncil(folder, { journalDir: there });
  try {
    expect(durable((await council.hand([await made(council)])).verdicts)).toEqual([true]);
  } finally {
    await council.close();
    rmSync(there, { recursive: true, force: true });
  }
});

test('a recording that is whole is durable in its own receipt, byte for byte', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const { record, clips: [clip] } = await aRecordWithClips(council.council.keys.ring, packOf(council), [300_000]);
  await council.hand([record]);
  const said = (await (await patchAll(council, clip!)).json()) as { verdicts: RecordVerdict[] };
  expect(said.verdicts).toMatchObject([{ verdict: 'stored', durable: true }]);
  expect(durable(await askAfter(council, [clip!.named]))).toEqual([true]);
  const sealed = clip!.pieces.map((piece) => Buffer.from(piece).toString('latin1')).join('');
  expect(textIn(join(folder, 'data-journal'))).toContain(sealed);
});

test('a second place that fails costs nobody an answer: kept, not called durable, an alarm; and mended when it is back', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  await council.hand([await made(council)]);
  await council.council.second.writer.turn();
  // Whoever is root may write everywhere, so a file stands where the folder was.
  renameSync(join(folder, 'data-journal'), join(folder, 'away'));
  writeFileSync(join(folder, 'data-journal'), '');
  const [answer, support] = [await made(council), await made(council, { kind: 'support' })];
  expect((await council.hand([answer])).verdicts).toMatchObject([{ verdict: 'stored', durable: false }]);
  expect((await council.hand([support])).verdicts).toMatchObject([{ verdict: 'stored', durable: false }]);
  expect(durable(await askAfter(council, [answer, support]))).toEqual([false, false]);
  expect(durable((await council.hand([answer])).verdicts)).toEqual([false]);
  expect(alarms(council).map(({ what }) => what)).toEqual(['second-place', 'second-place']);
  rmSync(join(folder, 'data-journal'));
  renameSync(join(folder, 'away'), join(folder, 'data-journal'));
  await council.close();
  const again = await aCouncil(folder, ENOUGH);
  await again.council.care.settled();
  expect(durable(await askAfter(again, [answer, support]))).toEqual([true, true]);
  for (const { digest } of [answer, support]) expect(textIn(join(folder, 'data-journal'))).toContain(digest);
});

test('the disk of the second place alone is full: kept, not called durable; half a line stays behind, and with room again all of it is durable', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const disk = aSmallDisk(council.council.second.depot);
  const [before, during, support, later] = [await made(council), await made(council), await made(council, { kind: 'support' }), await made(council)];
  expect(durable((await council.hand([before])).verdicts)).toEqual([true]);
  disk.fill();
  for (const each of [during, support]) expect((await council.hand([each])).verdicts).toMatchObject([{ verdict: 'stored', durable: false }]);
  expect(alarms(council)).toMatchObject([{ what: 'second-place', error: 'ENOSPC' }, { what: 'second-place', error: 'ENOSPC' }]);
  disk.makeRoom();
  expect(durable((await council.hand([later])).verdicts)).toEqual([true]);
  expect(durable(await askAfter(council, [before, during, support, later]))).toEqual([true, false, false, true]);
  await council.close();
  const again = await aCouncil(folder, ENOUGH);
  await again.council.care.settled();
  expect(durable(await askAfter(again, [before, during, support, later]))).toEqual([true, true, true, true]);
  const faults: string[] = [];
  await verify(again.council.db, again.council.second.depot, (what) => faults.push(what));
  expect(faults).toEqual([]);
});

test('a second place that hangs keeps no phone waiting: the answer comes without it, and when it is back nothing has to be mended', async () => {
  const council = await aCouncil(aFolder(), ENOUGH);
  const wake = aSmallDisk(council.council.second.depot).hang();
  const record = await made(council);
  const began = performance.now();
  expect((await council.hand([record])).verdicts).toMatchObject([{ verdict: 'stored', durable: false }]);
  expect(performance.now() - began).toBeLessThan(10_000);
  // Whoever comes meanwhile does not wait in turn: that would have ended in an alarm of its own.
  const next = await made(council);
  expect((await council.hand([next])).verdicts).toMatchObject([{ verdict: 'stored', durable: false }]);
  expect(alarms(council)).toMatchObject([{ what: 'second-place', error: 'slow' }]);
  wake();
  await council.council.second.writer.turn();
  await council.council.second.tidying.now();
  expect(durable(await askAfter(council, [record, next]))).toEqual([true, true]);
  expect((await council.hand([await made(council)])).verdicts).toMatchObject([{ verdict: 'stored', durable: true }]);
});

test('the process ended between the commit and the journal: at the next start it is journaled first, and then called durable', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const record = await made(council);
  await council.hand([record]);
  const { db, second } = council.council;
  await second.tidying.now();
  // As it is when it ended there: the row is committed, with its mark that it stands once, and the journal has never heard of it.
  rmSync(join(folder, 'data-journal', 'together'), { recursive: true });
  await db.insertInto('unjournaled').values({ id: record.id, digest: record.digest }).execute();
  expect(durable(await askAfter(council, [record]))).toEqual([false]);
  await council.close();
  const again = await aCouncil(folder, ENOUGH);
  await again.council.care.settled();
  expect(textIn(join(folder, 'data-journal'))).toContain(record.digest);
  expect(durable(await askAfter(again, [record]))).toEqual([true]);
});

test('a torn tail is passed over, and nothing is ever written behind it', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  await council.hand([await made(council)]);
  await council.close();
  growByHalfALine(join(folder, 'data-journal'));
  const again = await aCouncil(folder, ENOUGH);
  const record = await made(again);
  expect(durable((await again.hand([record])).verdicts)).toEqual([true]);
  expect(filesIn(join(folder, 'data-journal')).filter((file) => file.startsWith('together'))).toHaveLength(2);
  await again.close();
  await expect(aCouncil(folder, ENOUGH)).resolves.toBeDefined();
});

test('many requests at once share trips to the disk, and each is durable', async () => {
  const council = await aCouncil(aFolder(), ENOUGH);
  const many = await manyLike(await made(council), 30);
  const said = await Promise.all(many.map((each) => council.hand([each])));
  expect(said.flatMap(({ verdicts }) => durable(verdicts))).toEqual(many.map(() => true));
});

test('start refuses an older copy of the database: the journal holds what it lacks, and restore is named', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  await council.hand([await made(council)]);
  await council.close();
  cpSync(join(folder, 'data'), join(folder, 'older'), { recursive: true });
  const now = await aCouncil(folder, ENOUGH);
  await now.hand([await made(now)]);
  await now.close();
  rmSync(join(folder, 'data'), { recursive: true });
  renameSync(join(folder, 'older'), join(folder, 'data'));
  const refusal = await aCouncil(folder, ENOUGH).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(StartFault);
  expect(refusal).toMatchObject({ message: `The journal at ${join(folder, 'data-journal')} holds what this database lacks: it is an older copy. Move it away and run npm run council -- restore DIR with your last backup.` });
});

test('a new database beside a journal is refused before anything is put into either: restore, or begin anew, in one sentence', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  await council.hand([await made(council)]);
  await council.close();
  const before = filesIn(join(folder, 'data-journal'));
  rmSync(join(folder, 'data'), { recursive: true });
  await expect(aCouncil(folder, ENOUGH)).rejects.toThrow(`There is a journal at ${join(folder, 'data-journal')}, and this database is new: move the database away and run npm run council -- restore DIR with your last backup, or move the journal away to begin a new council.`);
  expect(filesIn(join(folder, 'data-journal'))).toEqual(before);
});

test.each(['support', 'clip'] as const)('start refuses as well where only a %s is lacking', async (what) => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const { record, clips: [clip] } = await aRecordWithClips(council.council.keys.ring, packOf(council), [1_000], { kind: what === 'clip' ? 'answers' : 'support' });
  await council.hand([record]);
  await patchAll(council, clip!);
  const { db } = council.council;
  if (what === 'support') await db.deleteFrom('apart').execute();
  else await db.updateTable('clips').set({ receivedOn: null, pieces: 0 }).execute();
  await council.close();
  await expect(aCouncil(folder, ENOUGH)).rejects.toThrow(/holds what this database lacks/);
});

test('a journal of another council is refused, and so is none where there was one', async () => {
  const [one, other] = [aFolder(), aFolder()];
  for (const folder of [one, other]) {
    const council = await aCouncil(folder, ENOUGH);
    await council.hand([await made(council)]);
    await council.close();
  }
  renameSync(join(one, 'data-journal'), join(one, 'mine'));
  renameSync(join(other, 'data-journal'), join(one, 'data-journal'));
  await expect(aCouncil(one, ENOUGH)).rejects.toThrow(/belongs to another council than this database: set JOURNAL_DIR to the right place/);
  rmSync(join(one, 'data-journal'), { recursive: true });
  await expect(aCouncil(one, ENOUGH)).rejects.toThrow(/There is no journal at .*: mount its disk\./);
  renameSync(join(one, 'mine'), join(one, 'data-journal'));
  await expect(aCouncil(one, ENOUGH)).resolves.toBeDefined();
});

test('a database from before there was a second place: all of it goes there, and only then is it durable', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const records = [await made(council), await made(council, { kind: 'support' })];
  for (const each of records) await council.hand([each]);
  const { db } = council.council;
  await council.council.second.tidying.now();
  await db.deleteFrom('about').execute();
  await db.deleteFrom('journalMarks').execute();
  await council.close();
  rmSync(join(folder, 'data-journal'), { recursive: true });
  const again = await aCouncil(folder, ENOUGH);
  await again.council.care.settled();
  expect(durable(await askAfter(again, records))).toEqual([true, true]);
  for (const { digest } of records) expect(textIn(join(folder, 'data-journal'))).toContain(digest);
});

test('what was erased is gone from segments, files and recordings; the ledger names it, with its day and no time', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const { record, clips: [clip] } = await aRecordWithClips(council.council.keys.ring, packOf(council), [1_000]);
  const [support, other] = [await made(council, { kind: 'support' }), await made(council)];
  for (const each of [record, support, other]) await council.hand([each]);
  await patchAll(council, clip!);
  await council.council.second.erase([
    { records: [record.id], clips: [clip!.named], erasedOn: '2026-11-25' },
    { withdrawHash: 'f'.repeat(64), records: [support.id], clips: [], erasedOn: '2026-11-25' },
  ]);
  const left = filesIn(join(folder, 'data-journal'));
  const ledger = left.filter((file) => file.startsWith('erased/'));
  expect(ledger).toHaveLength(2);
  for (const file of ledger) expect(statSync(join(folder, 'data-journal', file)).mtimeMs).toBe(Date.parse('2026-11-25'));
  rmSync(join(folder, 'data-journal', 'erased'), { recursive: true });
  const text = textIn(join(folder, 'data-journal'));
  for (const gone of [record.digest, record.sealed[0]!.age, support.digest, support.sealed[0]!.age, clip!.named.digest]) expect(text).not.toContain(gone);
  expect(text).toContain(other.digest);
  expect(durable((await council.hand([await made(council)])).verdicts)).toEqual([true]);
});

test('what stands apart has no order and no time but the day, and once the day is over it is one file by its ids', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const requests = await manyLike(await made(council, { kind: 'support' }), 12);
  for (const each of requests) await council.hand([each]);
  const journal = join(folder, 'data-journal');
  const apart = (): readonly string[] => filesIn(journal).filter((file) => file.startsWith('apart/'));
  expect(apart()).toHaveLength(12);
  for (const file of apart()) expect(statSync(join(journal, file)).mtimeMs).toBe(Date.parse(file.split('/')[1]!));
  await council.close();
  const tomorrow = await aCouncil(folder, { ...ENOUGH, passed: 36 * 3_600_000 });
  await tomorrow.council.nights.begun;
  expect(apart()).toHaveLength(1);
  const lines = textIn(join(journal, 'apart')).split('\n').filter((line) => line.includes('"table"'));
  expect(lines.map((line) => /"id":"(\w+)"/.exec(line)?.[1])).toEqual(requests.map(({ id }) => id as string).toSorted());
  await tomorrow.close();
  await expect(aCouncil(folder, { ...ENOUGH, passed: 36 * 3_600_000 })).resolves.toBeDefined();
});

test('what was erased from a segment that another process may still write to goes once that one is closed', async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const record = await made(council);
  await council.hand([record]);
  await council.close();
  const journal = join(folder, 'data-journal');
  const again = await aCouncil(folder, ENOUGH);
  const erasedOn = dayOf(Date.now());
  await again.council.db.deleteFrom('records').execute();
  await again.council.db.insertInto('tombstones').values({ id: record.id, erasedOn }).execute();
  await again.council.second.erase([{ records: [record.id], clips: [], erasedOn }]);
  expect(textIn(journal)).toContain(record.digest);
  await again.close();
  const longAgo = new Date(Date.now() - 49 * 3_600_000);
  for (const file of filesIn(journal).filter((name) => name.startsWith('together'))) utimesSync(join(journal, file), longAgo, longAgo);
  const later = await aCouncil(folder, { ...ENOUGH, passed: 49 * 3_600_000 });
  await later.council.nights.begun;
  expect(textIn(journal)).not.toContain(record.digest);
  expect(textIn(join(journal, 'erased'))).toContain(record.id);
});

test('a journal that can’t be written: start says so in a sentence that names it', async () => {
  const folder = aFolder();
  writeFileSync(join(folder, 'data-journal'), '');
  await expect(aCouncil(folder, ENOUGH)).rejects.toThrow(`The journal can't be kept at ${join(folder, 'data-journal')}: make it a folder that this user can write, or set JOURNAL_DIR to another.`);
});
