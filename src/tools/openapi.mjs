/** `npm run openapi`: writes docs/openapi.json anew, from the very schemas that the endpoint holds requests to. */
import { begin } from './begin.mjs';

begin(async () => {
  const { join } = await import('node:path');
  const { installIfNeeded } = await import('./install.mjs');
  const { ROOT } = await import('./root.mjs');
  await installIfNeeded(ROOT);
  const { runFile } = await import('./run-typescript.mjs');
  await runFile(join(ROOT, 'src/tools/openapi/write.mjs'));
});
