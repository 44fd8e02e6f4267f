/** Finds a Chromium for the tests that need one, and gets one where there is none. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run, runNode } from './child.mjs';
import { ROOT } from './root.mjs';
import { tell } from './tell.mjs';

/** @typedef {{ path: string } | { why: string }} Found */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const isRoot = process.getuid?.() === 0;

/** For a browser that a test drives: no first-run talk, and nothing of its own on the network. */
export const chromiumArgs = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {string | undefined} */
const onPath = (/** @type {string} */ name) =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** Where installers put it that don't use the PATH. */
const usualPlaces = () => {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => apps.map((app) => join(folder, app)));
  }
  if (process.platform !== 'win32') return [];
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
  return folders.flatMap((folder) => [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Chromium/Application/chrome.exe')]);
};

/** Ubuntu's `chromium` is a note that there is a snap, so it must run to count. On Windows asking opens a window. */
const runs = async (/** @type {string} */ path) => process.platform === 'win32' || (await run(path, ['--version', ...chromiumArgs])).code === 0;

/** @returns {Promise<string | undefined>} */
const firstThatRuns = async (/** @type {readonly (string | undefined)[]} */ paths) => {
  for (const path of paths) if (path !== undefined && existsSync(path) && (await runs(path))) return path;
  return undefined;
};

const fromSystem = () => firstThatRuns([...NAMES.map(onPath), ...usualPlaces()]);

const playwrights = async () => {
  const { chromium } = await import('playwright');
  return firstThatRuns([chromium.executablePath()]);
};

const fromApt = async () => {
  const apt = isRoot ? onPath('apt-get') : undefined;
  if (apt === undefined) return undefined;
  tell('Installing Chromium with apt-get, for the tests in a browser ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run(apt, ['update', '-q'], { env });
  await run(apt, ['install', '-q', '-y', '--no-install-recommends', 'chromium'], { env });
  return fromSystem();
};

const fromPlaywright = async () => {
  tell("Downloading Playwright's Chromium, for the tests in a browser ...");
  await runNode(join(ROOT, 'node_modules/playwright/cli.js'), ['install', '--no-shell', 'chromium'], { cwd: ROOT });
  return playwrights();
};

/** @returns {Promise<Found>} */
export const findBrowser = async () => {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (existsSync(chosen) && (await runs(chosen))) return { path: chosen };
    return { why: `CHROME_PATH is "${chosen}", and that is no browser that runs: set it to one, or unset it.` };
  }
  for (const look of [fromSystem, playwrights, fromApt, fromPlaywright]) {
    const path = await look();
    if (path !== undefined) return { path };
  }
  return { why: 'There is no Chromium here and none could be installed: install Chromium or Chrome, or set CHROME_PATH to one, and run the same command again.' };
};
