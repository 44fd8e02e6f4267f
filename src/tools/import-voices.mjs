/** `npm run import-voices -- file.zip`: takes people's voices from the voice studio into the packs; `--withdraw` takes one back. */
import { begin } from './begin.mjs';

begin(async () => {
  const { join } = await import('node:path');
  const { installIfNeeded } = await import('./install.mjs');
  const { ROOT } = await import('./root.mjs');
  await installIfNeeded(ROOT);
  const { runFile } = await import('./run-typescript.mjs');
  await runFile(join(ROOT, 'src/tools/audio/import-cli.mjs'));
});
