/** Installs from the lock, unless what is installed is what the lock says. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, runNode } from './child.mjs';
import { Fault, sentenceIn } from './fault.mjs';
import { secondsSince, tell } from './tell.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: readonly string[], cpu?: readonly string[] }} Package */
/** @typedef {Readonly<Record<string, Package>>} Packages by path; '' is the project itself */

/** What npm writes last, so that a broken-off install has none. */
const INSTALLED = join('node_modules', '.package-lock.json');

/** @returns {Packages} none when there is no such file, or half of one */
const packagesIn = (/** @type {string} */ file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
};

const isForHere = (/** @type {Package} */ { os, cpu }) => (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);

/**
 * Optional packages may be missing, for most are another machine's; but one that is there and another machine's means
 * that the whole folder was copied from it.
 * @param {Packages} lock
 * @param {Packages} installed
 */
export const isInstalled = (lock, installed) =>
  Object.entries(lock).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity && (wanted.optional !== true || isForHere(wanted));
  });

/** npm is not always on the PATH under that name, but it says where it is when it runs a script. */
const runNpm = (/** @type {readonly string[]} */ args, /** @type {string} */ root) => {
  const npm = process.env['npm_execpath'];
  if (npm?.endsWith('.js')) return runNode(npm, args, { cwd: root });
  return process.platform === 'win32' ? run('cmd.exe', ['/d', '/c', 'npm', ...args], { cwd: root }) : run('npm', args, { cwd: root });
};

/** Milliseconds between two tries: npm's own minute keeps people without a network waiting in front of a silent screen. */
const LONGEST_RETRY_MS = 15_000;
/** NODE_ENV=production would leave out what builds the page; the level is named because `npm --silent` is inherited. */
const QUIETLY = ['--no-audit', '--no-fund', '--loglevel=warn', '--progress=false'];
const ARGS = ['ci', '--include=dev', '--include=optional', ...QUIETLY, `--fetch-retry-maxtimeout=${LONGEST_RETRY_MS}`];

const whatNpmSaid = (/** @type {string} */ output) =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('A complete log'))
    .slice(0, 8)
    .join('\n');

export const installIfNeeded = async (/** @type {string} */ root) => {
  const installed = join(root, INSTALLED);
  const isReady = () => isInstalled(packagesIn(join(root, 'package-lock.json')), packagesIn(installed));
  if (isReady()) return;
  tell('Installing what the project needs (the first time this takes a minute) ...');
  const from = performance.now();
  const { code, output } = await runNpm(ARGS, root);
  if (code === 0 && !output.includes('TAR_ENTRY_ERROR') && isReady()) return tell(`Installed in ${secondsSince(from)}.`);
  // On a full disk npm warns, leaves half of the files, and says that all is well; the next command must not believe it.
  rmSync(installed, { force: true });
  throw new Fault(sentenceIn(output) ?? `npm could not install what the project needs; it said:\n${whatNpmSaid(output)}`);
};
