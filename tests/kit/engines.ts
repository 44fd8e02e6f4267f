/** The three engines that residents' browsers are made of, each found, or got with apt-get where there is none, and driven by one small set of verbs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { chromium } from 'playwright';
import { chromiumArgs, findBrowser } from '../../src/tools/browser.mjs';
import { findOrGet, onPath } from './apt.ts';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof ENGINES)[number];

/** One tab. Whatever is asked runs in the page; a click is a person's own, which sound needs. */
export interface AnEnginePage {
  readonly go: (url: string) => Promise<void>;
  /** The body of a function that gives something, or a promise of it. */
  readonly ask: <T>(body: string) => Promise<T>;
  readonly click: (selector: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const JOURNEYS = 'the journeys in three engines';

export type Found = { readonly open: () => Promise<AnEnginePage> } | { readonly why: string };

const openChromium = async (executablePath: string): Promise<AnEnginePage> => {
  const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] });
  const page = await browser.newPage();
  return {
    go: async (url) => void (await page.goto(url)),
    ask: (body) => page.evaluate(`(async () => { ${body} })()`),
    click: (selector) => page.click(selector),
    close: () => browser.close(),
  };
};

const openFirefox = async (executablePath: string): Promise<AnEnginePage> => {
  const { launch } = await import('puppeteer-core');
  const browser = await launch({ browser: 'firefox', executablePath });
  const page = await browser.newPage();
  return {
    go: async (url) => void (await page.goto(url)),
    ask: <T>(body: string) => page.evaluate(`(async () => { ${body} })()`) as Promise<T>,
    click: (selector) => page.click(selector),
    close: () => browser.close(),
  };
};

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });

interface WebKitPaths {
  readonly driver: string;
  readonly browser: string;
  readonly screen: string;
}
const WEBKIT_PACKAGES = ['webkit2gtk-driver', 'xvfb', 'dbus', 'gstreamer1.0-plugins-good'] as const;
/** Debian puts it below the machine's own kind, and the version is in the folder's name. */
const miniBrowsers = (): readonly string[] => {
  const below = (folder: string): readonly string[] =>
    existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${folder}/${entry.name}`] : [])) : [];
  return below('/usr/lib').flatMap(below).filter((path) => /\/webkit2gtk-4\.\d$/.test(path)).map((path) => `${path}/MiniBrowser`);
};
const findWebKit = (): WebKitPaths | undefined => {
  const [driver, screen] = [onPath('WebKitWebDriver'), onPath('Xvfb')];
  const browser = miniBrowsers().find(existsSync);
  return driver && screen && browser ? { driver, browser, screen } : undefined;
};

/** Its output is read, or it would stand still once the pipe is full; its first words say that it is up. */
const started = (program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess => spawn(program, args, { env, stdio: 'ignore' });
const whenUp = async (ask: () => Promise<unknown>): Promise<void> => {
  for (let tries = 0; ; tries += 1) {
    try {
      return void (await ask());
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((go) => setTimeout(go, 100));
    }
  }
};

/** WebKit's driver speaks the W3C's WebDriver, which is a handful of JSON calls. */
const webDriver = (server: string) => {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(server + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: T & { readonly message?: string } };
    if (!response.ok) throw new Error(`${path}: ${value.message ?? response.status}`);
    return value;
  };
  return call;
};
/** The name of an element in what the driver gives, by the standard. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const SCRIPT_MS = 120_000;

const openWebKit = async ({ driver, browser, screen }: WebKitPaths): Promise<AnEnginePage> => {
  const port = await freePort();
  const display = `:${90 + (port % 900)}`;
  const helpers = [started(screen, [display, '-screen', '0', '800x900x24', '-nolisten', 'tcp'], process.env)];
  helpers.push(started(driver, [`--port=${port}`, '--host=127.0.0.1'], { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }));
  const call = webDriver(`http://127.0.0.1:${port}`);
  await whenUp(() => call('GET', '/status'));
  const wish = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', { capabilities: { alwaysMatch: wish } });
  const session = `/session/${sessionId}`;
  await call('POST', `${session}/timeouts`, { script: SCRIPT_MS });
  return {
    go: (url) => call('POST', `${session}/url`, { url }),
    ask: async <T>(body: string) => {
      const script = `const done = arguments[arguments.length - 1]; (async () => { ${body} })().then((value) => done([value, null]), (error) => done([null, String(error)]))`;
      const [value, error] = await call<[T, string | null]>('POST', `${session}/execute/async`, { script, args: [] });
      if (error !== null) throw new Error(error);
      return value;
    },
    click: async (selector) => {
      const found = await call<Readonly<Record<string, string>>>('POST', `${session}/element`, { using: 'css selector', value: selector });
      await call('POST', `${session}/element/${found[ELEMENT]}/click`, {});
    },
    close: async () => {
      await call('DELETE', session).catch(() => undefined);
      for (const helper of helpers) helper.kill();
    },
  };
};

/** How to open this engine, or why it can't be had here. */
export const findEngine = async (name: EngineName): Promise<Found> => {
  if (name === 'chromium') {
    const found = await findBrowser();
    return 'path' in found ? { open: () => openChromium(found.path) } : found;
  }
  if (name === 'firefox') {
    const path = findOrGet(() => process.env['FIREFOX_PATH'] ?? onPath('firefox-esr') ?? onPath('firefox'), ['firefox-esr'], JOURNEYS);
    return path === undefined ? { why: 'There is no Firefox here and none could be installed: install firefox-esr, or set FIREFOX_PATH.' } : { open: () => openFirefox(path) };
  }
  const paths = findOrGet(findWebKit, WEBKIT_PACKAGES, JOURNEYS);
  return paths === undefined ? { why: `There is no WebKit here and none could be installed: install ${WEBKIT_PACKAGES.join(' ')}.` } : { open: () => openWebKit(paths) };
};
