/** Every mechanism of custody is needed: with one taken out, scenarios fail that are good with it. */
import { expect, test } from 'vitest';
import { playOrder, PROVE, SEED } from './bundles.ts';
import { MECHANISMS } from './mutants.ts';

/** Some of them in `npm test`, all in `prove`. */
const DRAWN = 3;
const drawn = PROVE ? MECHANISMS : MECHANISMS.filter((_, at) => (at + SEED) % Math.ceil(MECHANISMS.length / DRAWN) === 0);
/** Whatever fails will do, and it shows soon. */
const ENOUGH = { code: 'real', from: 1, seeds: 300, hours: 3, stopsAtFirst: true } as const;

test.each(drawn)('without $id, which $does, a scenario fails', async (mechanism) => {
  const { over } = await playOrder(mechanism.id, { ...ENOUGH, favoured: mechanism.favoured }, mechanism);
  expect(over.failed, `nothing noticed that ${mechanism.file} no longer ${mechanism.does}`).toBe(1);
}, 120_000);

test('they are numbered one after the other', () => {
  expect(MECHANISMS.map(({ id }) => id)).toEqual(MECHANISMS.map((_, at) => `C-${String(at + 1).padStart(2, '0')}`));
});
