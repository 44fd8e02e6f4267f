/** How far a long sending is, by the numbers that the outbox gives. */

/** `left` are on this phone only; `all` were, since the phone last had none. */
export interface SendingProgress {
  readonly left: number;
  readonly all: number;
}

export const NOTHING_LEFT: SendingProgress = { left: 0, all: 0 };
/** Fewer are gone before anyone could read how many are. */
export const MANY_TO_SEND = 5;

/** What is handed in meanwhile is more to send; what has gone counts as gone only by the outbox, so by a signed receipt. */
export const progressTo = (before: SendingProgress, left: number): SendingProgress =>
  left === 0 ? NOTHING_LEFT : { left, all: before.all + Math.max(0, left - before.left) };

/** A listener hears of each quarter, not of each page. */
export const quarter = ({ left, all }: SendingProgress): number => Math.floor((4 * (all - left)) / Math.max(1, all));
