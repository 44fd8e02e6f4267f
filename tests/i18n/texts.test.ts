/** Texts: plurals and digits as the language has them, and each remembers what it was made from, so that it can be heard. */
import { expect, test } from 'vitest';
import { locale as bn } from '../../src/app/locales/bn.ts';
import { locale as en } from '../../src/app/locales/en.ts';
import { startTexts } from '../../src/i18n/texts.ts';

test('a count chooses the plural and stands in the language’s own digits', () => {
  expect(startTexts('en', en).text('review.answered', { count: 1 })).toBe('You answered 1 question.');
  expect(startTexts('en', en).text('review.answered', { count: 5 })).toBe('You answered 5 questions.');
  expect(startTexts('bn', bn).text('review.answered', { count: 5 })).toContain('৫');
});

test('a text knows its key and its raw values: the day behind a date, the number behind the digits', () => {
  const t = startTexts('bn', bn);
  const text = t.text('done.next.reply', { date: t.day('2027-06-30') });
  expect(t.originOf(text)).toEqual({ key: 'done.next.reply', values: { date: '2027-06-30' } });
  expect(t.originOf(t.text('question.count', { n: 2, all: 6 }))).toEqual({ key: 'question.count', values: { n: 2, all: 6 } });
  expect(t.originOf(t.problem('phone-full'))?.key).toBe('problems.phone-full');
  expect(t.originOf('what a person wrote')).toBeUndefined();
});
