/** The day of a time by the council's clock: all that is kept of when something came that stands apart. */

/** `2026-11-23`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
