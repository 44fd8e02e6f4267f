/** When an answer was given, although phones' clocks are wrong. */
import { expect, test } from 'vitest';
import { reckonGivenAt } from '../../src/council/given-at.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RECEIVED = Date.UTC(2026, 10, 24, 12, 0, 30);

test('a right clock: when it was created, to the minute', () => {
  const created = Date.UTC(2026, 10, 24, 9, 30);
  expect(reckonGivenAt(created, RECEIVED, RECEIVED)).toBe(created);
});

test.each([
  ['three years behind', -3 * 365 * DAY],
  ['a day ahead', DAY],
  ['in the year 1970', -RECEIVED],
])('a clock that is %s: its fault falls out of the sum', (_, wrong) => {
  const created = RECEIVED - 5 * DAY - 30_000;
  expect(reckonGivenAt(created + wrong, RECEIVED + wrong, RECEIVED)).toBe(created);
});

test('it waited for a year on the phone: it was given a year ago', () => {
  expect(reckonGivenAt(RECEIVED - 365 * DAY, RECEIVED, RECEIVED)).toBe(RECEIVED - 365 * DAY - 30_000);
});

test.each([
  ['created after it was sent: the clock was moved in between', RECEIVED + MINUTE, RECEIVED],
  ['created ages before it was sent', RECEIVED - 3 * 365 * DAY, RECEIVED],
  ['no time of creation', Number.NaN, RECEIVED],
  ['no time of sending', RECEIVED, Number.NaN],
  ['a time beyond all calendars', Number.NEGATIVE_INFINITY, RECEIVED],
])('%s: not known', (_, created, sent) => {
  expect(reckonGivenAt(created, sent, RECEIVED)).toBeUndefined();
});

test('created and sent within the same minute: given within it, and never later than received', () => {
  const given = reckonGivenAt(RECEIVED - 30_000, RECEIVED - 1, RECEIVED) ?? Number.NaN;
  expect(given).toBeLessThanOrEqual(RECEIVED);
  expect(RECEIVED - given).toBeLessThan(2 * MINUTE);
});
