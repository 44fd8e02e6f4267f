/** What of a request is here already: asked of the database once, before anything is decided. */
import type { ClipsTable, Database } from './database/schema.ts';

/** SQLite and PostgreSQL both take some 32,000 values in one statement; a record has thirteen. */
const ROWS_AT_ONCE = 500;

export const inSlices = async <T>(all: readonly T[], work: (slice: T[]) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) await work(all.slice(from, from + ROWS_AT_ONCE));
};

/** The digests under which these ids lie here already, and whether they were put aside. */
export interface Known {
  readonly kept: ReadonlyMap<string, string>;
  readonly parked: ReadonlySet<string>;
}
export const pair = (id: string, digest: string): string => `${id} ${digest}`;

export const lookUp = async (db: Database, ids: readonly string[]): Promise<Known> => {
  const kept = new Map<string, string>();
  const parked = new Set<string>();
  await inSlices(ids, async (slice) => {
    for (const table of ['records', 'apart'] as const) {
      for (const row of await db.selectFrom(table).select(['id', 'digest']).where('id', 'in', slice).execute()) kept.set(row.id, row.digest);
    }
    for (const row of await db.selectFrom('parked').select(['id', 'digest']).where('id', 'in', slice).execute()) parked.add(pair(row.id, row.digest));
  });
  return { kept, parked };
};

/** What was taken back: ids that nothing may come back under, and the hashes of codes. */
export interface TakenBack {
  readonly ids: ReadonlySet<string>;
  readonly hashes: ReadonlySet<string>;
}

export const lookUpTakenBack = async (db: Database, ids: readonly string[], hashes: readonly string[]): Promise<TakenBack> => {
  const found = { ids: new Set<string>(), hashes: new Set<string>() };
  await inSlices(ids, async (slice) => {
    for (const { id } of await db.selectFrom('tombstones').select('id').where('id', 'in', slice).execute()) found.ids.add(id);
  });
  await inSlices(hashes, async (slice) => {
    for (const { hash } of await db.selectFrom('withdrawn').select('hash').where('hash', 'in', slice).execute()) found.hashes.add(hash);
  });
  return found;
};

export type NamedClip = Pick<ClipsTable, 'id' | 'digest' | 'record' | 'receivedOn'>;

/** Every clip of these ids that a record here names, under whatever digest. */
export const lookUpClips = async (db: Database, ids: readonly string[]): Promise<readonly NamedClip[]> => {
  const found: NamedClip[] = [];
  await inSlices(ids, async (slice) => found.push(...(await db.selectFrom('clips').select(['id', 'digest', 'record', 'receivedOn']).where('id', 'in', slice).execute())));
  return found;
};
