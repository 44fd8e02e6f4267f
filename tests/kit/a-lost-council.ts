/** A council that has lost its database: an old backup, a journal that goes on from there, and people who took back their words since. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { restore } from '../../src/council/backup/restore.ts';
import { takeBackup } from '../../src/council/backup/take.ts';
import { verify } from '../../src/council/backup/verify.ts';
import { openDatabase } from '../../src/council/database/open.ts';
import { transact } from '../../src/council/database/transact.ts';
import { erase as eraseHere } from '../../src/council/erase.ts';
import { payErasures } from '../../src/council/erasures-due.ts';
import { folderDepot } from '../../src/council/journal/folder.ts';
import { PATHS, type RecordVerdict } from '../../src/domain/wire.ts';
import { aRecordWithClips, patchAll, type Recorded } from './a-clip.ts';
import { aCouncil, configFor, type ACouncil } from './a-council.ts';
import { aFolder } from './a-folder.ts';
import { databaseFor, forgetDatabaseOf } from './engine.ts';
import { aRecord, type RecordWish } from './a-record.ts';
import { aHeldAsk, post } from './a-request.ts';

export const ENOUGH = { isOneDiskEnough: true };
const DAY = '2026-11-25';
export const made = ({ council }: ACouncil, wish: RecordWish = {}) => aRecord(council.keys.ring, council.packs.current('visitor-parking')!.pack, wish);
const recorded = async (council: ACouncil, kind: 'answers' | 'support'): Promise<Recorded> => {
  const { keys, packs } = council.council;
  const both = await aRecordWithClips(keys.ring, packs.current('visitor-parking')!.pack, [300_000], { kind });
  await council.hand([both.record]);
  await patchAll(council, both.clips[0]!);
  return both;
};
export const askAfter = async (council: ACouncil, named: readonly { readonly id: string; readonly digest: string }[]): Promise<readonly RecordVerdict[]> =>
  ((await (await post(council, PATHS.held, aHeldAsk(named.map(({ id, digest }) => ({ id, digest }))))).json()) as { verdicts: RecordVerdict[] }).verdicts;

/** As whoever takes words back does: the database first, and then the second place. */
const erase = async ({ council }: ACouncil, { record }: Recorded): Promise<void> => {
  await transact(council.db, (db) => eraseHere(db, council.env, { ids: [record.id], withdrawHash: 'e'.repeat(64) }, DAY));
  await payErasures(council);
};

/** Restores into this folder; gives what was said of what can't be read. */
export const complaints = async (folder: string, backup?: string): Promise<readonly string[]> => {
  const said: string[] = [];
  const config = configFor(folder, undefined, true);
  const url = await databaseFor(folder);
  const server = url === undefined ? {} : { open: () => openDatabase(config.dataDir, url) };
  await restore({ config, depot: folderDepot(config), folder: backup, complain: (what) => said.push(what), ...server });
  return said;
};

/** What `verify` names. */
export const verified = async ({ council: { db, second } }: ACouncil): Promise<readonly string[]> => {
  const faults: string[] = [];
  await verify(db, second.depot, (what) => faults.push(what));
  return faults;
};

/** Nothing is left of it and of what was published, wherever it stood. */
export const loseDatabase = async (folder: string): Promise<void> => {
  rmSync(join(folder, 'data'), { recursive: true });
  await forgetDatabaseOf(folder);
};

/** A council with a backup, and what came and went after it; then its database is gone. */
export const aLostCouncil = async () => {
  const folder = aFolder();
  const council = await aCouncil(folder, ENOUGH);
  const [before, gone, goneApart] = [await recorded(council, 'answers'), await recorded(council, 'answers'), await recorded(council, 'support')];
  const strange = await made(council, { header: { kind: 'song' } });
  await council.hand([strange]);
  // Keys of theirs that the recovery secret once took out, which go when what they open goes.
  await council.council.db.insertInto('rewrapped').values([before, gone].map(({ record }) => ({ about: record.id, share: 'share', sealed: '' }))).execute();
  const backup = join(folder, 'backup');
  await takeBackup(council.council, backup);
  const [after, afterApart, goneAfter] = [await recorded(council, 'answers'), await recorded(council, 'support'), await recorded(council, 'answers')];
  const parkedAfter = await made(council, { header: { kind: 'dance' } });
  await council.hand([parkedAfter]);
  for (const each of [gone, goneApart, goneAfter]) await erase(council, each);
  if ((await verified(council)).length > 0) throw new Error('the two places differ before anything was lost');
  await council.close();
  await loseDatabase(folder);
  return { folder, backup, left: [before, after, afterApart], aside: [strange, parkedAfter], gone: [gone, goneApart, goneAfter] };
};
