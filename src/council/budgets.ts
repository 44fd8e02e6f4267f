/** How much may come in a day from one network and for one conversation: counted in the database, to the day, by sample. */
import { problem, type Problem } from '../domain/problem.ts';
import type { Council } from './council.ts';
import type { Database } from './database/schema.ts';
import { dayOf } from './day.ts';
import { inSlices } from './known.ts';

/** What is counted: a step for each record and each piece, and one more for every 16 KB of it. */
export const STEP_BYTES = 16 * 1024;

/**
 * Steps a day. All are for a machine that runs wild, not for people: whoever is refused keeps everything and comes back.
 *
 * - `records` of one network: the phones of a whole borough can come through 256 addresses of one phone company, and a
 *   library or a mosque through one. 60,000 people with an answer, a need and a wish each are 180,000.
 * - `parked` of one network: 64 MB of what nobody here understands. 4,000 old phones in one hall are enough.
 * - `clips` of one network: 2 GB, or some 4,000 minutes of speech.
 * - `pack`: six times the answers of a borough of 300,000. Above it, it is not people who answer.
 */
export const A_DAY = { records: 200_000, parked: 4_096, clips: 131_072, pack: 2_000_000 } as const;

/**
 * Of sixteen steps one is written down, as sixteen. A phone's few are mostly not written down at all: so they cost no write,
 * and the sums tell nobody which answer and which request came from one household.
 */
const ONE_IN = 16;

/** From whom something came: a network's name for this day. */
export interface Sender {
  readonly network: string;
}

/** At whose door a request was handed in, and whether strangers have used up their part of the disk. */
export interface Door {
  readonly sender: Sender;
  readonly strangersAreFull: () => Promise<boolean>;
}

type Desk = Pick<Council, 'db' | 'env'>;
type Purse = keyof typeof A_DAY;

export const nameOf = (purse: Purse, whose: string): string => `${purse} ${whose}`;
export const stepsOf = (bytes: number): number => 1 + Math.floor(bytes / STEP_BYTES);

const sampled = (steps: number, random: Council['env']['random']): number => {
  const rest = steps % ONE_IN;
  const [drawn = 0] = random(1);
  return steps - rest + (drawn % ONE_IN < rest ? ONE_IN : 0);
};

const readUsed = async ({ db, env }: Desk, names: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.selectFrom('budgets').select(['name', 'used']).where('day', '=', dayOf(env.now())).where('name', 'in', [...names]).execute();
  return new Map(rows.map(({ name, used }) => [name, Number(used)]));
};

/** One statement, and none at all where the sample has drawn nothing. */
const writeDown = async (db: Database, { env }: Pick<Council, 'env'>, spent: ReadonlyMap<string, number>): Promise<void> => {
  const day = dayOf(env.now());
  const rows = [...spent].flatMap(([name, steps]) => {
    const used = sampled(steps, env.random);
    return used === 0 ? [] : [{ day, name, used }];
  });
  // In one order, so that two processes never wait for one another.
  rows.sort((one, other) => (one.name < other.name ? -1 : 1));
  await inSlices(rows, (slice) =>
    db
      .insertInto('budgets')
      .values(slice)
      .onConflict((same) => same.columns(['day', 'name']).doUpdateSet((eb) => ({ used: eb('budgets.used', '+', eb.ref('excluded.used')) })))
      .execute(),
  );
};

/** Nothing of a request could be taken, for there is no room for any of it. */
export class NoRoom extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.code);
    this.problem = why;
  }
}

/** What one request may bring, and what of it was used. Each try at a transaction has one of its own. */
export interface Tally {
  /** Whether there is room for one more; it is counted if so. */
  readonly takesRecord: (pack: string, bytes: number) => boolean;
  readonly takesAside: (bytes: number) => boolean;
  /** To be called last. `taken` verdicts were given: where there are none, and some were refused, it throws NoRoom. */
  readonly writeDown: (db: Database, taken: number) => Promise<void>;
}

/** What this process is asked by itself, from a test or a command, has no sender and is not counted. */
const UNCOUNTED: Tally = { takesRecord: () => true, takesAside: () => true, writeDown: async () => undefined };

const tallyOver = (council: Desk, { network }: Sender, used: ReadonlyMap<string, number>, strangersAreFull: boolean): Tally => {
  const spent = new Map<string, number>();
  let refused: Problem | undefined;
  const isOver = (purse: Purse, whose: string): boolean => {
    const name = nameOf(purse, whose);
    if ((used.get(name) ?? 0) + (spent.get(name) ?? 0) < A_DAY[purse]) return false;
    refused ??= problem('busy', purse === 'pack' ? 'pack' : 'network');
    return true;
  };
  const spend = (purse: Purse, whose: string, bytes: number): void =>
    void spent.set(nameOf(purse, whose), (spent.get(nameOf(purse, whose)) ?? 0) + stepsOf(bytes));
  return {
    takesRecord: (pack, bytes) => {
      if (isOver('records', network) || isOver('pack', pack)) return false;
      spend('records', network, bytes);
      spend('pack', pack, bytes);
      return true;
    },
    takesAside: (bytes) => {
      if (strangersAreFull) refused ??= problem('disk-full', 'strangers');
      if (strangersAreFull || isOver('parked', network)) return false;
      spend('parked', network, bytes);
      return true;
    },
    writeDown: async (db, taken) => {
      if (refused !== undefined && taken === 0) throw new NoRoom(refused);
      await writeDown(db, council, spent);
    },
  };
};

/**
 * Looks once, before any transaction, at what was used today; gives the tally for each try. Read this early, a few requests
 * at the same moment may pass together: a budget is no promise.
 */
export const openBudgets = async (council: Desk, door: Door | undefined, packs: Iterable<string>): Promise<() => Tally> => {
  if (door === undefined) return () => UNCOUNTED;
  const { sender } = door;
  const names = [nameOf('records', sender.network), nameOf('parked', sender.network), ...[...new Set(packs)].map((pack) => nameOf('pack', pack))];
  const [used, areFull] = [await readUsed(council, names), await door.strangersAreFull()];
  return () => tallyOver(council, sender, used, areFull);
};

/** Why no piece of a clip is taken from this sender now; undefined where it is. */
export const refusesClips = async (council: Desk, door: Door | undefined): Promise<Problem | undefined> => {
  if (door === undefined) return undefined;
  if (await door.strangersAreFull()) return problem('disk-full', 'strangers');
  const name = nameOf('clips', door.sender.network);
  return ((await readUsed(council, [name])).get(name) ?? 0) < A_DAY.clips ? undefined : problem('busy', 'network');
};

/** In the transaction that takes the piece in. */
export const countPiece = (db: Database, council: Pick<Council, 'env'>, sender: Sender | undefined, bytes: number): Promise<void> =>
  sender === undefined ? Promise.resolve() : writeDown(db, council, new Map([[nameOf('clips', sender.network), stepsOf(bytes)]]));
