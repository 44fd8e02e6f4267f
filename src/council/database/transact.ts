/** One transaction, from the first read to the commit: all of it is done, or none, as if nobody else were at work meanwhile. */
import type { Env } from '../../domain/env.ts';
import { realWorld } from '../world.ts';
import { engineOf } from './engine.ts';
import type { Database } from './schema.ts';

/**
 * What PostgreSQL and its distributed kin say of a transaction that is right and has to be done again: it could not be
 * put in an order with another one (40001; CockroachDB's and YugabyteDB's restarts have this code too), two waited for each
 * other (40P01), or another process was quicker with the same key (23505), which the second look then finds.
 */
const DO_IT_AGAIN: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505']);

/** Of two that collide one always gets through, so even a crowd is done in a few rounds; what fails this often is no collision. */
export const MOST_TRIES = 12;
const FIRST_WAIT_MS = 8;
const LONGEST_WAIT_MS = 500;

type World = Pick<Env, 'random' | 'sleep'>;

/** Full jitter: anything from nothing to the whole wait, so that two who collided don't meet again. */
const waitAfter = (tries: number, random: World['random']): number => {
  const part = new DataView(random(4).buffer).getUint32(0) / 2 ** 32;
  return Math.floor(part * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1)));
};

const untilDone = async <T>(db: Database, work: (db: Database) => Promise<T>, { random, sleep }: World): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().setIsolationLevel('serializable').execute(work);
    } catch (error) {
      if (tries === MOST_TRIES || !DO_IT_AGAIN.has((error as { code?: unknown } | null)?.code)) throw error;
      await sleep(waitAfter(tries, random));
    }
  }
};

/**
 * Those of one process go one after the other, as on SQLite: side by side they would only send each other back (measured:
 * half the records a second, and two tries of three in vain). What is kept of the last one is when it ended.
 */
const turns = new WeakMap<Database, Promise<void>>();

const inTurn = <T>(db: Database, work: () => Promise<T>): Promise<T> => {
  const mine = (turns.get(db) ?? Promise.resolve()).then(work);
  turns.set(db, mine.then(() => undefined, () => undefined));
  return mine;
};

/**
 * `work` may be called more than once where the database asks for it, so it does nothing but through the `db` it is given.
 * Serializable: code that looks first and then writes is right on SQLite, where one writes at a time, and so it is here.
 */
export const transact = <T>(db: Database, work: (db: Database) => Promise<T>, world: World = realWorld()): Promise<T> =>
  engineOf(db) === 'sqlite' ? db.transaction().execute(work) : inTurn(db, () => untilDone(db, work, world));
