/** Takes in a TypeScript file through Vite, as a test would, but with nothing of a test runner around it. */
import { join, resolve } from 'node:path';
import { loadConfigFromFile, runnerImport } from 'vite';
import { ROOT } from './root.mjs';
import { staffJsx } from './staff-jsx.mjs';

/** The file does its work as it is taken in (it may await); if it exports `run`, that is called after. */
export const runFile = async (/** @type {string} */ file) => {
  const loaded = await loadConfigFromFile({ command: 'serve', mode: 'page' }, join(ROOT, 'vite.config.ts'), ROOT, 'warn');
  const { define = {}, oxc = {} } = loaded?.config ?? {};
  const { module } = await runnerImport(resolve(file), { root: ROOT, define, oxc, plugins: [staffJsx()], logLevel: 'warn' });
  await /** @type {{ run?: () => Promise<void> }} */ (module).run?.();
};
