/** `npm run build`: all five builds, whether or not anything changed. */
import { begin } from './begin.mjs';

begin(async () => {
  const { installIfNeeded } = await import('./install.mjs');
  const { ROOT } = await import('./root.mjs');
  const { secondsSince, tell } = await import('./tell.mjs');
  await installIfNeeded(ROOT);
  const from = performance.now();
  const { buildAll } = await import('./build-all.mjs');
  await buildAll(ROOT);
  tell(`Built in ${secondsSince(from)}.`);
});
