/** What the council does by itself at its start and once a day: it closes the days that are over, in both places. */
import type { Council } from './council.ts';
import { settleOrder } from './database/settle-order.ts';
import { dayOf } from './day.ts';
import { closeDays as closeJournal } from './journal/close-days.ts';
import type { OpenSecondPlace } from './journal/place.ts';
import { placeOf } from './log.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A day is over when nothing can come in its name any more: another process's clock may be late, and a request long. */
const GRACE_MS = HOUR_MS;

type Desk = Pick<Council, 'db' | 'env' | 'log'> & { readonly second: OpenSecondPlace };

export interface Nights {
  /** When the first round is done, which closes what was over already. */
  readonly begun: Promise<void>;
  /** Comes back when nothing is under way any more. */
  readonly end: () => Promise<void>;
}

/** Beside a server that does it. */
export const NO_NIGHTS: Nights = { begun: Promise.resolve(), end: () => Promise.resolve() };

/**
 * Takes the order of their arrival from what came apart on days that are over. `again`: also from what was closed before.
 * Undefined where another process has done it or does it now.
 */
export const closeTables = ({ db, env }: Pick<Desk, 'db' | 'env'>, again = false, stop?: AbortSignal): Promise<number | undefined> =>
  settleOrder(db, env.now() - GRACE_MS, { again, random: env.random, ...(stop === undefined ? {} : { stop }) });

/**
 * The tables, and then the journal. Whoever has closed the tables alone closes the journal: two who put many files into
 * one at once could lose what came between. What fails in the journal waits for the next night.
 */
export const closeDays = async (desk: Omit<Desk, 'log'>, again = false, stop?: AbortSignal): Promise<number> => {
  const moved = await closeTables(desk, again, stop);
  if (moved !== undefined) await closeJournal(desk.second, desk.db, dayOf(desk.env.now() - GRACE_MS));
  return moved ?? 0;
};

/** Until the next day is over, and a while more that chance decides, so that several processes don't begin at once. */
const untilNext = ({ env }: Desk): number => {
  const since = (env.now() - GRACE_MS) % DAY_MS;
  return DAY_MS - since + ((env.random(1)[0] ?? 0) / 256) * HOUR_MS;
};

/** Begins now and goes on every night. */
export const beginNights = (council: Desk): Nights => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const night = async (): Promise<void> => {
    try {
      await closeDays(council, false, signal);
    } catch (error) {
      if (!signal.aborted) council.log('went-wrong', { what: 'close-day', where: error instanceof Error ? placeOf(error) : 'unknown' });
    }
  };
  const begun = night();
  const goOn = async (): Promise<void> => {
    await begun;
    while (!signal.aborted) {
      await council.env.sleep(untilNext(council), signal);
      if (!signal.aborted) await night();
    }
  };
  const going = goOn();
  return {
    begun,
    end: async () => {
      stopping.abort();
      await going;
    },
  };
};
