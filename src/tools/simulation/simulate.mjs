/** Plays many scenarios, a process for each core, and tells how it goes. */
import { availableParallelism } from 'node:os';
import { tell } from '../tell.mjs';
import { bundleSimulation } from './bundle.mjs';
import { playIn } from './play.mjs';

/** @typedef {import('./wish.mjs').SimulationWish} SimulationWish */

/** One after the other, so that a core that is quicker takes more of them. */
const SEEDS_AT_ONCE = { real: 250, model: 10_000 };
const TELLS_EVERY_MS = 10_000;

/** @type {(failed: import('./play.mjs').Failed) => string} */
export const tellFailed = ({ seed, verdicts, plan }) => {
  const ways = Object.entries(verdicts).filter(([, what]) => what.length > 0).map(([way, what]) => `${what.length} ${way}`);
  return `Seed ${seed}: ${ways.join(', ')}. To repeat it: npm run simulate -- --seeds 1 --from ${seed}\nAs short as it goes, for tests/simulation/seeds.json:\n${JSON.stringify(plan)}`;
};

/** @type {(wish: SimulationWish) => Promise<number>} the exit code */
export const simulate = async ({ code, seeds, from }) => {
  const file = await bundleSimulation(`run-${process.pid}`);
  const counts = /** @type {Record<string, number>} */ ({});
  const began = performance.now();
  const until = from + seeds;
  let [next, played, failed, told] = [from, 0, 0, began];
  const work = async () => {
    while (next < until) {
      const order = { code, from: next, seeds: Math.min(SEEDS_AT_ONCE[code], until - next), shortens: true };
      next += order.seeds;
      const { over } = await playIn(file, order, (line) => void (line.failed && tell(tellFailed(line.failed))));
      played += over.played;
      failed += over.failed;
      for (const [way, many] of Object.entries(over.counts)) counts[way] = (counts[way] ?? 0) + many;
      if (performance.now() - told < TELLS_EVERY_MS) continue;
      told = performance.now();
      tell(`${played} of ${seeds} played, ${failed} failed, ${Math.round((told - began) / 1_000)} s`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const seconds = (performance.now() - began) / 1_000;
  tell(`${played} scenarios of ${code === 'real' ? 'the real code' : 'the model'}, seeds ${from} to ${until - 1}, in ${seconds.toFixed(1)} s (${((seconds * 1_000) / played).toFixed(2)} ms each): ${failed} failed.`);
  tell(Object.entries(counts).map(([way, many]) => `${way} ${many}`).join(' · '));
  return failed === 0 ? 0 : 1;
};
