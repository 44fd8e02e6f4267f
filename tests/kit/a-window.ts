/** A browser window for looking at screens: no worker, no movement, and the looks that people set on their phones. */
import { chromium, type Browser, type Page } from 'playwright';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { chromiumArgs } from '../../src/tools/browser.mjs';
import type { Screen } from './every-screen.ts';

export interface AWindow {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

export interface WindowWish {
  readonly width?: number;
  readonly height?: number;
  /** For a tool that puts a script of its own into the page, which our pages refuse. */
  readonly letsScriptsIn?: boolean;
}

export const aBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: [...chromiumArgs] });

/** The narrowest phone that counts: 320 CSS pixels, which is also 1280 at a zoom of 400 %. */
export const NARROW = { width: 320, height: 640 } as const;

/** Windows that tests running at once borrow from and give back to, so that one looks while another loads. */
export interface SomeWindows {
  readonly borrow: <T>(use: (page: Page) => Promise<T>) => Promise<T>;
}

/** As many as two cores can keep busy. */
const AT_ONCE = 3;

export const someWindows = async (browser: Browser, wish: WindowWish = {}): Promise<SomeWindows> => {
  const free = (await Promise.all(Array.from({ length: AT_ONCE }, () => aWindow(browser, wish)))).map(({ page }) => page);
  const waiting: ((page: Page) => void)[] = [];
  const take = (): Promise<Page> => new Promise((given) => {
    const page = free.pop();
    if (page) given(page);
    else waiting.push(given);
  });
  return {
    borrow: async (use) => {
      const page = await take();
      try {
        return await use(page);
      } finally {
        const next = waiting.shift();
        if (next) next(page);
        else free.push(page);
      }
    },
  };
};

/** Nothing here needs the worker, and a fresh one for every screen would fetch the whole shell again. */
export const aWindow = async (browser: Browser, wish: WindowWish = {}): Promise<AWindow> => {
  const { width = NARROW.width, height = NARROW.height, letsScriptsIn = false } = wish;
  const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: 'block', reducedMotion: 'reduce', bypassCSP: letsScriptsIn });
  return { page: await context.newPage(), close: () => context.close() };
};

const PLAIN = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' } as const;
export const LOOKS = {
  light: PLAIN,
  dark: { ...PLAIN, colorScheme: 'dark' },
  'more contrast': { ...PLAIN, contrast: 'more' },
  'forced colours': { ...PLAIN, forcedColors: 'active' },
} as const;
export type Look = keyof typeof LOOKS;

export interface Way {
  readonly lang: Language;
  readonly look: Look;
}

const ALL_WAYS: readonly Way[] = LANGUAGES.flatMap((lang) => (Object.keys(LOOKS) as Look[]).map((look) => ({ lang, look })));
/** Steps through twelve ways so that neighbouring screens differ in both, and twelve seeds try all of them on each. */
const STRIDE = 5;

/** How to look at the screen that stands at this place: one way by the seed, or with `npm run prove` every way. */
export const waysFor = (screen: Screen, place: number): readonly Way[] => {
  const ways = ALL_WAYS.filter(({ lang }) => screen.for === 'residents' || lang === 'en');
  if (process.env['PROVE'] === '1') return ways;
  const seed = Number(process.env['SEED'] ?? 0) || 0;
  return [ways[(seed + place * STRIDE) % ways.length]!];
};
