/** Every screen in 320 pixels, in every language, with the largest letters, and zoomed to 400 %: nothing cut, covered or too small. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aLivedInCouncil, type ALivedInCouncil } from '../kit/a-lived-in-council.ts';
import { asNew } from '../kit/a-quick-walk.ts';
import { faultsOf, faultsOfDock } from '../kit/a-ruler.ts';
import { goOn, openPack, PACK } from '../kit/a-visit.ts';
import { aBrowser, NARROW, someWindows, type SomeWindows } from '../kit/a-window.ts';
import { drawSome } from '../kit/drawn.ts';
import { EVERY_SCREEN, type Screen } from '../kit/every-screen.ts';

drawSome(4);

let council: ALivedInCouncil;
let browser: Browser;
let windows: SomeWindows;
beforeAll(async () => {
  [council, browser] = await Promise.all([aLivedInCouncil(aFolderFor(afterAll)), aBrowser()]);
  windows = await someWindows(browser);
});
afterAll(async () => {
  await browser?.close();
  await council?.stop();
});

/** 1280 by 1024 at 400 %: low, so that the dock scrolls with the page. */
const ZOOMED = { width: 320, height: 256 } as const;
const WAYS = [
  { name: 'narrow', viewport: NARROW, size: 'normal' },
  { name: 'narrow, largest letters', viewport: NARROW, size: 'largest' },
  { name: 'zoomed to 400 %', viewport: ZOOMED, size: 'normal' },
] as const;

const faultsHere = async (page: Page, lang: Language): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { name, viewport, size } of WAYS) {
    await page.setViewportSize(viewport);
    await page.evaluate((to) => (document.documentElement.dataset['size'] = to), size);
    for (const fault of [...(await faultsOf(page)), ...(await faultsOfDock(page))]) found.push(`${lang}, ${name}: ${fault}`);
  }
  await page.setViewportSize(NARROW);
  return found;
};

/** Changing the language on these leads elsewhere, or there is no changing it. */
const EACH_BY_ITSELF = new Set(['welcome', 'missing', 'paper', 'language menu']);

/** The screen as it stands, in another language: what was opened or said on it stays. */
const change = async (page: Page, screen: Screen, lang: Language): Promise<void> => {
  if (EACH_BY_ITSELF.has(screen.name)) return screen.reach(page, council, lang);
  await page.evaluate((to) => document.querySelector<HTMLAnchorElement>(`#header a[hreflang=${to}]`)?.click(), lang);
  await page.waitForSelector(`html[lang=${lang}]`);
};

test.concurrent.each(EVERY_SCREEN)('nothing runs off, is cut off, covered or too small: $name', (screen) =>
  windows.borrow(async (page) => {
    const [first, ...others] = screen.for === 'residents' ? LANGUAGES : (['en'] as const);
    await screen.reach(page, council, first);
    const found = [...(await faultsHere(page, first))];
    for (const lang of others) {
      await change(page, screen, lang);
      found.push(...(await faultsHere(page, lang)));
    }
    expect(found).toEqual([]);
  }),
);

test('from promise to review each step has one form, one way on and a name of its own', () => windows.borrow(async (page) => {
  await asNew(page, council.address);
  await openPack(page, council.address);
  const seen = new Set<string>();
  for (let place = 'promise/promise'; ; ) {
    const forms = await page.evaluate(() => [document.querySelectorAll('form').length, document.querySelectorAll('[type=submit]').length, document.querySelectorAll('main').length]);
    expect(forms, place).toEqual([1, 1, 1]);
    const question = place.split('/')[1] ?? '';
    expect(question).not.toBe('');
    expect(seen.has(question), `${question} is there once`).toBe(false);
    seen.add(question);
    if (place === 'review/review') break;
    place = await goOn(page);
  }
  expect(seen.size).toBeGreaterThan(10);
  expect(page.url()).toBe(`${council.address}/en/${PACK}`);
}));
