/** The promise, held by the model: what the rules themselves come to, over far more scenarios than the real code can play. */
import { expect, test } from 'vitest';
import { playOrder, PROVE, SEED, told } from './bundles.ts';
import { MODELLED } from './model/modelled.ts';

const SCENARIOS = PROVE ? 200_000 : 20_000;
const from = 1 + (SEED % 10_000) * 100_000;

test(`in ${SCENARIOS} drawn scenarios of the model nothing is lost, doubled, altered, stuck or called safe too early`, async () => {
  const { over, failed } = await playOrder('model', { code: 'model', from, seeds: SCENARIOS, shortens: true });
  expect(told(failed)).toBe('');
  expect(over.played).toBe(SCENARIOS);
}, 600_000);

/** Some of them in `npm test`, by the seed; all in `prove`. */
const drawn = PROVE ? MODELLED : MODELLED.filter((_, at) => (at + SEED) % 6 === 0);

test.each(drawn)('without $id the model fails as the code does', async ({ id, favoured }) => {
  const { over } = await playOrder('model', { code: 'model', from: 1, seeds: 5_000, favoured, hours: 3, without: [id], stopsAtFirst: true });
  expect(over.failed).toBe(1);
}, 60_000);
