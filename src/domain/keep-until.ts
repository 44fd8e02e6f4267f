/** How long a council keeps what people handed in: as the conversation that they saw has promised. */
import type { Pack } from './pack.ts';

/** In days. Answers from the decision, support from the closing day, a wish to hear back from the day of the reply. */
export interface KeepDays {
  readonly answers: number;
  readonly support: number;
  readonly interest: number;
}

/** Where a conversation says nothing: a year for answers; what could say who someone is goes a month after it has done its work. */
export const KEEP_UNLESS_TOLD: KeepDays = { answers: 365, support: 30, interest: 30 };

/** What nobody here understands names no conversation that could promise anything: so long from the day it came. */
export const KEEP_PARKED_DAYS = 365;

const DAY_MS = 86_400_000;

/** `2027-05-18` and so many days. */
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const laterOf = (one: string, other: string): string => (one > other ? one : other);

/**
 * The last day on which it is kept. Dates are those of today's version, for a decision may move; the days are those of the
 * version that the person saw. Answers go by the promise alone, however late they come; a request is never erased before
 * somebody could act on it.
 */
export const keptUntil = (kind: string, now: Pick<Pack, 'closes' | 'decisionOn' | 'replyBy'>, seen: Pick<Pack, 'keep'>, receivedOn: string): string => {
  const days = { ...KEEP_UNLESS_TOLD, ...seen.keep };
  switch (kind) {
    case 'support':
      return addDays(laterOf(now.closes, receivedOn), days.support);
    case 'interest':
      return addDays(laterOf(now.replyBy, receivedOn), days.interest);
    default:
      return addDays(now.decisionOn, days.answers);
  }
};
