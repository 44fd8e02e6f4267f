/** Plans that no seed has drawn: each at one place of a mechanism, where chance would have to be patient. */
import type { Plan, Step } from './plan.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Whatever befalls by it befalls every request, not some. */
const ALL = 2;
const step = (at: number, what: string, n = 0, ms = 1, salt = 0): Step => ({ at, what, on: 0, ms, n, salt });

/** More half steps than the endpoint takes from a request to its answer, journal and all. */
const HALF_STEPS = 48;

/**
 * An answer is handed in; the endpoint is killed at each of its half steps in turn, between commit and journal among them. It
 * comes back, the phone sends once more and hears what it hears, and the database is set back to an empty one and the journal.
 */
export const KILLED_AND_RESTORED: readonly Plan[] = Array.from({ length: HALF_STEPS }, (_, n) => ({
  seed: n + 1,
  hasLocks: [true],
  isTwice: true,
  steps: [step(0, 'open-tab'), step(MINUTE - 1, 'endpoint-killed', n, 10 * SECOND), step(MINUTE, 'hand-in-answers'), step(MINUTE + 20 * SECOND, 'wake'), step(20 * MINUTE, 'restored-from-backup')],
}));

/**
 * Every receipt for an answer is lost on the way, the endpoint is set back to an empty database, and then someone on the way says
 * that old receipt again instead of passing on what is sent.
 */
export const OLD_RECEIPT: readonly Plan[] = [
  {
    seed: 1,
    hasLocks: [true],
    isTwice: false,
    steps: [
      step(0, 'open-tab'), step(MINUTE - 1, 'reply-lost', 0, MINUTE, ALL), step(MINUTE, 'hand-in-answers'),
      step(2 * MINUTE - SECOND, 'reply-replayed', 0, 30 * MINUTE, ALL), step(2 * MINUTE, 'restored-from-backup'), step(3 * MINUTE, 'wake'),
    ],
  },
];
