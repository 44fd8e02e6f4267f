/** `npm run council -- answers ...`: the council's own commands. Only what was asked for goes to stdout. */
import { begin } from './begin.mjs';

begin(async () => {
  const { makeReady } = await import('./make-ready.mjs');
  const { importBuilt, ROOT } = await import('./root.mjs');
  await makeReady(ROOT);
  const { run } = await importBuilt('council/cli.js');
  process.exitCode = await run(process.argv.slice(2), ROOT, process.env);
});
