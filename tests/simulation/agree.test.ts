/** The model says what the real code does: the same plan leaves the same records in the same places. */
import { expect, test } from 'vitest';
import { playOrder, PROVE, SEED } from './bundles.ts';

const PLANS = PROVE ? 500 : 30;
const from = 1 + (SEED % 1_000_000) * 500;

test(`over ${PLANS} plans, the model and the real code end alike`, async () => {
  const { over, failed } = await playOrder('agree', { code: 'both', from, seeds: PLANS });
  expect(failed.map(({ seed, verdicts }) => ({ seed, differs: verdicts['differs'] }))).toEqual([]);
  expect(over.played).toBe(PLANS);
}, 600_000);
