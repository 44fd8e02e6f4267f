/** The whole journey by keyboard alone: one order of stops, the focus always seen, never trapped, and on the heading of every new screen. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Browser, Page } from 'playwright';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { allStops, kindIs, stopHere, stopsAhead, tabTo, type Stop } from '../kit/a-keyboard.ts';
import { aLivedInCouncil, type ALivedInCouncil } from '../kit/a-lived-in-council.ts';
import { asNew, visit } from '../kit/a-quick-walk.ts';
import { PACK, placeOf, whenDelivery, whenKept } from '../kit/a-visit.ts';
import { aBrowser, aWindow, someWindows, type SomeWindows } from '../kit/a-window.ts';
import { drawSome } from '../kit/drawn.ts';
import { EVERY_SCREEN } from '../kit/every-screen.ts';

let council: ALivedInCouncil;
let browser: Browser;
let windows: SomeWindows;
/** A phone of today. */
const PHONE = { width: 360, height: 740 } as const;
beforeAll(async () => {
  [council, browser] = await Promise.all([aLivedInCouncil(aFolderFor(afterAll)), aBrowser()]);
  windows = await someWindows(browser, PHONE);
});
afterAll(async () => {
  await browser?.close();
  await council?.stop();
});

const aPage = async (): Promise<Page> => {
  const { page, close } = await aWindow(browser, PHONE);
  onTestFinished(close);
  return page;
};

const prove = process.env['PROVE'] === '1';
const seed = Number(process.env['SEED'] ?? 0) || 0;
const sampled: Language = LANGUAGES[seed % LANGUAGES.length]!;

/** Waits for the screen, and checks what every move owes to whoever can't see it: the focus on the heading, a title of its own. */
const arrived = async (page: Page, place: string, titles: string[]): Promise<void> => {
  await expect.poll(() => placeOf(page)).toBe(place);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), { message: `the focus at ${place}` }).toBe('H1');
  const heading = await page.textContent('h1');
  const title = await page.title();
  expect(title.startsWith(heading!), `"${title}" at ${place}`).toBe(true);
  expect(titles.at(-1), `the title at ${place}`).not.toBe(title);
  titles.push(title);
};

const kinds = (stops: readonly Stop[]): string => stops.map(({ kind }) => kind).join(' ');
const unseen = (stops: readonly Stop[]): readonly Stop[] => stops.filter(({ seen }) => !seen);

/** Steps through all stops and back to the heading, so that the next step begins where a person would. */
const stopsOf = async (page: Page): Promise<readonly Stop[]> => {
  const stops = await stopsAhead(page);
  expect(unseen(stops), `at ${await placeOf(page)}`).toEqual([]);
  await page.evaluate(() => document.querySelector('h1')?.focus());
  return stops;
};

const press = (page: Page, ...keys: readonly string[]): Promise<void> => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
/** Steps to the way on and takes it. */
const goOn = async (page: Page): Promise<void> => {
  await tabTo(page, kindIs('go'));
  await page.keyboard.press('Enter');
};

const welcomeAndPromise = async (page: Page, lang: Language, titles: string[]): Promise<void> => {
  await visit(page, `${council.address}/`);
  const names = { en: 'English', so: 'Soomaali', bn: 'বাংলা' };
  await tabTo(page, (stop) => stop.kind === 'link' && stop.name.startsWith(names[lang]));
  await page.keyboard.press('Enter');
  await arrived(page, 'conversations', titles);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
  // Until the shelf has come, the first link is another.
  await page.waitForSelector(`main a[href="/${lang}/${PACK}"]`);
  await tabTo(page, kindIs('link'));
  await page.keyboard.press('Enter');
  await arrived(page, 'promise/promise', titles);
  // The voice comes when everything else is there.
  await page.waitForSelector('.dock .listen');
  expect(kinds(await stopsOf(page))).toBe('fold fold fold go listen back more');
  await tabTo(page, kindIs('fold'));
  await page.keyboard.press('Enter');
  expect(await page.locator('.fold[open]').count()).toBe(1);
  await goOn(page);
};

const supportAndQuestions = async (page: Page, titles: string[]): Promise<void> => {
  await arrived(page, 'support/needs', titles);
  // Beside each field to write in stands the way to speak.
  expect(kinds(await stopsOf(page))).toBe(`${'option '.repeat(12)}field button field button fold go listen back more`);
  await press(page, 'Tab', 'Space');
  await tabTo(page, kindIs('field', 'reach'));
  await page.keyboard.type('020 7946 0000');
  await goOn(page);

  await arrived(page, 'question/good-outcome', titles);
  expect(kinds(await stopsOf(page))).toBe(`${'option '.repeat(6)}button go listen back more`);
  await press(page, 'Tab', 'Space', 'Tab', 'Space');
  await whenKept(page);
  await goOn(page);

  await arrived(page, 'question/impact', titles);
  expect(kinds(await stopsOf(page))).toBe('field button button go listen back more');
  await page.keyboard.press('Tab');
  await page.keyboard.type('My sister can’t park.');
  await tabTo(page, kindIs('back'));
  await page.keyboard.press('Enter');
  await arrived(page, 'question/good-outcome', titles);
  expect(await page.locator('main input:checked').count()).toBe(2);
  await goOn(page);
  await arrived(page, 'question/impact', titles);
  expect(await page.inputValue('main textarea')).toBe('My sister can’t park.');
  await goOn(page);
};

