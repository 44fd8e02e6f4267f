/** Looks after the second place while a council runs: tells it what is to go, and mends what it lacks. */
import type { Council } from '../council.ts';
import { payErasures } from '../erasures-due.ts';
import { pair } from '../known.ts';
import { codeOf } from '../log.ts';
import { mend } from './mend.ts';
import type { OpenSecondPlace } from './place.ts';

const EACH_MS = 60_000;

export interface Care {
  /** When what is under way has come to its end. */
  readonly settled: () => Promise<void>;
  /** Lets what is under way come to its end. */
  readonly close: () => Promise<void>;
}

/** Beside a server that does it. */
export const NO_CARE: Care = { settled: () => Promise.resolve(), close: () => Promise.resolve() };

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

/** At once, and then each minute. */
export const startCare = (desk: Desk): Care => {
  const works = [() => payErasures(desk), mending(desk)];
  const lookAfter = async (): Promise<void> => {
    for (const work of works) await work().catch((why: unknown) => desk.log('alarm', { what: 'second-place', error: codeOf(why) }));
  };
  let last = lookAfter();
  const timer = setInterval(() => (last = last.then(lookAfter)), EACH_MS).unref();
  return {
    settled: () => last,
    close: () => {
      clearInterval(timer);
      return last;
    },
  };
};
