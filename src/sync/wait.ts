/** How long to wait before trying again. */

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const SHORTEST_ASKED_MS = 1_000;
const LONGEST_OWN_WAIT_MS = 2 * LONGEST_WAIT_MS;
const LONGEST_ASKED_MS = 6 * 3_600_000;

/** No record and no clip is put off for longer. A time beyond it was set by a phone's clock that has been put right since, and counts for nothing. */
export const timesAt = (now: number): { readonly now: number; readonly latest: number } => ({ now, latest: now + LONGEST_OWN_WAIT_MS });

/** A number from 0 up to 1. `random` is the Env's. */
const chance = (random: (bytes: number) => Uint8Array): number => {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65_536;
};

/**
 * Milliseconds before try number `failures` + 1: full jitter under a ceiling that doubles from two seconds to a
 * quarter of an hour, so that a hall full of phones that come back together don't all call together. A count that is none, in
 * a row that was damaged, counts as no failure: without an end to its wait it would be sent again and again.
 */
export const waitAfter = (failures: number, random: (bytes: number) => Uint8Array): number =>
  Math.round(chance(random) * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(Math.max(0, failures) || 0, 20)));

/** What `Retry-After` asks for in milliseconds, as seconds or a date, kept within a second and six hours. */
export const askedWait = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_ASKED_MS, Math.max(SHORTEST_ASKED_MS, ms));
};
