/** Writes down what stands in the second place by now, a batch each second or so: nobody who waits for an answer waits for this. */
import { transact } from '../database/transact.ts';
import type { Database } from '../database/schema.ts';
import { inSlices, pair } from '../known.ts';
import type { Named } from '../second-place.ts';

const TIDY_MS = 1_000;

export interface Tidying {
  /** These stand in the second place now. */
  readonly stands: (kept: readonly Named[]) => void;
  /** Whether this one is among those that still have to be written down. */
  readonly has: (named: Named) => boolean;
  /** Up to here all that is in this segment was in the database before. */
  readonly mark: (segment: string, bytes: number) => void;
  /** Now. What fails is tried again the next time. */
  readonly now: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const forget = (db: Database, named: readonly Named[]): Promise<void> =>
  inSlices(named, (slice) =>
    db
      .deleteFrom('unjournaled')
      .where('id', 'in', slice.map(({ id }) => id))
      // Not looked up in the key, where SQLite would try every id with every digest: a quarter of a million pairs.
      .where(({ eb, fn }) => eb(fn<string>('lower', ['digest']), 'in', slice.map(({ digest }) => digest)))
      .execute(),
  );

export const saveMarks = (db: Database, marks: ReadonlyMap<string, number>): Promise<void> =>
  inSlices([...marks].map(([segment, bytes]) => ({ segment, bytes })), (rows) =>
    db.insertInto('journalMarks').values(rows).onConflict((same) => same.column('segment').doUpdateSet(({ ref }) => ({ bytes: ref('excluded.bytes') }))).execute(),
  );

/** `failed` hears why it could not be written down; then it stays to be done. */
export const startTidying = (db: Database, failed: (why: unknown) => void): Tidying => {
  const stands = new Map<string, Named>();
  let marks = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<void> = Promise.resolve();
  const tidy = async (): Promise<void> => {
    const [named, marked] = [[...stands.values()], marks];
    if (named.length === 0 && marked.size === 0) return;
    marks = new Map();
    try {
      await transact(db, async (all) => {
        await forget(all, named);
        await saveMarks(all, marked);
      });
      for (const each of named) stands.delete(pair(each.id, each.digest));
    } catch (why) {
      marks = new Map([...marked, ...marks]);
      failed(why);
    }
  };
  const now = (): Promise<void> => (last = last.then(tidy));
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void now();
    }, TIDY_MS).unref();
  };
  return {
    stands: (kept) => {
      for (const { id, digest } of kept) stands.set(pair(id, digest), { id, digest });
      soon();
    },
    has: ({ id, digest }) => stands.has(pair(id, digest)),
    mark: (segment, bytes) => {
      marks.set(segment, bytes);
      soon();
    },
    now,
    close: () => {
      clearTimeout(timer);
      return now();
    },
  };
};
