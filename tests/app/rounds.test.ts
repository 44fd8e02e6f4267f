/** Rounds of stops for two buttons: eight at most, the way on in every one, and nothing that can't be come by. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_STOPS, REST, roundsOf } from '../../src/app/voice/rounds.ts';

const stops = (free: number, fixedAfter: number) => [
  { name: 'question', isFixed: true },
  ...Array.from({ length: free }, (_, index) => ({ name: `option ${index + 1}`, isFixed: false })),
  ...['go on', 'more', 'rather not'].slice(0, fixedAfter).map((name) => ({ name, isFixed: true })),
];
const names = (round: ReturnType<typeof roundsOf<{ readonly name: string; readonly isFixed: boolean }>>[number] | undefined) => round?.map((stop) => (stop === REST ? REST : stop.name));

test('a question with five options: one round of eight stops', () => {
  expect(roundsOf(stops(5, 2)).map(names)).toEqual([['question', 'option 1', 'option 2', 'option 3', 'option 4', 'option 5', 'go on', 'more']]);
});

test('six options: a few at a time, and the way on each time', () => {
  expect(roundsOf(stops(6, 2)).map(names)).toEqual([
    ['question', 'option 1', 'option 2', 'option 3', 'option 4', REST, 'go on', 'more'],
    ['question', 'option 5', 'option 6', REST, 'go on', 'more'],
  ]);
});

test('however many there are: no round is longer than eight, each has what is always offered, and every stop is in one', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(3), (free, fixed) => {
      const all = stops(free, fixed);
      const rounds = roundsOf(all);
      for (const round of rounds) {
        expect(round.length).toBeLessThanOrEqual(MOST_STOPS);
        for (const stop of all.filter(({ isFixed }) => isFixed)) expect(round).toContain(stop);
      }
      for (const stop of all) expect(rounds.some((round) => round.includes(stop))).toBe(true);
      expect(rounds.every((round) => round.includes(REST))).toBe(rounds.length > 1);
    }),
  );
});
