/** While the app is open: drains when woken, and again by a timer as long as something waits. */
import { drain } from './drain.ts';
import { nextTry, type Drained, type Sending } from './sending.ts';
import { waitAfter } from './wait.ts';

/** With nothing left to send, held records are asked after this often while the app stays open. */
const QUIET_MS = 5 * 60_000;

export interface Sender {
  /** After keeping, on opening, when the page shows again, when the network is said to be back. */
  readonly wake: () => void;
  readonly stop: () => void;
}

interface Pause {
  readonly ms: number;
  /** The council has asked for it, so nothing that happens on the phone cuts it short. */
  readonly isAsked: boolean;
}

/** How long until the next round, by what this one met. */
const pause = async (sending: Sending, drained: Drained, failures: number): Promise<Pause> => {
  const { env } = sending;
  if (drained.waitMs !== undefined) return { ms: drained.waitMs, isAsked: true };
  if (drained.stopped !== undefined) return { ms: waitAfter(failures, env.random), isAsked: false };
  const next = await nextTry(sending);
  return { ms: next === undefined ? QUIET_MS : Math.max(1_000, next - env.now()), isAsked: false };
};

/** `onRound` hears of every round. Errors of the store count as a failed round: nothing is lost, it is tried again. */
export const keepSending = (sending: Sending, onRound: (drained: Drained) => void): Sender => {
  const stopped = new AbortController();
  let nap = new AbortController();
  let wokenAgain = false;
  let failures = 0;

  const round = async (): Promise<Pause> => {
    try {
      const drained = await drain(sending);
      failures = drained.stopped === undefined ? 0 : failures + 1;
      onRound(drained);
      return await pause(sending, drained, failures);
    } catch {
      failures += 1;
      return { ms: waitAfter(failures, sending.env.random), isAsked: false };
    }
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      nap = new AbortController();
      wokenAgain = false;
      const { ms, isAsked } = await round();
      if (isAsked) await sending.env.sleep(ms, stopped.signal);
      else if (!wokenAgain && !stopped.signal.aborted) await sending.env.sleep(ms, nap.signal);
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
