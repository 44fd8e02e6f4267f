/** `npm run bench -- [names]`: measures, and prints a table for each of tests/bench/*.bench.ts. */
import { begin } from './begin.mjs';

begin(async () => {
  const { runFolder } = await import('./run-folder.mjs');
  process.exitCode = await runFolder('tests/bench', '.bench.ts', process.argv.slice(2));
});
