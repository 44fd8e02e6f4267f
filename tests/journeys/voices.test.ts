/** Words and voice are two choices: any text with any voice, and Sylheti only once people have spoken it. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import { aCouncilWithSylheti, type ASpokenCouncil } from '../kit/a-council-with-sylheti.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { touch } from '../kit/a-finger.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { goOn, goTo, openPack, PACK, placeOf, speak } from '../kit/a-visit.ts';
import { anEar, forgetHeard, hear, heardOn } from '../kit/an-ear.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome();

let spoken: ASpokenCouncil;
let half: ASpokenCouncil;
beforeAll(async () => {
  [spoken, half] = [await aCouncilWithSylheti(aFolderFor(afterAll)), await aCouncilWithSylheti(aFolderFor(afterAll), ['done.code.help'])];
});
afterAll(async () => {
  await spoken?.close();
  await half?.close();
});

const aPhone = async (): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  await anEar(phone.context);
  return { phone, page: await phone.tab() };
};
const prefer = async (page: Page, address: string, lang: string, choices: Readonly<Record<string, string>>): Promise<void> => {
  await page.goto(`${address}/${lang}/-/preferences`);
  for (const [name, value] of Object.entries(choices)) {
    await page.check(`main input[name=${name}][value=${value}]`);
    await expect.poll(() => page.isChecked(`main input[name=${name}][value=${value}]`)).toBe(true);
  }
};
const SOON = { timeout: 30_000 } as const;

test('text for the helper, sound for the person: English words are heard in Somali, from screen to screen and after a reload', async () => {
  const { page, phone } = await aPhone();
  await prefer(page, spoken.address, 'en', { voice: 'so' });
  await openPack(page, spoken.address, 'en');
  await goTo(page, 'question/better-worse');
  await page.click('.dock [data-listen]');
  await hear(page, 'q.better-worse.step-5', 'so');
  expect(await page.textContent('h1')).toContain('internet only');
  expect((await heardOn(page)).filter(({ voice }) => voice !== 'so')).toEqual([]);
  // The words change, the voice stays.
  await speak(page, 'bn');
  await forgetHeard(page);
  await page.reload();
  await page.click('.dock [data-listen]');
  await hear(page, 'q.better-worse.ask', 'so');
  expect(await page.getAttribute('html', 'lang')).toBe('bn');
  expect(phone.faults).toEqual([]);
});

test('the language of the words can be chosen beside that of the voice', async () => {
  const { page } = await aPhone();
  await prefer(page, spoken.address, 'en', { voice: 'bn', text: 'so' });
  await page.waitForSelector('html[lang=so]');
  expect(await page.isChecked('main input[name=voice][value=bn]')).toBe(true);
  await page.click('main [data-listen]');
  await hear(page, 'preferences.title', 'bn');
});

test('what a voice has not got is filled in by the text’s own: the ring is another, it says so, and so does the screen', async () => {
  const { page, phone } = await aPhone();
  await prefer(page, spoken.address, 'bn', { voice: 'syl' });
  await openPack(page, spoken.address, 'bn');
  await page.click('.dock [data-listen]');
  // A core key by a person, and the conversation's own words by the Bengali computer.
  expect((await hear(page, 'promise.you-tell', 'syl')).ring).toBe('');
  expect((await hear(page, 'can', 'bn')).ring).toBe('other');
  await hear(page, 'listen.computer', 'bn');
  await page.waitForSelector('main .notice:has-text("অন্য একটা গলা")');
  // On the next screen it is found out anew.
  await goOn(page);
  await expect.poll(() => page.locator('main .notice:has-text("অন্য একটা গলা")').count(), SOON).toBe(0);
  expect(phone.faults).toEqual([]);
});

test('the Bengali row asks by ear: like this, or like this? Two samples, each marked, and the one that is touched is the voice', async () => {
  const { page, phone } = await aPhone();
  await page.goto(`${spoken.address}/`);
  await page.click('main summary.row');
  const bengali = await hear(page, 'welcome.like-this', 'syl').then(async (sylheti) => {
    const first = (await heardOn(page)).find(({ voice }) => voice === 'bn');
    expect(first?.picture, 'each has a shape of its own').not.toBe(sylheti.picture);
    await forgetHeard(page);
    await touch(page, sylheti);
    return first;
  });
  expect(bengali).toBeDefined();
  await page.waitForSelector('html[lang=bn] main[data-screen=conversations]');
  await page.click(`main a[href="/bn/${PACK}"]`);
  await page.waitForSelector('.dock [data-listen]');
  await page.click('.dock [data-listen]');
  await hear(page, 'promise.council-decides', 'syl');
  expect(phone.faults).toEqual([]);
});

test('while one core key is unspoken the voice is not offered: its name leads to where a call can be asked for, and no number is made up', async () => {
  const { page, phone } = await aPhone();
  await page.goto(`${half.address}/`);
  await page.waitForSelector('html[data-size]');
  await page.click('main a.row:has-text("ছিলটি")');
  await page.waitForSelector('html[lang=bn] main[data-screen=help]');
  await page.waitForSelector('main h3:has-text("সিলেটি")');
  expect(await page.textContent('main')).not.toMatch(/[0-9০-৯]{5}/);
  await page.goto(`${half.address}/bn/-/preferences`);
  await page.waitForSelector('main input[name=voice]');
  expect(await page.locator('main input[name=voice][value=syl]').count()).toBe(0);
  expect(await placeOf(page)).toBe('preferences');
  expect(phone.faults).toEqual([]);
});
