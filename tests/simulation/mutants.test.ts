/** Every mechanism of custody is needed: with one taken out, scenarios fail that are good with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../kit/a-folder.ts';
import { playOrder, PROVE, SEED, told } from './bundles.ts';
import { MECHANISMS } from './mutants.ts';

/** One of them in each `npm test`, all in `prove`. */
const DRAWN = 1;
const drawn = PROVE ? MECHANISMS : MECHANISMS.filter((_, at) => (at + SEED) % Math.ceil(MECHANISMS.length / DRAWN) === 0);
/** Whatever fails will do, and it shows soon. */
const ENOUGH = { code: 'real', from: 1, seeds: 300, hours: 3, stopsAtFirst: true } as const;

test.each(drawn)('without $id, which $does, a scenario fails', async (mechanism) => {
  const { over } = await playOrder(mechanism.id, { ...ENOUGH, from: mechanism.from ?? ENOUGH.from, favoured: mechanism.favoured, ...(mechanism.plans ? { plans: mechanism.plans } : {}) }, mechanism);
  expect(over.failed, `nothing noticed that ${mechanism.file} no longer ${mechanism.does}`).toBe(1);
}, 120_000);

test('with every mechanism in its place, what was steered to where one of them counts comes to a good end', async () => {
  const plans = MECHANISMS.flatMap((each) => each.plans ?? []);
  const { over, failed } = await playOrder('steered', { code: 'real', from: 1, seeds: 0, plans });
  expect(told(failed)).toBe('');
  expect(over.played).toBe(plans.length);
}, 120_000);

test('they are numbered one after the other', () => {
  expect(MECHANISMS.map(({ id }) => id)).toEqual(MECHANISMS.map((_, at) => `C-${String(at + 1).padStart(2, '0')}`));
});

test('docs/custody-evidence.md lists them all', () => {
  const text = readFileSync(join(ROOT, 'docs', 'custody-evidence.md'), 'utf8');
  expect(MECHANISMS.map(({ id, does, file }) => `| ${id} | ${does} | \`${file}\` |`).filter((line) => !text.includes(line))).toEqual([]);
});

test.runIf(PROVE)('a failing plan is made short: one draft finished twice is all that it takes', async () => {
  const twice = MECHANISMS.find(({ id }) => id === 'C-02')!;
  const { failed } = await playOrder('short', { ...ENOUGH, favoured: twice.favoured, shortens: true }, twice);
  expect(failed[0]?.plan.steps.length).toBeLessThanOrEqual(3);
  expect(failed[0]?.plan.steps.map(({ what }) => what)).toContain('finish-one-draft-twice');
}, 120_000);
