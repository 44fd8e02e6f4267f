/** `npm run pictures -- take`: every screen in each language, narrow and wide, light and dark, with a sheet of all of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { chromiumArgs } from '../../src/tools/browser.mjs';
import { tell } from '../../src/tools/tell.mjs';
import { ROOT } from '../kit/a-folder.ts';
import { aLivedInCouncil, type ALivedInCouncil } from '../kit/a-lived-in-council.ts';
import { EVERY_SCREEN, type Screen } from '../kit/every-screen.ts';
import { contactSheet, fileOf, WIDTHS, type Sheet } from '../kit/contact-sheet.ts';

const PICTURES = join(ROOT, 'pictures');
const DOCS = join(ROOT, 'docs', 'pictures');
/** The lowest window that shows, at each width, as people have them. */
const HEIGHT = { 320: 640, 1280: 800 } as const;
const SHEET_WIDTH = 2_520;
/** A phone of today, and so high that the two pictures in the documents show all that matters. */
const PHONE = { width: 360, height: 890 } as const;

/** So high that nothing scrolls: a picture shows all of a screen. */
const showAll = async (page: Page, width: 320 | 1280): Promise<void> => {
  await page.setViewportSize({ width, height: HEIGHT[width] });
  const height = await page.evaluate(() => {
    const stop = document.querySelector('.stop');
    const hidden = stop === null ? 0 : stop.scrollHeight - stop.clientHeight;
    return Math.max(innerHeight + hidden, document.documentElement.scrollHeight);
  });
  await page.setViewportSize({ width, height });
};

/** What was skipped on the way here has reached the disk, and the page has stopped saying that it hasn't. */
const settled = (page: Page): Promise<unknown> => page.waitForSelector('[data-kept=no]', { state: 'detached' });

const takeScreen = async (page: Page, screen: Screen, lang: Language): Promise<void> => {
  for (const width of WIDTHS) {
    await showAll(page, width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: join(PICTURES, fileOf(lang, screen.name, width, colorScheme)), animations: 'disabled', caret: 'hide' });
    }
  }
};

const newPage = async (browser: Browser, viewport: { width: number; height: number }, scale = 1): Promise<Page> => {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, serviceWorkers: 'block', reducedMotion: 'reduce' });
  return context.newPage();
};

const takeLanguage = async (browser: Browser, council: ALivedInCouncil, lang: Language): Promise<Sheet> => {
  // ONLY='take back' npm run pictures: for whoever works on a screen.
  const screens = EVERY_SCREEN.filter((each) => (each.for === 'residents' || lang === 'en') && each.name.includes(process.env['ONLY'] ?? ''));
  const page = await newPage(browser, { width: 320, height: HEIGHT[320] });
  mkdirSync(join(PICTURES, lang), { recursive: true });
  for (const screen of screens) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: HEIGHT[320] });
    await screen.reach(page, council, lang);
    await settled(page);
    await takeScreen(page, screen, lang);
  }
  await page.context().close();
  return { lang, names: screens.map(({ name }) => name) };
};

/** The sheet as a page to look at, and that page as one picture. */
const writeSheet = async (browser: Browser, sheet: Sheet): Promise<void> => {
  const file = join(PICTURES, `${sheet.lang}.html`);
  writeFileSync(file, contactSheet(sheet));
  const page = await newPage(browser, { width: SHEET_WIDTH, height: 900 });
  await page.goto(`file://${file}`, { waitUntil: 'load' });
  await page.screenshot({ path: join(PICTURES, `${sheet.lang}.png`), fullPage: true });
  await page.context().close();
};

/** One question and the receipt, as they stand on a phone, for the documents. */
const takeForDocs = async (browser: Browser, council: ALivedInCouncil): Promise<void> => {
  const page = await newPage(browser, PHONE, 1.25);
  mkdirSync(DOCS, { recursive: true });
  for (const [name, file] of [['question to choose many', 'question.png'], ['done, with the council', 'receipt.png']] as const) {
    await EVERY_SCREEN.find((each) => each.name === name)!.reach(page, council, 'en');
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('main .fold[open]')) fold.removeAttribute('open');
      document.querySelector('.ticket')?.scrollIntoView({ block: 'end' });
    });
    await page.screenshot({ path: join(DOCS, file), animations: 'disabled' });
  }
  await page.context().close();
};

export const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'our-turn-pictures-'));
  const council = await aLivedInCouncil(folder);
  const browser = await chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: [...chromiumArgs] });
  try {
    for (const lang of LANGUAGES) {
      await writeSheet(browser, await takeLanguage(browser, council, lang));
      tell(`pictures/${lang}.html and pictures/${lang}.png`);
    }
    await takeForDocs(browser, council);
  } finally {
    await browser.close();
    await council.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
