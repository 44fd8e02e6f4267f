/** `npm run build-audio`: a computer's voice for every word that residents meet, where no person has spoken it yet. */
import { begin } from './begin.mjs';

begin(async () => {
  const { join } = await import('node:path');
  const { installIfNeeded } = await import('./install.mjs');
  const { ROOT } = await import('./root.mjs');
  await installIfNeeded(ROOT);
  const { runFile } = await import('./run-typescript.mjs');
  await runFile(join(ROOT, 'src/tools/audio/build.mjs'));
});
