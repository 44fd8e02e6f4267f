/** What every command does first: installs and builds, each only if it is needed. */
import { join } from 'node:path';
import { isBuildNeeded } from './build-stamp.mjs';
import { runNode } from './child.mjs';
import { Fault } from './fault.mjs';
import { installIfNeeded } from './install.mjs';
import { tell } from './tell.mjs';

/** In a process of its own: what a build takes in memory and leaves in the environment is not for the council. */
export const buildIfNeeded = async (/** @type {string} */ root) => {
  if (!isBuildNeeded(root)) return;
  tell('Building the page and the council ...');
  const { code, output } = await runNode(join(import.meta.dirname, 'build.mjs'), [], { cwd: root });
  if (code !== 0) throw new Fault(output.trim() || 'The build was stopped before it was done: run the same command again.');
  tell(output.trim());
};

export const makeReady = async (/** @type {string} */ root) => {
  await installIfNeeded(root);
  await buildIfNeeded(root);
};
