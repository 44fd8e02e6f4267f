/** What the council does by itself at its start and once a day: it closes the days that are over. */
import type { Council } from './council.ts';
import { settleOrder } from './database/settle-order.ts';
import { placeOf } from './log.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A day is over when nothing can come in its name any more: another process's clock may be late, and a request long. */
const GRACE_MS = HOUR_MS;

type Desk = Pick<Council, 'db' | 'env' | 'log'>;

/** Takes the order of their arrival from what came apart on days that are over. `again`: also from what was closed before. */
export const closeDays = ({ db, env }: Pick<Council, 'db' | 'env'>, again = false, stop?: AbortSignal): Promise<number> =>
  settleOrder(db, env.now() - GRACE_MS, { again, random: env.random, ...(stop === undefined ? {} : { stop }) });

/** Until the next day is over, and a while more that chance decides, so that several processes don't begin at once. */
const untilNext = ({ env }: Desk): number => {
  const since = (env.now() - GRACE_MS) % DAY_MS;
  return DAY_MS - since + ((env.random(1)[0] ?? 0) / 256) * HOUR_MS;
};

/** Begins now and goes on every night. Gives what ends it, which comes back when nothing is under way any more. */
export const beginNights = (council: Desk): (() => Promise<void>) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const goOn = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await closeDays(council, false, signal);
      } catch (error) {
        if (!signal.aborted) council.log('went-wrong', { what: 'close-day', at: error instanceof Error ? placeOf(error) : 'unknown' });
      }
      await council.env.sleep(untilNext(council), signal);
    }
  };
  const going = goOn();
  return async () => {
    stopping.abort();
    await going;
  };
};
