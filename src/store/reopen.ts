/** iOS drops database connections while an app is in the background; this closes, opens and tries once more. */
import type { Dexie } from 'dexie';

const DROPPED = new Set(['InvalidStateError', 'DatabaseClosedError', 'UnknownError']);

const isDropped = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { name, inner } = error as { name?: string; inner?: unknown };
  return DROPPED.has(name ?? '') || isDropped(inner);
};

/** Every write here is one transaction and idempotent, so trying again can't do anything twice. */
export const reopening = async <T>(db: Dexie, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!isDropped(error)) throw error;
    db.close({ disableAutoOpen: false });
    await db.open();
    return work();
  }
};
