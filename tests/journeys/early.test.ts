/** Before the script: what is entered while it loads is kept, goes nowhere, and is never taken away when the app comes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { choose, draftsOn, goOn, PACK, placeOf, whenKept, whenReady } from '../kit/a-visit.ts';

let council: ACouncilProcess;
let network: ANetwork;
let phones: ManyPhones;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
  network = await aNetwork(() => council.address);
  phones = await manyPhones();
});
afterAll(async () => {
  await phones?.close();
  await network?.close();
  await council?.stop();
});

/** A link so slow that the page is there and its script is not. `come` lets it come. */
const slowScript = async (lang: string): Promise<{ phone: APhoneBrowser; page: Page; come: () => void }> => {
  const phone = await phones.phone();
  let come = (): void => undefined;
  const coming = new Promise<void>((go) => {
    come = go;
  });
  await phone.context.route('**/assets/*.js', async (route) => {
    await coming;
    await route.continue();
  });
  const page = await phone.tab();
  await page.goto(`${network.address}/${lang}/${PACK}`, { waitUntil: 'commit' });
  await page.waitForSelector('main[data-screen=promise]');
  return { phone, page, come };
};

test('choices made in the first question before the script has come: kept, gone on from, there after a reload, and nowhere else', async () => {
  const { phone, page, come } = await slowScript('so');
  const address = page.url();
  expect(await goOn(page)).toBe('support/needs');
  await page.fill('main [name=reach]', '020 7946 0000');
  expect(await goOn(page)).toBe('question/good-outcome');
  await choose(page, 'repairs-done');
  await choose(page, 'no-computer');
  // There is no further stop in the page yet: it waits, and says so.
  await page.click('main form button[type=submit]');
  await page.waitForSelector('main[data-question=good-outcome][aria-busy=true]');
  expect(page.url()).toBe(address);

  come();
  await page.waitForSelector('main[data-question=impact]');
  await whenKept(page);
  await page.reload();
  await whenReady(page);
  expect(await placeOf(page)).toBe('question/impact');
  const [draft] = await draftsOn(page);
  expect(draft?.answers).toEqual([{ q: 'good-outcome', kind: 'choose-many', value: ['repairs-done', 'no-computer'] }]);
  expect(draft?.support.reach).toBe('020 7946 0000');
  await page.click('main .dock .back');
  expect(await page.isChecked('main input[value="no-computer"]')).toBe(true);
  expect(network.seen.filter(({ method, path }) => method !== 'GET' || /7946|repairs|\?(?!packs=)/.test(path))).toEqual([]);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a native submit sends nothing and leaves what was entered alone', async () => {
  const { phone, page } = await slowScript('en');
  await goOn(page);
  await page.fill('main [name=reach]', 'someone@example.org');
  const [address, asked] = [page.url(), network.seen.length];
  // Past the first script as well, as where it is refused.
  await page.evaluate(() => HTMLFormElement.prototype.submit.call(document.querySelector('main form')));
  await page.waitForTimeout(200);
  expect(page.url()).toBe(address);
  expect(await page.inputValue('main [name=reach]')).toBe('someone@example.org');
  expect(network.seen.slice(asked)).toEqual([]);
  await phone.close();
});

test('whoever is in mid-sentence when the app takes over goes on writing: no letter is lost, and the place is kept', async () => {
  const { phone, page, come } = await slowScript('en');
  await goOn(page);
  const text = 'I would like someone to come with me, please — it is a long way.';
  await page.locator('main textarea[name=other]').focus();
  const typing = page.keyboard.type(text, { delay: 25 });
  await page.waitForFunction(() => (document.querySelector<HTMLTextAreaElement>('main textarea[name=other]')?.value.length ?? 0) > 12);
  come();
  await typing;
  await whenReady(page);
  expect(await page.inputValue('main textarea[name=other]')).toBe(text);
  await expect.poll(async () => (await draftsOn(page))[0]?.support.answers).toEqual([{ q: 'other-need', kind: 'words', value: { text, lang: 'en' } }]);
  await page.reload();
  await whenReady(page);
  expect(await placeOf(page)).toBe('support/needs');
  expect(await page.inputValue('main textarea[name=other]')).toBe(text);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a draft from before and a slow script: what is entered now goes into it, and nothing said earlier is lost', async () => {
  const phone = await phones.phone({ worker: 'refused' });
  let page = await phone.tab();
  await page.goto(`${network.address}/en/${PACK}`);
  await whenReady(page);
  await goOn(page);
  await page.fill('main [name=reach]', 'The blue door');
  await goOn(page);
  await choose(page, 'family-visit');
  await whenKept(page);
  await page.close();

  let come = (): void => undefined;
  const coming = new Promise<void>((go) => {
    come = go;
  });
  await phone.context.route('**/assets/*.js', async (route) => {
    await coming;
    await route.continue();
  });
  page = await phone.tab();
  await page.goto(`${network.address}/en/${PACK}`, { waitUntil: 'commit' });
  await page.waitForSelector('main[data-screen=promise]');
  await goOn(page);
  await page.check('main input[value="phone-call"]');
  await page.focus('#header summary');
  come();
  await whenReady(page);
  expect(await page.evaluate(() => document.activeElement?.closest('#header')?.id), 'whoever has stepped into the header stays there').toBe('header');
  expect(await page.isChecked('main input[value="phone-call"]')).toBe(true);
  expect(await page.inputValue('main [name=reach]')).toBe('The blue door');
  await goOn(page);
  expect(await page.isChecked('main input[value="family-visit"]')).toBe(true);
  expect(phone.faults).toEqual([]);
  await phone.close();
});
