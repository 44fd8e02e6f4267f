/** The promise, held by the real code: each finished answer comes to the council exactly once, whatever fails on the way. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playOrder, PROVE, SEED, told } from './bundles.ts';
import { isGood, judge } from './judge.ts';
import { makeLedger } from './ledger.ts';
import type { Plan } from './plan.ts';

const MINUTES_MS = 60_000;
const SCENARIOS = PROVE ? 2_000 : 500;
/** Other seeds for another seed of the run, and none of them twice. */
const from = 1 + (SEED % 1_000_000) * 1_000;

test('what once failed is played again each time', async () => {
  const plans = JSON.parse(readFileSync(new URL('seeds.json', import.meta.url), 'utf8')) as readonly Plan[];
  const { over, failed } = await playOrder('kept', { code: 'real', from: 1, seeds: 0, plans });
  expect(told(failed)).toBe('');
  expect(over.played).toBe(plans.length);
}, 5 * MINUTES_MS);

test(`in ${SCENARIOS} drawn scenarios nothing is lost, doubled, altered, stuck or called safe too early`, async () => {
  const { over, failed } = await playOrder('real', { code: 'real', from, seeds: SCENARIOS, shortens: true });
  expect(told(failed)).toBe('');
  expect(over.played).toBe(SCENARIOS);
}, 10 * MINUTES_MS);

test('the judge knows each way to fail', () => {
  const ledger = makeLedger();
  const made = (id: string, digest: string) => ({ id, digest, by: '0', clips: [], code: `${id} ${digest}` });
  for (const each of [made('a', '1'), made('a', '2'), made('b', '1')]) ledger.made.set(`${each.id} ${each.digest}`, each);
  ledger.finished.add('b 1');
  const row = (id: string, digest: string, isParked = false, isIntact = true) => ({ id, digest, isParked, isIntact });
  const verdicts = judge(ledger, {
    records: [row('a', '1'), row('a', '2', true), row('c', '9'), row('d', '9', true)],
    clips: [{ id: 'k', digest: '1', isWhole: true, isIntact: false }],
    waiting: [{ device: 0, pair: 'b 1', ofRecord: 'b' }],
    drafts: new Map(),
    poison: undefined,
  });
  expect(verdicts).toMatchObject({ lost: ['b 1'], doubled: ['a'], altered: ['c 9', 'k 1'], stuck: ['b 1 on device 0'] });
  expect(isGood(verdicts)).toBe(false);
});
