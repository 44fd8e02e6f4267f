/** `npm run check-words`: which words speakers have checked, by language and file, and which are drafts. */
import { begin } from './begin.mjs';

begin(async () => {
  const { join } = await import('node:path');
  const { installIfNeeded } = await import('./install.mjs');
  const { ROOT } = await import('./root.mjs');
  await installIfNeeded(ROOT);
  const { runFile } = await import('./run-typescript.mjs');
  await runFile(join(ROOT, 'src/tools/words/check-cli.mjs'));
});
