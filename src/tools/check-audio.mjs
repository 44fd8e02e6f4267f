/** `npm run check-audio`: whether every word has a clip that says it, how large they are, and how long a conversation takes by ear. */
import { begin } from './begin.mjs';

begin(async () => {
  const { join } = await import('node:path');
  const { installIfNeeded } = await import('./install.mjs');
  const { ROOT } = await import('./root.mjs');
  await installIfNeeded(ROOT);
  const { runFile } = await import('./run-typescript.mjs');
  await runFile(join(ROOT, 'src/tools/audio/check-cli.mjs'));
});
