/** When an answer was given, by the council's reckoning: a phone's clock may be wrong, but it is wrong the same way twice. */

const MINUTE_MS = 60_000;
/** An answer may wait on a phone for long; what claims to be older than this was given under another clock. */
const LONGEST_WAIT_MS = 2 * 365 * 24 * 3_600_000;

/**
 * `createdAt` and `sentAt` by the phone's clock, `receivedAt` by ours, in milliseconds. The difference of the last
 * two says how wrong the phone is. Undefined where that makes no sense: created after it was sent, or ages before.
 */
export const reckonGivenAt = (createdAt: number, sentAt: number, receivedAt: number): number | undefined => {
  const waited = sentAt - createdAt;
  // Created is told to the minute, so it may lie up to a minute before the truth, never after.
  if (!Number.isFinite(waited) || waited < 0 || waited > LONGEST_WAIT_MS) return undefined;
  const given = receivedAt - waited;
  return given - (given % MINUTE_MS);
};
