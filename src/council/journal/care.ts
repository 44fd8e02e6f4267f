/** Looks after the second place while a council runs: mends what it lacks, and closes the days that are over. */
import type { Council } from '../council.ts';
import { dayOf } from '../day.ts';
import { pair } from '../known.ts';
import { codeOf } from '../log.ts';
import { closeDays } from './close-days.ts';
import { mend } from './mend.ts';
import type { OpenSecondPlace } from './place.ts';

const EACH_MS = 60_000;

export interface Care {
  /** Lets what is under way come to its end. */
  readonly close: () => Promise<void>;
}

type Desk = Pick<Council, 'db' | 'env' | 'log'> & { readonly second: OpenSecondPlace };

/** Each call mends what was there at the call before and is there still: what came since may be on its way. The first mends all. */
const mending = ({ db, log, second }: Desk): (() => Promise<void>) => {
  let before: ReadonlySet<string> | undefined;
  return async () => {
    const fresh = new Set<string>();
    const mended = await mend(db, second, (named) => {
      const name = pair(named.id, named.digest);
      if (before === undefined || before.has(name)) return second.stands(named);
      fresh.add(name);
      return true;
    });
    before = fresh;
    if (mended > 0) log('mended-journal', { many: mended });
  };
};

const closing = ({ db, env, second }: Desk): (() => Promise<void>) => {
  let closedUpTo = '';
  return async () => {
    const today = dayOf(env.now());
    if (closedUpTo === today) return;
    await closeDays(second, db, today);
    closedUpTo = today;
  };
};

/** At once, and then each minute. */
export const startCare = (desk: Desk): Care => {
  const works = [mending(desk), closing(desk)];
  const lookAfter = async (): Promise<void> => {
    for (const work of works) await work().catch((why: unknown) => desk.log('alarm', { what: 'second-place', error: codeOf(why) }));
  };
  let last = lookAfter();
  const timer = setInterval(() => (last = last.then(lookAfter)), EACH_MS).unref();
  return {
    close: () => {
      clearInterval(timer);
      return last;
    },
  };
};
