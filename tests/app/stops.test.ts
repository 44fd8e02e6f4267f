/** Stops: in order, as the answers make them, and a place that is gone leads to the last one before it. */
import { expect, test } from 'vitest';
import { stopAt, stopBeside, stopsOf } from '../../src/app/state/stops.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { o, q } from '../kit/a-pack.ts';
import { thePack } from './a-conversation.ts';

const pack = thePack();
const chose = (id: string, value: string): Answer => ({ q: q(id), kind: 'choose-one', value: o(value) });
const none = { answers: [], about: [] };
const withOther = { answers: [chose('what-next', 'none-of-these')], about: [chose('condition', 'yes')] };
const places = (draft: Parameters<typeof stopsOf>[1]) => stopsOf(pack, draft).map(({ place }) => place);

test('from the promise to the review, support before the questions and about you after them', () => {
  expect(places(none)).toEqual([
    'promise', 'support', 'good-outcome', 'impact', 'better-worse', 'how-to-ask', 'what-next',
    'about.age', 'about.sex', 'about.condition', 'about.ethnic-group', 'about.language', 'review',
  ]);
});

test('a follow-up is one more stop, counted in "2 of 6"', () => {
  expect(places(withOther)).toContain('other-idea');
  expect(places(withOther)).toContain('about.condition-limits');
  expect(stopAt(pack, none, 'impact')).toMatchObject({ n: 2, all: 5 });
  expect(stopAt(pack, withOther, 'other-idea')).toMatchObject({ n: 6, all: 6 });
  expect(stopAt(pack, withOther, 'about.condition-limits')).toMatchObject({ n: 4, all: 6 });
});

test('a place that the answers took away is the last one before it that is still there', () => {
  expect(stopAt(pack, none, 'other-idea').place).toBe('what-next');
  expect(stopAt(pack, none, 'about.condition-limits').place).toBe('about.condition');
  expect(stopAt(pack, none, 'good-outcome-words').place).toBe('good-outcome');
});

test('a place that never was is the beginning', () => {
  for (const place of ['', 'done', 'about.', 'question-of-another-pack']) expect(stopAt(pack, none, place).place).toBe('promise');
});

test('one on and one back are each other’s way, and both ends end', () => {
  for (const draft of [none, withOther]) {
    const stops = stopsOf(pack, draft);
    stops.forEach((stop, index) => {
      expect(stopBeside(pack, draft, stop, 1)).toEqual(stops[index + 1]);
      expect(stopBeside(pack, draft, stop, -1)).toEqual(stops[index - 1]);
    });
    expect(stopBeside(pack, draft, stops[0]!, -1)).toBeUndefined();
    expect(stopBeside(pack, draft, stops.at(-1)!, 1)).toBeUndefined();
  }
});

test('every place is there once: it is what the history and a test from outside know a step by', () => {
  for (const draft of [none, withOther]) expect(new Set(places(draft)).size).toBe(places(draft).length);
});
