/** Days and times as the council's own clock on the wall shows them. */

/** The council is in London, whatever the machine is set to. */
const TIME_ZONE = 'Europe/London';
const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: TIME_ZONE });
const times = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: TIME_ZONE });

/** "23 November 2026". `ms` since 1970. */
export const dayOf = (ms: number): string => days.format(ms);

/** "23 November 2026, 20:31". `ms` since 1970. */
export const momentOf = (ms: number): string => `${days.format(ms)}, ${times.format(ms)}`;

/** As a machine reads it, for `<time>`. */
export const isoOf = (ms: number): string => new Date(ms).toISOString();
