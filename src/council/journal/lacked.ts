/** What of these the database neither holds nor knows as erased. */
import type { Database } from '../database/schema.ts';
import { inSlices, lookUp, lookUpClips, pair } from '../known.ts';
import type { Named } from '../second-place.ts';

const erased = async (db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  await inSlices(ids, async (slice) => {
    for (const { id } of await db.selectFrom('tombstones').select('id').where('id', 'in', slice).execute()) found.add(id);
  });
  return found;
};

/** Records, what was set aside, and clips that are whole. */
export const lackedBy = async (db: Database, named: readonly Named[]): Promise<readonly Named[]> => {
  const ids = named.map(({ id }) => id);
  const known = await lookUp(db, ids);
  const missing = named.filter(({ id, digest }) => known.kept.get(id) !== digest && !known.parked.has(pair(id, digest)));
  if (missing.length === 0) return [];
  const gone = missing.map(({ id }) => id);
  const clips = new Set((await lookUpClips(db, gone)).flatMap((clip) => (clip.receivedOn === null ? [] : [pair(clip.id, clip.digest)])));
  const tombstones = await erased(db, gone);
  return missing.filter(({ id, digest }) => !clips.has(pair(id, digest)) && !tombstones.has(id));
};