const radioQuestions = async (page: Page, titles: string[]): Promise<void> => {
  await arrived(page, 'question/better-worse', titles);
  expect(kinds(await stopsOf(page))).toBe('option button go listen back more');
  await press(page, 'Tab', 'ArrowDown');
  expect(await page.inputValue('main input:checked')).toBe('2');
  await goOn(page);

  await arrived(page, 'question/how-to-ask', titles);
  const five = await stopsOf(page);
  expect(kinds(five)).toBe(`${'option '.repeat(5)}button go listen back more`);
  await tabTo(page, kindIs('button'));
  await page.keyboard.press('Enter');

  await arrived(page, 'question/what-next', titles);
  const weighed = await stopsOf(page);
  expect(kinds(weighed)).toBe('sides option button go listen back more');
  expect(weighed.length).toBeLessThanOrEqual(8);
  await press(page, 'Tab', 'Enter');
  expect(await page.locator('.sides').first().isVisible()).toBe(true);
  await press(page, 'Tab', 'ArrowDown', 'ArrowDown');
  expect(await page.inputValue('main input:checked')).toBe('cards-back');
  await goOn(page);
};

const aboutAndReview = async (page: Page, titles: string[]): Promise<void> => {
  await arrived(page, 'about-you/age', titles);
  expect(kinds(await stopsOf(page))).toBe('fold option option button button go listen back more');
  await tabTo(page, kindIs('option', 'rather-not-say'));
  await page.keyboard.press('Space');
  await goOn(page);
  await arrived(page, 'about-you/sex', titles);
  await tabTo(page, kindIs('option'));
  await page.keyboard.press('Space');
  await goOn(page);
  await arrived(page, 'about-you/condition', titles);
  // The second of the two buttons leaves all of these out.
  await tabTo(page, kindIs('button'));
  await press(page, 'Tab', 'Enter');

  await arrived(page, 'review/review', titles);
  expect(kinds(await stopsOf(page))).toBe(`${'button '.repeat(5)}fold option option go listen back more`);
  await press(page, 'Tab', 'Enter');
  await arrived(page, 'question/good-outcome', titles);
  await goOn(page);
  await arrived(page, 'review/review', titles);
  await tabTo(page, kindIs('option'));
  await press(page, 'ArrowDown', 'Tab', 'ArrowDown');
  await goOn(page);
};

/** Everything that the polite region says from here on. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const heard: string[] = ((window as unknown as { heard: string[] }).heard = []);
    const live = document.getElementById('live')!;
    new MutationObserver(() => live.textContent && heard.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
  });
const heard = (page: Page): Promise<readonly string[]> => page.evaluate(() => (window as unknown as { heard: string[] }).heard);

test.each(prove ? LANGUAGES : [sampled])('from the first screen to the receipt by keyboard alone (%s)', async (lang) => {
  const page = await aPage();
  await asNew(page, council.address);
  const titles: string[] = [];
  await welcomeAndPromise(page, lang, titles);
  await listen(page);
  await supportAndQuestions(page, titles);
  await radioQuestions(page, titles);
  await aboutAndReview(page, titles);
  await arrived(page, 'done', titles);
  await whenDelivery(page, 'received');
  await page.waitForSelector('.state.received:not([data-delivery])');
  expect(kinds(await stopsOf(page))).toBe('fold button fold fold go listen more');
  expect(await heard(page), 'the delivery is said once').toHaveLength(1);
  await goOn(page);
  await arrived(page, 'conversations', titles);
});

test('both menus open and close by keyboard, one at a time, and Escape leads back to their buttons', async () => {
  const page = await aPage();
  await asNew(page, council.address);
  await visit(page, `${council.address}/${sampled}/${PACK}`);
  await page.waitForSelector('.dock .listen');
  for (const [menu, items] of [['#more', 10], ['#header', 3]] as const) {
    await page.focus(`${menu} summary`);
    await page.keyboard.press('Enter');
    expect(await page.locator(`${menu} details[open] li`).count()).toBe(items);
    expect(await page.locator('.drop[open]').count()).toBe(1);
    for (let item = 0; item < items; item += 1) {
      await page.keyboard.press('Tab');
      expect((await stopHere(page)).seen).toBe(true);
      expect(await page.evaluate((at) => document.querySelector(`${at} .panel`)?.contains(document.activeElement), menu)).toBe(true);
    }
    await page.keyboard.press('Escape');
    expect(await page.locator('.drop[open]').count()).toBe(0);
    expect(await page.evaluate((at) => document.activeElement === document.querySelector(`${at} summary`), menu)).toBe(true);
    await page.keyboard.press('Space');
    expect(await page.locator('.drop[open]').count()).toBe(1);
  }
  await page.keyboard.press('Escape');
  await tabTo(page, kindIs('more'));
  await press(page, 'Enter', 'Tab', 'Enter');
  await arrived(page, 'conversations', []);
});

/** Those that the journey above doesn't come by. */
const ELSEWHERE = /^(?!promise|question|support|about|review|done|welcome|conversations|paper)/;

describe('every other screen', () => {
  drawSome(3);

  test.concurrent.each(EVERY_SCREEN.filter(({ name }) => prove || ELSEWHERE.test(name)))('the focus is seen at every stop and is let go: $name', ({ reach }) =>
    windows.borrow(async (page) => {
      await reach(page, council, sampled);
      const stops = await allStops(page);
      expect(unseen(stops)).toEqual([]);
      // The way past the navigation comes first, and something to do after it.
      expect(stops.length).toBeGreaterThan(1);
    }),
  );
});
