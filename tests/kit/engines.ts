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
  /** Brought to the middle first, as a person does, where no bar at the foot lies over it. */
  readonly click: (selector: string) => Promise<void>;
  /** Letter by letter. */
  readonly type: (selector: string, text: string) => Promise<void>;
  /**
   * Puts it away and takes it up again: the whole browser is closed and started on the same profile. WebKit's driver has
   * no profile that outlives it, so there the tab is closed and another is opened.
   */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const JOURNEYS = 'the journeys in three engines';

/** `profile` is a folder, where it is to be taken up again. */
export type Found = { readonly open: (profile?: string) => Promise<AnEnginePage> } | { readonly why: string };

const inTheMiddle = (selector: string): string => `document.querySelector(${JSON.stringify(selector)})?.scrollIntoView({ block: 'center' })`;

const openChromium = async (executablePath: string, profile = ''): Promise<AnEnginePage> => {
  const launch = () => chromium.launchPersistentContext(profile, { executablePath, args: [...chromiumArgs] });
  let browser = await launch();
  let page = await browser.newPage();
  const ask = <T>(body: string): Promise<T> => page.evaluate(`(async () => { ${body} })()`);
  return {
    ask,
    go: async (url) => void (await page.goto(url)),
    click: async (selector) => {
      await ask(inTheMiddle(selector));
      await page.click(selector);
    },
    type: (selector, text) => page.locator(selector).pressSequentially(text),
    reopen: async () => {
      await browser.close();
      browser = await launch();
      page = await browser.newPage();
    },
    close: () => browser.close(),
  };
};

const openFirefox = async (executablePath: string, profile?: string): Promise<AnEnginePage> => {
  const { launch } = await import('puppeteer-core');
  const start = () => launch({ browser: 'firefox', executablePath, ...(profile === undefined ? {} : { userDataDir: profile }) });
  let browser = await start();
  let page = await browser.newPage();
  const ask = <T>(body: string): Promise<T> => page.evaluate(`(async () => { ${body} })()`) as Promise<T>;
  return {
    ask,
    go: async (url) => void (await page.goto(url)),
    click: async (selector) => {
      await ask(inTheMiddle(selector));
      await page.click(selector);
    },
    type: (selector, text) => page.type(selector, text),
    reopen: async () => {
      await browser.close();
      browser = await start();
      page = await browser.newPage();
    },
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
  const ask = async <T>(body: string): Promise<T> => {
    const script = `const done = arguments[arguments.length - 1]; (async () => { ${body} })().then((value) => done([value, null]), (error) => done([null, String(error)]))`;
    const [value, error] = await call<[T, string | null]>('POST', `${session}/execute/async`, { script, args: [] });
    if (error !== null) throw new Error(error);
    return value;
  };
  const elementAt = async (selector: string): Promise<string> => {
    await ask(inTheMiddle(selector));
    const found = await call<Readonly<Record<string, string>>>('POST', `${session}/element`, { using: 'css selector', value: selector });
    return `${session}/element/${found[ELEMENT]}`;
  };
  return {
    ask,
    go: (url) => call('POST', `${session}/url`, { url }),
    click: async (selector) => void (await call('POST', `${await elementAt(selector)}/click`, {})),
    type: async (selector, text) => void (await call('POST', `${await elementAt(selector)}/value`, { text })),
    reopen: async () => {
      const { handle } = await call<{ handle: string }>('POST', `${session}/window/new`, { type: 'tab' });
      await call('DELETE', `${session}/window`);
      await call('POST', `${session}/window`, { handle });
    },
    close: async () => {
      await call('DELETE', session).catch(() => undefined);
      for (const helper of helpers) helper.kill();
    },
  };
};

/** Installing takes minutes, so only `npm run prove` does that; in `npm test` what is there is used. */
export interface EngineWish {
  readonly mayInstall: boolean;
}

/** How to open this engine, or why it can't be had here. */
export const findEngine = async (name: EngineName, { mayInstall }: EngineWish = { mayInstall: true }): Promise<Found> => {
  const get = <T>(find: () => T | undefined, packages: readonly string[]): T | undefined => (mayInstall ? findOrGet(find, packages, JOURNEYS) : find());
  const none = mayInstall ? 'and none could be installed' : 'and npm test installs none, as npm run prove does';
  if (name === 'chromium') {
    const found = await findBrowser();
    return 'path' in found ? { open: (profile) => openChromium(found.path, profile) } : found;
  }
  if (name === 'firefox') {
    const path = get(() => process.env['FIREFOX_PATH'] ?? onPath('firefox-esr') ?? onPath('firefox'), ['firefox-esr']);
    return path === undefined ? { why: `There is no Firefox here, ${none}: install firefox-esr, or set FIREFOX_PATH.` } : { open: (profile) => openFirefox(path, profile) };
  }
  const paths = get(findWebKit, WEBKIT_PACKAGES);
  return paths === undefined ? { why: `There is no WebKit here, ${none}: install ${WEBKIT_PACKAGES.join(' ')}.` } : { open: () => openWebKit(paths) };
};
