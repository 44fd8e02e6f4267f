/** When a record or a clip that failed alone may go again, by a clock that may have been set back since. */

/**
 * No wait is longer than a quarter of an hour (sync/wait), so a time that lies further ahead was written while the clock
 * ran ahead, by years perhaps, and says nothing.
 */
const LONGEST_OWN_WAIT_MS = 16 * 60_000;

/** 0 where it may go now. */
export const notBeforeAt = (notBefore: number | undefined, now: number): number =>
  notBefore !== undefined && notBefore > now && notBefore - now <= LONGEST_OWN_WAIT_MS ? notBefore : 0;
