/** Bundles the process that plays scenarios: the sources as they are, or with one mechanism taken out. */
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { Fault } from '../fault.mjs';
import { ROOT } from '../root.mjs';

/**
 * @typedef {object} Removal
 * @property {string} file below the root
 * @property {string} code the text that is taken out, which must be there once
 * @property {string} without what is put in its place
 */

/** @type {(removal: Removal) => import('vite').Plugin} */
const without = ({ file, code, without: other }) => ({
  name: 'without-a-mechanism',
  enforce: 'pre',
  transform: (source, id) => {
    if (relative(ROOT, id.split('?')[0] ?? '') !== file) return undefined;
    if (source.split(code).length !== 2) throw new Fault(`${file} no longer says, once: ${code}\nPut what it says now into tests/simulation/mutants.ts.`);
    return { code: source.replace(code, () => other), map: null };
  },
});

/**
 * @param {string} name of the bundle, so that several can be there at once
 * @param {Removal} [removal]
 * @returns {Promise<string>} the file to start
 */
export const bundleSimulation = async (name, removal) => {
  const outDir = join(ROOT, '.cache', 'simulation', name);
  mkdirSync(outDir, { recursive: true });
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: removal ? [without(removal)] : [],
    build: { ssr: join(ROOT, 'tests/simulation/child.ts'), outDir, emptyOutDir: false, target: 'node20', minify: false, rollupOptions: { output: { entryFileNames: 'child.mjs', codeSplitting: false } } },
  });
  return join(outDir, 'child.mjs');
};
