/** Tells the second place what was erased here; as long as it has not heard, no erasure is called durable. */
import type { Council } from './council.ts';
import { inSlices } from './known.ts';
import { codeOf } from './log.ts';
import type { Erasure } from './second-place.ts';

/** False where the second place could not write it: then it is due still, and told at the next request or within a minute. */
export const payErasures = async ({ db, second, log }: Pick<Council, 'db' | 'second' | 'log'>): Promise<boolean> => {
  const due = await db.selectFrom('erasuresDue').selectAll().orderBy('id').execute();
  if (due.length === 0) return true;
  try {
    await second.erase(due.map(({ erasure }) => JSON.parse(erasure) as Erasure));
  } catch (why) {
    log('alarm', { what: 'second-place', error: codeOf(why) });
    return false;
  }
  await inSlices(due.map(({ id }) => id), (slice) => db.deleteFrom('erasuresDue').where('id', 'in', slice).execute());
  return true;
};
