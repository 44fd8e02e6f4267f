/** `npm start`: installs and builds where that is needed, then is the council, so that signals arrive where they should. */
import { begin } from './begin.mjs';

begin(async () => {
  const { makeReady } = await import('./make-ready.mjs');
  const { importBuilt, ROOT } = await import('./root.mjs');
  await makeReady(ROOT);
  const { serve } = await importBuilt('council/main.js');
  await serve(ROOT, process.env);
});
