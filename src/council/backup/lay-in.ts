/** Lays what a backup, a journal and its ledger hold into a database. Each may be laid in twice. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { CLIP_PIECE_BYTES } from '../../domain/clip.ts';
import type { Database } from '../database/schema.ts';
import { bury, clipsOfRecords, wipe } from '../erase.ts';
import { FOLDERS, DAY_FILE } from '../journal/names.ts';
import type { Depot } from '../journal/depot.ts';
import { allRows, readClip, readLedger, type Complain } from '../journal/read.ts';
import { forget, saveMarks } from '../journal/tidying.ts';
import { inSlices } from '../known.ts';
import type { Erasure, KeptRow } from '../second-place.ts';
import type { BackupFile } from './manifest.ts';
import { fromText, type Row } from './tables.ts';

const TABLE = /^tables\/(\w+)\.jsonl\.gz$/;
/** A piece of a recording is a quarter of a megabyte. */
const ROWS_AT_ONCE = 50;

export const layTable = async (db: Database, folder: string, { path }: BackupFile): Promise<void> => {
  const [, table] = TABLE.exec(path) ?? [];
  if (table === undefined) return;
  let rows: Row[] = [];
  const insert = async (): Promise<void> => {
    if (rows.length > 0) await db.insertInto(table as 'about').values(rows as never).execute();
    rows = [];
  };
  for await (const line of createInterface({ input: createReadStream(join(folder, path)).pipe(createGunzip()) })) {
    rows.push(fromText(line));
    if (rows.length === ROWS_AT_ONCE) await insert();
  }
  await insert();
};

const layRows = async (db: Database, kept: readonly KeptRow[]): Promise<void> => {
  for (const table of ['records', 'apart', 'parked'] as const) {
    const rows = kept.flatMap((each) => (each.table === table ? [each.row] : []));
    await inSlices(rows, (slice) => db.insertInto(table).values(slice as never).onConflict((same) => same.doNothing()).execute());
  }
  await inSlices(kept.flatMap(({ clips }) => clips), (slice) => db.insertInto('clips').values(slice).onConflict((same) => same.doNothing()).execute());
  await forget(db, kept.map(({ row }) => row));
};

/** In the place of whatever pieces of it are there. */
const layClip = async (db: Database, depot: Depot, name: string): Promise<boolean> => {
  const stored = await readClip(depot, name);
  if (stored === undefined) return false;
  const { clip, sealed } = stored;
  await db.insertInto('clips').values(clip).onConflict((same) => same.columns(['id', 'digest']).doUpdateSet({ pieces: clip.pieces, receivedOn: clip.receivedOn })).execute();
  await db.deleteFrom('clipPieces').where('clip', '=', clip.id).where('digest', '=', clip.digest).execute();
  for (let number = 0; number * CLIP_PIECE_BYTES < sealed.length; number += 1) {
    const bytes = new Uint8Array(sealed.subarray(number * CLIP_PIECE_BYTES, (number + 1) * CLIP_PIECE_BYTES));
    await db.insertInto('clipPieces').values({ clip: clip.id, digest: clip.digest, number, bytes }).execute();
  }
  await forget(db, [clip]);
  return true;
};

const layErasure = async (db: Database, { withdrawHash, records, clips, erasedOn }: Erasure): Promise<void> => {
  await wipe(db, records, [...(await clipsOfRecords(db, records)), ...clips]);
  await bury(db, [...records, ...clips.map(({ id }) => id)], erasedOn);
  if (withdrawHash === undefined) return;
  await db.insertInto('withdrawn').values({ hash: withdrawHash, takenBackOn: erasedOn }).onConflict((same) => same.doNothing()).execute();
};

/** The journal and then its ledger, which has the last word. What can't be read is named, and the rest is laid in. */
export const layJournal = async (db: Database, depot: Depot, complain: Complain): Promise<void> => {
  for await (const kept of allRows(depot, complain)) await layRows(db, kept);
  for (const { name } of await depot.list(FOLDERS.clips)) {
    if (!(await layClip(db, depot, name))) complain(`${name}: a recording is damaged.`);
  }
  for (const erasure of await readLedger(depot, complain)) await layErasure(db, erasure);
  const files = [...(await depot.list(FOLDERS.together)), ...(await depot.list(FOLDERS.apart)).filter(({ name }) => name.endsWith(`/${DAY_FILE}`))];
  await saveMarks(db, new Map(files.map(({ name, bytes }) => [name, bytes])));
};
