/** Whether what was kept here stands in the second place as well: what `durable` says on the wire. */
import type { RecordVerdict } from '../domain/wire.ts';
import type { Council } from './council.ts';
import type { ClipsTable, Database } from './database/schema.ts';
import { inSlices, pair } from './known.ts';
import { codeOf } from './log.ts';
import type { KeptRow, Named } from './second-place.ts';

type Desk = Pick<Council, 'env' | 'log' | 'second'>;

/** A phone on a bad link waits no longer for a second place that is slow: it hears of it at its next contact. */
const LONGEST_WAIT_MS = 3_000;

/** In the same transaction as what they name: from then on these are known not to stand in the second place yet. */
export const notYetTwice = (db: Database, named: readonly Named[]): Promise<void> =>
  inSlices(named.map(({ id, digest }) => ({ id, digest })), (rows) => db.insertInto('unjournaled').values(rows).onConflict((same) => same.doNothing()).execute());

/** Which of these, as `pair` says them, are kept in one place only. */
export const stillOnce = async ({ db, second }: Pick<Council, 'db' | 'second'>, named: readonly Named[]): Promise<ReadonlySet<string>> => {
  const once = new Set<string>();
  await inSlices(named, async (slice) => {
    const rows = await db.selectFrom('unjournaled').selectAll().where('id', 'in', slice.map(({ id }) => id)).execute();
    for (const row of rows) if (!second.stands(row)) once.add(pair(row.id, row.digest));
  });
  return once;
};

/** Whoever has kept one waiting for all of that time is waited for by nobody, until it has taken what it was given then. */
const areLate = new WeakSet<Council['second']>();

/** A second place that fails costs nobody an answer: it is kept, not called durable, and mended later. */
const tryTo = async ({ env, log, second }: Desk, keep: () => Promise<void>): Promise<boolean> => {
  const alarm = (error: string): false => {
    log('alarm', { what: 'second-place', error });
    return false;
  };
  const kept = keep().then(() => second.isApart, (why: unknown) => alarm(codeOf(why)));
  if (areLate.has(second)) return false;
  const over = new AbortController();
  const isLate = env.sleep(LONGEST_WAIT_MS, over.signal).then(() => 'late' as const);
  const came = await Promise.race([kept, isLate]);
  over.abort();
  if (came !== 'late') return came;
  areLate.add(second);
  void kept.then(() => areLate.delete(second));
  return alarm('slow');
};

/**
 * Comes back when these rows stand in both places, or can't, and says of each verdict whether it may be called durable: of
 * the rows by how the second place took them, of what was known before by what is known of it.
 */
export const sayDurable = async (desk: Desk & Pick<Council, 'db'>, rows: readonly KeptRow[], verdicts: readonly RecordVerdict[]): Promise<readonly RecordVerdict[]> => {
  const isTaken = rows.length > 0 && (await tryTo(desk, () => desk.second.keep(rows)));
  const taken = new Set(rows.map(({ row }) => pair(row.id, row.digest)));
  const once = await stillOnce(desk, verdicts.filter(({ id, digest }) => !taken.has(pair(id, digest))));
  const isTwice = (name: string): boolean => (taken.has(name) ? isTaken : desk.second.isApart && !once.has(name));
  return verdicts.map((verdict) => ({ ...verdict, durable: isTwice(pair(verdict.id, verdict.digest)) }));
};

/** A clip that is whole: whether it may be called durable. */
export const keepClipTwice = (desk: Desk, clip: ClipsTable, pieces: AsyncIterable<Uint8Array>): Promise<boolean> => tryTo(desk, () => desk.second.keepClip(clip, pieces));
