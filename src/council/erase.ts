/** Erasing: everything that was said goes, from every table, in one step; what stays are ids without words, so that none of it comes back. */
import type { Env } from '../domain/env.ts';
import { toHex } from '../domain/id.ts';
import type { Database } from './database/schema.ts';
import { inSlices } from './known.ts';
import type { Erasure, Named } from './second-place.ts';

/**
 * By id, under whatever digest and in whichever table: an id is one draft, also where a copied phone has finished it twice.
 * `withdrawHash`: of the code that took them back, where it did so for the first time.
 */
export interface Doomed {
  readonly ids: readonly string[];
  readonly withdrawHash?: string;
}

const among = async <T>(ids: readonly string[], ask: (slice: string[]) => Promise<readonly T[]>): Promise<readonly T[]> => {
  const found: T[] = [];
  await inSlices(ids, async (slice) => found.push(...(await ask(slice))));
  return found;
};

/** Keys that the recovery secret took out of files of these. */
const dropRewrapped = (db: Database, about: readonly string[]): Promise<void> =>
  inSlices(about, (slice) => db.deleteFrom('rewrapped').where('about', 'in', slice).execute());

/** Their pieces, and what staff heard and wrote of them. Gives the ids of which no clip is left: another record may name one too. */
const dropClips = async (db: Database, clips: readonly Named[]): Promise<readonly string[]> => {
  for (const { id, digest } of clips) {
    await db.deleteFrom('clipPieces').where('clip', '=', id).where('digest', '=', digest).execute();
    await db.deleteFrom('clips').where('id', '=', id).where('digest', '=', digest).execute();
  }
  const ids = [...new Set(clips.map(({ id }) => id))];
  const left = new Set((await among(ids, (slice) => db.selectFrom('clips').select('id').where('id', 'in', slice).execute())).map(({ id }) => id));
  const gone = ids.filter((id) => !left.has(id));
  await inSlices(gone, async (slice) => {
    const written = await db.selectFrom('transcripts').select('id').where('clip', 'in', slice).execute();
    await dropRewrapped(db, [...slice, ...written.map(({ id }) => id)]);
    for (const table of ['hearings', 'clipOpenings', 'transcripts', 'spokenIn'] as const) await db.deleteFrom(table).where('clip', 'in', slice).execute();
  });
  return gone;
};

/** Ids that nothing may ever come back under. */
export const bury = (db: Database, ids: readonly string[], day: string): Promise<void> =>
  inSlices([...new Set(ids)].map((id) => ({ id, erasedOn: day })), (rows) => db.insertInto('tombstones').values(rows).onConflict((same) => same.column('id').doNothing()).execute());

/** So that the second place hears of it also where the process ends before it could be told. */
const owe = async (db: Database, env: Pick<Env, 'random'>, erasure: Erasure): Promise<void> =>
  void (await db.insertInto('erasuresDue').values({ id: toHex(env.random(16)), erasure: JSON.stringify(erasure) }).execute());

/**
 * Takes everything of these out of every table, and the clips that are named besides; gives the ids of clips that are gone.
 * What the database itself goes by and what a restore lays in from the ledger go through here alike.
 */
export const wipe = async (db: Database, ids: readonly string[], named: readonly Named[]): Promise<readonly string[]> => {
  await inSlices(ids, async (slice) => {
    for (const table of ['records', 'apart', 'parked'] as const) await db.deleteFrom(table).where('id', 'in', slice).execute();
  });
  await dropRewrapped(db, ids);
  const gone = await dropClips(db, named);
  await inSlices([...ids, ...gone], (slice) => db.deleteFrom('unjournaled').where('id', 'in', slice).execute());
  return gone;
};

export const clipsOfRecords = (db: Database, ids: readonly string[]): Promise<readonly Named[]> =>
  among(ids, (slice) => db.selectFrom('clips').select(['id', 'digest']).where('record', 'in', slice).execute());

/** Call it inside a transaction, and `payErasures` after it. `own`: ids that are buried with them, such as that of a withdrawal itself. */
export const erase = async (db: Database, env: Pick<Env, 'random'>, { ids, withdrawHash }: Doomed, day: string, own: readonly string[] = []): Promise<void> => {
  const clips = await clipsOfRecords(db, ids);
  // In the order of their ids, which says nothing of which came first.
  const records = [...new Set([...ids, ...own])].toSorted();
  const clipsGone = await wipe(db, ids, clips);
  await bury(db, [...records, ...clipsGone], day);
  if (withdrawHash === undefined && records.length === 0) return;
  await owe(db, env, { ...(withdrawHash === undefined ? {} : { withdrawHash }), records, clips, erasedOn: day });
};

/** Everything that was handed in under this code, put aside or not. */
export const underCode = async (db: Database, hash: string): Promise<readonly string[]> => {
  const ids = new Set<string>();
  for (const table of ['records', 'apart', 'parked'] as const) {
    for (const { id } of await db.selectFrom(table).select('id').where('withdrawHash', '=', hash).execute()) ids.add(id);
  }
  return [...ids];
};
