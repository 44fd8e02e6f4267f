/** Runs the files of a folder one after the other, each in a process of its own, so that none colours the next one's figures. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { runNode } from './child.mjs';
import { Fault } from './fault.mjs';
import { makeReady } from './make-ready.mjs';
import { ROOT } from './root.mjs';
import { tell } from './tell.mjs';

/** @returns {readonly string[]} */
const filesIn = (/** @type {string} */ folder, /** @type {string} */ ending) => {
  try {
    return readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)).sort();
  } catch {
    return [];
  }
};

/**
 * @param {string} folder below the root
 * @param {string} ending of the names of the files meant
 * @param {readonly string[]} args parts of names: none means all
 * @returns {Promise<number>} the exit code
 */
export const runFolder = async (folder, ending, args) => {
  const files = filesIn(folder, ending).filter((name) => args.length === 0 || args.some((part) => name.slice(0, -ending.length).includes(part)));
  if (files.length === 0) throw new Fault(`There is no such file: ${folder}/ has ${filesIn(folder, ending).join(', ') || 'none'}.`);
  await makeReady(ROOT);
  const found = await findBrowser();
  if ('why' in found) tell(found.why);
  // Whoever runs these writes them, and wants to see where one broke.
  const env = { DEBUG: '1', ...process.env, ...('path' in found ? { CHROME_PATH: found.path } : {}) };
  let failed = 0;
  for (const name of files) {
    tell(`\n${folder}/${name}`);
    const { code } = await runNode(join(import.meta.dirname, 'run-file.mjs'), [join(ROOT, folder, name)], { cwd: ROOT, env, shown: true });
    if (code !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
};
