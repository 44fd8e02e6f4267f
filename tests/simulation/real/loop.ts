/** Runs real, asynchronous code under a clock that moves only when nothing is left to do, so that a seed always gives the same run. */
import type { Clock } from '../clock.ts';

export interface Loop {
  readonly clock: Clock;
  /** One step of a browser's storage: what fake-indexeddb would give to `setImmediate`. */
  readonly queue: (task: () => void) => void;
  /** Something runs whose end only the machine knows: the clock waits. Call what it gives when it is over; twice is no harm. */
  readonly hold: () => () => void;
  /** Until it is over, or nothing at all is left that could happen. */
  readonly run: (isOver: () => boolean, onStep: () => void) => Promise<void>;
}

const realImmediate = setImmediate;
/** Every microtask is done when it comes back. */
export const turn = (): Promise<void> => new Promise((done) => void realImmediate(done));

/** More turns without anything happening than any piece of work needs. */
const HANGS = 2_000_000;

export const makeLoop = (clock: Clock): Loop => {
  let tasks: (() => void)[] = [];
  let at = 0;
  let holds = 0;
  const takeTask = (): (() => void) | undefined => {
    if (at < tasks.length) return tasks[at++];
    tasks = [];
    at = 0;
    return undefined;
  };
  return {
    clock,
    queue: (task) => void tasks.push(task),
    hold: () => {
      let isHeld = true;
      holds += 1;
      return () => {
        if (isHeld) holds -= 1;
        isHeld = false;
      };
    },
    run: async (isOver, onStep) => {
      for (let idle = 0; ; ) {
        await turn();
        const task = takeTask();
        if (task !== undefined) {
          task();
          onStep();
          idle = 0;
        } else if (holds > 0) {
          idle += 1;
          if (idle > HANGS) throw new Error('the simulation hangs: something never comes to its end');
        } else {
          idle = 0;
          if (isOver() || !clock.next()) return;
          onStep();
        }
      }
    },
  };
};
