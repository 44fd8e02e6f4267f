/** What a resident does in the app, one verb each, by the ways in that LOOK.md promises to anyone who tests from outside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, vi } from 'vitest';
import type { Draft } from '../../src/domain/draft.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import type { OutboxRow } from '../../src/store/outbox.ts';
import { ROOT } from './a-folder.ts';

export const PACK = 'visitor-parking';

/** One language in `npm test`, drawn by its seed; all of them in `npm run prove`. */
export const SOME_LANGUAGES: readonly Language[] =
  process.env['PROVE'] === '1' ? LANGUAGES : [LANGUAGES[Number(process.env['SEED'] ?? 0) % LANGUAGES.length] ?? 'en'];

const readWords = (path: string): Readonly<Record<string, string>> => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, string>;
const wordsOf = (lang: Language) => ({ app: readWords(`locales/${lang}/app.json`), problems: readWords(`locales/${lang}/problems.json`), pack: readWords(`packs/${PACK}/${lang}.json`) });
/** What the app says, its problems, and the conversation, by key. */
export const WORDS: Readonly<Record<Language, ReturnType<typeof wordsOf>>> = { en: wordsOf('en'), so: wordsOf('so'), bn: wordsOf('bn') };

/** Where the page is: `question/impact`, `done`. */
export const placeOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { screen = '', question = '' } = document.querySelector<HTMLElement>('main')?.dataset ?? {};
    return question === '' ? screen : `${screen}/${question}`;
  });

/** The app has taken over: its menu is only there then. */
export const whenReady = (page: Page): Promise<unknown> => page.waitForSelector('#more details, main[data-screen=welcome]');

export const openPack = async (page: Page, address: string, lang: Language = 'en'): Promise<void> => {
  await page.goto(`${address}/${lang}/${PACK}`);
  await whenReady(page);
};

/** The worker is in charge, and has the shell and the conversation whole: from here on the app works without a network. */
export const whenOfflineReady = async (page: Page, timeout = 30_000): Promise<void> => {
  // Not waitForFunction: a predicate that gives a promise counts there as true. Not expect.poll: a hook may wait for it too.
  const isReady = () => page.evaluate(async () => navigator.serviceWorker.controller !== null && (await caches.has('our-turn-shelf')));
  await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout, interval: 50 });
};

/** Presses the button that goes on, and waits until another stop shows. */
export const goOn = async (page: Page): Promise<string> => {
  const before = await placeOf(page);
  await page.click('main form button[type=submit]');
  await page.waitForFunction((was) => {
    const main = document.querySelector<HTMLElement>('main');
    const { screen = '', question = '' } = main?.dataset ?? {};
    return (question === '' ? screen : `${screen}/${question}`) !== was;
  }, before);
  return placeOf(page);
};

/** Goes on until this place, answering nothing. */
export const goTo = async (page: Page, place: string): Promise<void> => {
  for (let stops = 0; (await placeOf(page)) !== place; stops += 1) {
    if (stops > 40) throw new Error(`${place} was never reached; the page is at ${await placeOf(page)}`);
    await goOn(page);
  }
};

export const write = (page: Page, text: string): Promise<void> => page.fill('main textarea[name=value]', text);
export const choose = (page: Page, option: string): Promise<void> => page.check(`main input[name=value][value="${option}"]`);

/** Waits until the page says that the answer is kept on this phone. */
export const whenKept = (page: Page): Promise<unknown> => page.waitForSelector('main [data-kept=yes]');

/** Answers the whole conversation in whatever language it is in, up to the review. Everything said is given back. */
export const answerAll = async (page: Page, text: string): Promise<void> => {
  await goTo(page, 'question/good-outcome');
  await choose(page, 'family-visit');
  await choose(page, 'helpers-come');
  await goTo(page, 'question/impact');
  await write(page, text);
  await goTo(page, 'question/better-worse');
  await choose(page, '1');
  await goTo(page, 'question/how-to-ask');
  await choose(page, 'phone');
  await goTo(page, 'question/what-next');
  await choose(page, 'cards-back');
  await goTo(page, 'review/review');
};

/** The shortest way from the start to the review: one answer in words, the rest passed over. */
export const answerBriefly = async (page: Page, text: string): Promise<void> => {
  await goTo(page, 'question/impact');
  await write(page, text);
  await goTo(page, 'about-you/age');
  const lang = (await page.getAttribute('html', 'lang')) as Language;
  await press(page, WORDS[lang].app['about.leave-all'] ?? '');
  await page.waitForSelector('main[data-screen=review]');
};

/** From the review to the receipt; gives the code on it. */
export const handIn = async (page: Page): Promise<string> => {
  await page.click('main form button[type=submit]');
  await page.waitForSelector('main[data-screen=done]');
  return (await page.textContent('.code')) ?? '';
};

/** Waits until the answers' own state is this. */
export const whenDelivery = (page: Page, state: 'device' | 'received' | 'durable', timeout = 30_000): Promise<unknown> =>
  page.waitForSelector(`[data-delivery=${state}]`, { timeout });

/** A chance to send, as when a phone says that the network is back. */
export const wake = (page: Page): Promise<unknown> => page.evaluate(() => dispatchEvent(new Event('online')));

/** Chooses another language at the top of the page, and waits until the page is in it. */
export const speak = async (page: Page, lang: Language): Promise<void> => {
  await page.click('#header .languages summary');
  await page.click(`#header .languages a[lang=${lang}]`);
  await page.waitForSelector(`html[lang=${lang}]`);
};

/** Picks something under "More": by its address, or by its words. */
export const pickMore = async (page: Page, what: string): Promise<void> => {
  await page.click('#more summary');
  await page.click(what.startsWith('/') ? `#more a[href$="${what}"]` : `#more button:has-text("${what}")`);
};

/** Presses a button in the middle of the page by its words. */
export const press = (page: Page, words: string): Promise<void> => page.click(`main button:has-text("${words}"), main a.button:has-text("${words}")`);

/** Everything in a table of the device's own databases. */
const rowsIn = <T>(page: Page, db: string, table: string): Promise<readonly T[]> =>
  page.evaluate(
    ([name, store]) =>
      new Promise<T[]>((found, failed) => {
        const opening = indexedDB.open(name as string);
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction(store as string).objectStore(store as string).getAll();
          asking.onsuccess = () => found(asking.result as T[]);
          asking.onerror = () => failed(asking.error);
          opening.result.close();
        };
      }),
    [db, table],
  );
export const draftsOn = (page: Page): Promise<readonly Draft[]> => rowsIn<Draft>(page, 'our-turn-library', 'drafts');
export const outboxOn = (page: Page): Promise<readonly OutboxRow[]> => rowsIn<OutboxRow>(page, 'our-turn-outbox', 'outbox');
