/** Object storage as the second place: the same promises, over real HTTP, with every request signed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restore } from '../../src/council/backup/restore.ts';
import { verify } from '../../src/council/backup/verify.ts';
import { bucketDepot } from '../../src/council/journal/bucket.ts';
import { aBucket } from '../kit/a-bucket.ts';
import { aRecordWithClips, patchAll } from '../kit/a-clip.ts';
import { aCouncil, configFor, type ACouncil } from '../kit/a-council.ts';
import { drawSome } from '../kit/drawn.ts';
import { aFolder } from '../kit/a-folder.ts';
import { aRecord, type RecordWish } from '../kit/a-record.ts';

drawSome();

const made = ({ council }: ACouncil, wish: RecordWish = {}) => aRecord(council.keys.ring, council.packs.current('visitor-parking')!.pack, wish);
const faults = async ({ council: { db, second } }: ACouncil): Promise<readonly string[]> => {
  const said: string[] = [];
  await verify(db, second.depot, (what) => said.push(what));
  return said;
};

test('what stands there is durable without anybody’s word, is erased, and makes the council again', async () => {
  const [folder, bucket] = [aFolder(), await aBucket()];
  const wish = { journalBucket: bucket.settings };
  const council = await aCouncil(folder, wish);
  const [answer, support, gone] = [await made(council), await made(council, { kind: 'support' }), await made(council)];
  for (const each of [answer, support, gone]) expect((await council.hand([each])).verdicts).toMatchObject([{ verdict: 'stored', durable: true }]);
  const { record, clips: [clip] } = await aRecordWithClips(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack, [300_000]);
  await council.hand([record]);
  expect(await (await patchAll(council, clip!)).json()).toMatchObject({ verdicts: [{ durable: true }] });
  await council.council.db.deleteFrom('records').where('id', '=', gone.id).execute();
  await council.council.db.insertInto('tombstones').values({ id: gone.id, erasedOn: '2026-11-25' }).execute();
  await council.council.second.erase([{ records: [gone.id], clips: [], erasedOn: '2026-11-25' }]);
  expect([...bucket.objects].filter(([name, bytes]) => !name.includes('/erased/') && bytes.includes(gone.digest))).toEqual([]);
  expect(await faults(council)).toEqual([]);
  await council.close();
  rmSync(join(folder, 'data'), { recursive: true });
  const counts = await restore({ config: configFor(folder), depot: bucketDepot(bucket.settings), folder: undefined, complain: (what) => expect(what).toBe('') });
  expect(counts).toEqual({ records: 2, apart: 1, parked: 0, clips: 1 });
  const again = await aCouncil(folder, wish);
  expect((await again.hand([answer, support])).verdicts).toMatchObject([{ verdict: 'duplicate', durable: true }, { verdict: 'duplicate', durable: true }]);
  expect(await faults(again)).toEqual([]);
});

test('a storage that is away costs nobody an answer, and what it missed is there when it is back', async () => {
  const [folder, bucket] = [aFolder(), await aBucket()];
  const wish = { journalBucket: bucket.settings };
  const council = await aCouncil(folder, wish);
  const record = await made(council);
  bucket.failWith(403);
  expect((await council.hand([record])).verdicts).toMatchObject([{ verdict: 'stored', durable: false }]);
  expect(council.log.join('\n')).toContain('"what":"second-place","error":"S3-403"');
  bucket.failWith(undefined);
  await council.close();
  const again = await aCouncil(folder, wish);
  await again.council.care.settled();
  expect([...bucket.objects.values()].some((bytes) => bytes.includes(record.digest))).toBe(true);
  expect((await again.hand([record])).verdicts).toMatchObject([{ verdict: 'duplicate', durable: true }]);
});

test('a storage that refuses the key: start says so in a sentence', async () => {
  const bucket = await aBucket();
  await expect(aCouncil(aFolder(), { journalBucket: { ...bucket.settings, secret: 'another' } })).rejects.toThrow(
    `The journal can't be kept at ${bucket.settings.url}: the object storage answered with 403. Check JOURNAL_S3 and its keys.`,
  );
});
