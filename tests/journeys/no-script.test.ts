/** Without script: every address can be read and is of use, there is always another way, and nothing goes anywhere. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { PACK, placeOf, whenReady, WORDS } from '../kit/a-visit.ts';

let council: ACouncilProcess;
let network: ANetwork;
let phones: ManyPhones;
let phone: APhoneBrowser;
let page: Page;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
  network = await aNetwork(() => council.address);
  phones = await manyPhones();
  phone = await phones.phone({ javaScript: false });
  page = await phone.tab();
});
afterAll(async () => {
  await phones?.close();
  await network?.close();
  await council?.stop();
});

const open = async (path: string): Promise<number | undefined> => (await page.goto(`${network.address}${path}`))?.status();
/** Whoever can't send from here is told so in their own language, with a way on. */
const saysHowElse = async (lang: Language): Promise<void> => {
  const notice = page.locator(`noscript p${lang === 'en' ? ':not([lang])' : `[lang=${lang}]`}`);
  expect(await notice.isVisible()).toBe(true);
  expect(await notice.locator(`a[href="/${lang}/"]`).isVisible()).toBe(true);
};

test.each(LANGUAGES)('from the choice of language to a form on paper by links alone (%s)', async (lang) => {
  expect(await open('/')).toBe(200);
  await page.click(`main a[href="/${lang}/"]`);
  await saysHowElse(lang);
  expect(await page.textContent('h1')).toBe(WORDS[lang].app['conversations.title']);
  await page.click(`main a[href="/${lang}/${PACK}"]`);
  await saysHowElse(lang);
  const promise = await page.innerText('main');
  for (const key of ['title', 'short', 'can', 'cannot', 'hear-back']) expect(promise).toContain(WORDS[lang].pack[key]);
  // On a phone, though the notice above takes most of the first screen.
  await page.click(`main summary:has-text("${WORDS[lang].app['promise.notice']}")`);
  expect(await page.innerText('main')).toContain(WORDS[lang].pack['notice']);
  await open(`/${lang}/${PACK}/paper`);
  const form = await page.innerText('main');
  for (const key of ['q.good-outcome.ask', 'q.impact.ask', 'q.better-worse.step-5', 'q.how-to-ask.paper-card', 'q.what-next.cards-back.con', 'q.other-idea.ask', 'notice']) {
    expect(form).toContain(WORDS[lang].pack[key]);
  }
});

test('every other address says what it is for and leads on; what is not there says so', async () => {
  for (const screen of ['my-answers', 'replies', 'preferences', 'help', 'take-back']) {
    expect(await open(`/so/-/${screen}`)).toBe(200);
    expect(await placeOf(page)).toBe(screen);
    expect((await page.innerText('h1')).length).toBeGreaterThan(3);
    expect(await page.locator('main a[href="/so/"]').isVisible()).toBe(true);
    await saysHowElse('so');
  }
  for (const path of ['/bn/no-such-thing', '/bn/-/no-such-screen', '/bn/visitor-parking/no-such-page']) {
    expect(await open(path)).toBe(404);
    expect(await page.textContent('h1')).toBe(WORDS.bn.app['missing.title']);
    expect(await page.locator('main a[href="/bn/"]').isVisible()).toBe(true);
  }
  expect(await open('/no-such-language/at-all')).toBe(404);
  expect(await page.textContent('h1')).toBe(WORDS.en.app['missing.title']);
});

test('nothing can be sent: there is no button for it, and the council hears only that pages are read', async () => {
  for (const path of ['/', '/en/', `/en/${PACK}`, '/en/-/preferences', '/en/-/help', `/en/${PACK}/paper`]) {
    await open(path);
    expect(await page.locator('main button:visible, main input[type=text]:visible, main textarea:visible').count()).toBe(0);
    expect(await page.locator('form:not([method=dialog])').count()).toBe(0);
  }
  expect(network.seen.filter(({ method, path }) => method !== 'GET' || path.includes('?'))).toEqual([]);
  expect(await council.answers()).toEqual([]);
});

test('the form to print is there with script too, from a link on the way, and the app leaves it as it is', async () => {
  const other = await phones.phone();
  const tab = await other.tab();
  await tab.goto(`${network.address}/so/${PACK}/paper`);
  await tab.waitForLoadState('networkidle');
  expect(await placeOf(tab)).toBe('paper');
  expect(await tab.innerText('main')).toContain(WORDS.so.pack['q.what-next.ask']);
  await tab.goto(`${network.address}/so/-/help`);
  await whenReady(tab);
  await tab.click(`main a[href="/so/${PACK}/paper"]`);
  await tab.waitForSelector('main[data-screen=paper]');
  await tab.goBack();
  await tab.waitForSelector('main[data-screen=help]');
  expect(other.faults).toEqual([]);
  await other.close();
});
