/** While the app is open: drains when woken, and again by a timer as long as something waits. */
import { drain, type Drained, type Sending } from './drain.ts';
import { waitAfter } from './wait.ts';

/** With nothing left to send, held records are asked after this often while the app stays open. */
const QUIET_MS = 5 * 60_000;

export interface Sender {
  /** After keeping, on opening, when the page shows again, when the network is said to be back. */
  readonly wake: () => void;
  readonly stop: () => void;
}

/** How long until the next round, by what this one met. */
const pause = async (sending: Sending, drained: Drained, failures: number): Promise<number> => {
  const { env, outbox } = sending;
  if (drained.waitMs !== undefined) return drained.waitMs;
  if (drained.stopped !== undefined) return waitAfter(failures, env.random);
  const next = await outbox.nextTry(env.now());
  return next === undefined ? QUIET_MS : Math.max(1_000, next - env.now());
};

/** `onRound` hears of every round. Errors of the store count as a failed round: nothing is lost, it is tried again. */
export const keepSending = (sending: Sending, onRound: (drained: Drained) => void): Sender => {
  const stopped = new AbortController();
  let nap = new AbortController();
  let wokenAgain = false;
  let failures = 0;

  const round = async (): Promise<number> => {
    try {
      const drained = await drain(sending);
      failures = drained.stopped === undefined ? 0 : failures + 1;
      onRound(drained);
      return await pause(sending, drained, failures);
    } catch {
      failures += 1;
      return waitAfter(failures, sending.env.random);
    }
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      nap = new AbortController();
      wokenAgain = false;
      const ms = await round();
      if (!wokenAgain && !stopped.signal.aborted) await sending.env.sleep(ms, nap.signal);
    }
  };
  void run();

  return {
    wake: () => {
      wokenAgain = true;
      nap.abort();
    },
    stop: () => {
      stopped.abort();
      nap.abort();
    },
  };
};
