/** `npm run simulate -- --seeds N --from K [--code real|model]`: plays scenarios on all cores; the exit code says whether all were good. */
import { begin } from './begin.mjs';

begin(async () => {
  const { readSimulationWish } = await import('./simulation/wish.mjs');
  const { simulate } = await import('./simulation/simulate.mjs');
  process.exitCode = await simulate(readSimulationWish(process.argv.slice(2)));
});
