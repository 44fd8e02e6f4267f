/** `npm run check-pack -- packs/<pack>`: says what is wrong with a conversation before any resident sees it. */
import { begin } from './begin.mjs';

begin(async () => {
  const { makeReady } = await import('./make-ready.mjs');
  const { importBuilt, ROOT } = await import('./root.mjs');
  await makeReady(ROOT);
  const { run } = await importBuilt('council/check-pack-cli.js');
  process.exitCode = await run(process.argv.slice(2), ROOT, process.env);
});
