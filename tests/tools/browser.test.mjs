/** Where a browser for the tests is looked for, on a machine made of one folder. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chromiumArgs } from '../../src/tools/browser.mjs';

const isRoot = process.getuid?.() === 0;
const BROWSER = pathToFileURL(join(import.meta.dirname, '../../src/tools/browser.mjs')).href;
const RUNS = '#!/bin/sh\nexit 0\n';
const BREAKS = '#!/bin/sh\nexit 1\n';
let machine = '';

const put = (/** @type {string} */ name, /** @type {string} */ script) => {
  writeFileSync(join(machine, name), script, { mode: 0o755 });
};

/** A process of its own, with nothing on its PATH but that folder, and no network for a download. */
const look = (/** @type {Record<string, string>} */ env = {}) => {
  const script = `import { findBrowser } from '${BROWSER}'; console.log(JSON.stringify(await findBrowser()));`;
  const alone = { PATH: machine, HOME: machine, PLAYWRIGHT_BROWSERS_PATH: join(machine, 'none'), PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...alone, ...env }, encoding: 'utf8', stdio: 'pipe' });
  return /** @type {unknown} */ (JSON.parse(output));
};

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'our-turn-browser-'));
});
afterEach(() => rmSync(machine, { recursive: true }));

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  test('CHROME_PATH goes before the system', () => {
    put('chromium', RUNS);
    put('mine', RUNS);
    expect(look({ CHROME_PATH: join(machine, 'mine') })).toEqual({ path: join(machine, 'mine') });
  });

  test('a wrong CHROME_PATH is said, not passed over', () => {
    put('chromium', RUNS);
    expect(look({ CHROME_PATH: '/no/such/browser' })).toEqual({ why: expect.stringContaining('/no/such/browser') });
  });

  test('one that does not run, such as the note that there is a snap, is passed over', () => {
    put('chromium-browser', BREAKS);
    put('google-chrome', RUNS);
    expect(look()).toEqual({ path: join(machine, 'google-chrome') });
  });

  test.skipIf(!isRoot)('root without one gets it from apt-get', () => {
    const install = `#!/bin/sh\n[ "$1" = update ] || { echo '#!/bin/sh' > ${machine}/chromium; /bin/chmod +x ${machine}/chromium; }\n`;
    put('apt-get', install);
    expect(look()).toEqual({ path: join(machine, 'chromium') });
  });

  test('nothing there and nothing to be had: a sentence', () => {
    expect(look()).toEqual({ why: expect.stringContaining('install Chromium') });
  });
});

test('the sandbox is off only for root, for whom it does not work', () => {
  expect(chromiumArgs.includes('--no-sandbox')).toBe(isRoot);
});
