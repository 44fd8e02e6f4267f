/** Dates, numbers and lists, the same in every browser; Somali against Node's own data. */
import { expect, test } from 'vitest';
import { formatDay, formatList, formatNumber, SOMALI_MONTHS } from '../../src/i18n/format.ts';

test('Somali months are those that Node knows', () => {
  const node = Array.from({ length: 12 }, (_, month) => new Intl.DateTimeFormat('so', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 1)));
  expect(SOMALI_MONTHS).toEqual(node);
});

test('a day is written as people say it', () => {
  expect(formatDay('en', '2027-06-30')).toBe('30 June 2027');
  expect(formatDay('so', '2027-06-30')).toBe('30 Juun 2027');
  expect(formatDay('bn', '2027-06-30')).toBe('৩০ জুন ২০২৭');
});

test('a time counts as its day, and what is no day stays as it is', () => {
  expect(formatDay('en', '2026-11-23T20:31:00Z')).toBe('23 November 2026');
  expect(formatDay('so', 'soon')).toBe('soon');
});

test('Bengali has its own digits', () => {
  expect(formatNumber('bn', 6)).toBe('৬');
  expect(formatNumber('so', 1234)).toBe('1,234');
});

test('lists end as each language ends them', () => {
  expect(formatList('so', ['a', 'b', 'c'])).toBe(new Intl.ListFormat('so').format(['a', 'b', 'c']));
  expect(formatList('so', ['a'])).toBe('a');
  expect(formatList('bn', ['ক', 'খ'])).toContain('এবং');
});
