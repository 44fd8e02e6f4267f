/** Puts a council together again: the backup, then the journal, then the ledger of what was erased. All of it, or nothing. */
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { NotDone } from '../commands/command.ts';
import { closeWhole } from '../database/close-whole.ts';
import { openDatabase, SQLITE_FILE } from '../database/open.ts';
import type { Database } from '../database/schema.ts';
import { neverSettled } from '../database/settle-order.ts';
import { councilIn } from '../journal/council-id.ts';
import type { Depot } from '../journal/depot.ts';
import { journalOf, type Complain } from '../journal/read.ts';
import { layJournal, layTable } from './lay-in.ts';
import { readBackup, type Manifest } from './manifest.ts';
import { count, type Counts } from './counts.ts';
import { TABLES } from './tables.ts';

/** Beside the database, on the same disk, until all of it is there. */
const STAGE = 'restoring';

export interface RestoreWish {
  readonly config: Config;
  readonly depot: Depot;
  /** The backup; without one, what the journal holds is all there is. */
  readonly folder: string | undefined;
  /** Opens a database that is no file of ours but stands on a server: then all is laid into it in one transaction. */
  readonly open?: () => Promise<Database>;
  readonly complain: Complain;
}

/** Throws NotDone where the two can't belong together. Gives the council's id. */
const agree = async ({ depot, folder }: RestoreWish, manifest: Manifest | undefined): Promise<string> => {
  const journal = await journalOf(depot);
  if (journal === undefined) throw new NotDone(`There is no journal at ${depot.where}: mount its disk, or set JOURNAL_DIR to where it is. Nothing was changed.`);
  if (manifest !== undefined && manifest.council !== journal) {
    throw new NotDone(`The backup in ${folder} and the journal at ${depot.where} belong to two councils: say the right backup, or set JOURNAL_DIR to the right journal. Nothing was changed.`);
  }
  return journal;
};

const lay = async (db: Database, wish: RestoreWish, manifest: Manifest | undefined, council: string): Promise<void> => {
  for (const file of manifest?.files ?? []) await layTable(db, wish.folder ?? '', file);
  if ((await councilIn(db)) === undefined) await db.insertInto('about').values({ name: 'council', value: council }).execute();
  await layJournal(db, wish.depot, wish.complain);
  // It lies here in another order than where the backup was taken.
  await neverSettled(db);
};

const isEmpty = async (db: Database): Promise<boolean> => {
  for (const table of TABLES) if ((await db.selectFrom(table as 'about').selectAll().limit(1).execute()).length > 0) return false;
  return true;
};

/** In the place of what a restore that was cut short may have left. */
const putPacks = async ({ config, folder }: RestoreWish, stage: string): Promise<void> => {
  if (folder === undefined || !existsSync(join(folder, 'packs'))) return;
  await cp(join(folder, 'packs'), join(stage, 'packs'), { recursive: true });
  await rm(join(config.dataDir, 'packs'), { recursive: true, force: true });
  await rename(join(stage, 'packs'), join(config.dataDir, 'packs'));
};

/** In one transaction, into a database that nothing was ever put into. Its end waits for the packs: without them it is not whole. */
const layAll = (db: Database, wish: RestoreWish, manifest: Manifest | undefined, council: string, stage: string): Promise<Counts> =>
  db.transaction().execute(async (all) => {
    if (!(await isEmpty(all))) throw new NotDone('This database has something in it: restore into one that is empty. Nothing was changed.');
    await lay(all, wish, manifest, council);
    const counts = await count(all);
    await putPacks(wish, stage);
    return counts;
  });

const intoServer = async (open: () => Promise<Database>, wish: RestoreWish, manifest: Manifest | undefined, council: string, stage: string): Promise<Counts> => {
  const db = await open();
  try {
    return await layAll(db, wish, manifest, council, stage);
  } finally {
    await db.destroy();
  }
};

const intoFile = async (wish: RestoreWish, manifest: Manifest | undefined, council: string, stage: string): Promise<Counts> => {
  const db = await openDatabase(stage);
  const counts = await layAll(db, wish, manifest, council, stage).finally(() => closeWhole(db));
  // The database last: as long as it is not there, nothing was restored.
  await rename(join(stage, SQLITE_FILE), join(wish.config.dataDir, SQLITE_FILE));
  return counts;
};

/** Gives how much there is now. Throws NotDone with a sentence, and then nothing was changed. */
export const restore = async (wish: RestoreWish): Promise<Counts> => {
  const { config, folder, open } = wish;
  const manifest = folder === undefined ? undefined : await readBackup(folder);
  const council = await agree(wish, manifest);
  if (open === undefined && existsSync(join(config.dataDir, SQLITE_FILE))) {
    throw new NotDone(`There is a database in ${config.dataDir}: stop what uses it, move it away, or set DATA_DIR to an empty folder. Nothing was changed.`);
  }
  const stage = join(config.dataDir, STAGE);
  await rm(stage, { recursive: true, force: true });
  try {
    await mkdir(stage, { recursive: true });
    return open === undefined ? await intoFile(wish, manifest, council, stage) : await intoServer(open, wish, manifest, council, stage);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
};
