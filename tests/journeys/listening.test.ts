/** Listening: a screen is read in order, what is spoken is marked, and whatever a person does next makes it fall silent. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import { aFolderFor } from '../kit/a-folder.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { goOn, goTo, openPack, PACK, placeOf, whenOfflineReady } from '../kit/a-visit.ts';
import { anEar, forgetHeard, heardOn } from '../kit/an-ear.ts';

let council: ACouncilProcess;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
});
afterAll(() => council?.stop());

const aPhone = async (): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  await anEar(phone.context);
  return { phone, page: await phone.tab() };
};
const whenQuiet = (page: Page) => page.waitForFunction(() => document.querySelector('.listen')?.textContent !== null && document.querySelector('[data-spoken]') === null);
const clips = async (page: Page) => (await heardOn(page)).map(({ clip }) => clip);
/** Sound is fetched, and then takes its time, however busy the machine. */
const SOON = { timeout: 30_000 } as const;
const listenButton = '.dock [data-listen]';

test('question, help, then the options in turn, the one that is spoken marked; and first that a computer speaks', async () => {
  const { page, phone } = await aPhone();
  await openPack(page, council.address);
  await goTo(page, 'question/better-worse');
  await page.click(listenButton);
  await expect.poll(() => clips(page), SOON).toContain('question.skip');
  const heard = await heardOn(page);
  const order = ['listen.computer', 'q.better-worse.ask', ...[1, 2, 3, 4, 5].map((step) => `q.better-worse.step-${step}`), 'question.skip'];
  expect(heard.map(({ clip }) => clip).filter((clip) => order.includes(clip))).toEqual(order);
  for (const { clip, of } of heard.filter(({ clip: name }) => name.startsWith('q.better-worse.step'))) expect(of, clip).not.toBe('');
  expect(await placeOf(page)).toBe('question/better-worse');
  expect(phone.faults).toEqual([]);
});

test.each(['en', 'so', 'bn'] as const)('"read everything to me" on the first screen: every screen after it is read by itself (%s)', async (lang) => {
  const { page } = await aPhone();
  await page.goto(`${council.address}/`);
  await page.check('input[name=listen]');
  await page.click(`main a[href="/${lang}/"]`);
  await expect.poll(() => clips(page), SOON).toContain('conversations.title');
  await page.click(`main a[href="/${lang}/${PACK}"]`);
  await expect.poll(() => clips(page), SOON).toContain('promise.you-tell');
  await expect.poll(() => clips(page), SOON).toContain('promise.council-decides');
  await goOn(page);
  await expect.poll(() => clips(page), SOON).toContain('support.q.needs.ask');
  await goOn(page);
  await expect.poll(() => clips(page), SOON).toContain('q.good-outcome.ask');
  // A tap selects and speaks the choice back.
  await forgetHeard(page);
  await page.check('main input[value=helpers-come]');
  await expect.poll(() => clips(page), SOON).toContain('q.good-outcome.helpers-come');
});

test('a key or another focus makes it pause; the button goes on from there', async () => {
  const { page } = await aPhone();
  await openPack(page, council.address);
  await page.click(listenButton);
  await expect.poll(() => heardOn(page), SOON).not.toEqual([]);
  await page.keyboard.press('Tab');
  await expect.poll(() => page.textContent(listenButton), SOON).toBe('Listen');
  const before = (await heardOn(page)).length;
  await page.click(listenButton);
  await expect.poll(async () => (await heardOn(page)).length, SOON).toBeGreaterThan(before);
});

test('a screen reader’s click starts nothing: it is told what the button is for, and asked once', async () => {
  const { page } = await aPhone();
  await openPack(page, council.address);
  await page.waitForSelector(listenButton);
  // A click without a pointer and without a key, as assistive technology makes it.
  await page.evaluate((at) => document.querySelector<HTMLElement>(at)?.click(), listenButton);
  await expect.poll(() => page.textContent('#live'), SOON).toContain('Your screen reader reads this page.');
  expect(await heardOn(page)).toEqual([]);
});

test('kept on the phone it can be heard without a network, and only then does the app say so', async () => {
  const { page, phone } = await aPhone();
  await openPack(page, council.address, 'so');
  await whenOfflineReady(page);
  await page.goto(`${council.address}/so/-/preferences`);
  const ready = 'Hadda waad dhegaysan kartaa, xitaa internet la';
  await page.waitForSelector('main [data-listen]');
  expect(await page.textContent('main')).not.toContain(ready);
  await page.getByText('Codkan taleefankayga ku kaydi').click();
  await expect.poll(() => page.textContent('main'), { timeout: 60_000 }).toContain(ready);
  await phone.offline(true);
  await page.goto(`${council.address}/so/${PACK}`);
  await page.click(listenButton);
  await expect.poll(() => clips(page), SOON).toContain('promise.council-decides');
  await whenQuiet(page);
  expect(phone.faults).toEqual([]);
});
