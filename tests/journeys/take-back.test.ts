/** Taking back and answering again, on a real phone: before it was sent, after, with a code on another phone, and in the place of old answers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { answerBriefly, goTo, handIn, openPack, outboxOn, pickMore, press, wake, whenDelivery, whenOfflineReady, whenReady, WORDS, write } from '../kit/a-visit.ts';

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

const { app: words } = WORDS.en;
const w = (key: string): string => words[key] ?? expect.fail(`there are no words for ${key}`);

const withPhone = async (work: (page: Page, phone: APhoneBrowser) => Promise<void>): Promise<void> => {
  const phone = await phones.phone();
  await work(await phone.tab(), phone);
  expect(phone.faults).toEqual([]);
  await phone.close();
};
/** What is with the council now, of these words. */
const heardAt = async (said: string): Promise<number> =>
  (await council.answers()).filter(({ answers }) => answers.some(({ value }) => JSON.stringify(value).includes(said))).length;
const takenBack = (page: Page, state: 'waiting' | 'done'): Promise<unknown> => page.waitForSelector(`main [data-taken-back=${state}]`, { timeout: 30_000 });
const openFold = (page: Page, label: string): Promise<void> => page.click(`main .fold > summary:has-text("${label}")`);
/** From the button that asks for it over what it means to the one that does it. */
const takeBack = async (page: Page): Promise<void> => {
  await press(page, w('take.do'));
  await page.waitForSelector(`main .before:has-text("${w('take.gone')}")`);
  await press(page, w('take.yes'));
};
const toMine = async (page: Page): Promise<void> => {
  await pickMore(page, '/-/my-answers');
  await page.waitForSelector('main[data-screen=my-answers] .fold');
  await page.click('main .fold > summary');
};

test('offline, before it was sent: it can be undone, and with the network back the council keeps nothing of it', () =>
  withPhone(async (page, phone) => {
    await openPack(page, network.address);
    await whenOfflineReady(page);
    await phone.offline(true);
    await answerBriefly(page, 'never sent, I hope');
    await handIn(page);
    await whenDelivery(page, 'device');
    await openFold(page, w('take.fold'));
    await press(page, w('take.do'));
    // Honest: a reply may have been lost, so nobody can be sure that it has not arrived.
    await page.waitForSelector(`main .before:has-text("${w('take.maybe')}")`);
    await press(page, w('take.yes'));
    await takenBack(page, 'waiting');
    await page.click(`main .toast button:has-text("${w('stopped.undo')}")`);
    await whenDelivery(page, 'device');
    expect((await outboxOn(page)).map(({ takesBack }) => takesBack ?? false)).toEqual([false]);
    await openFold(page, w('take.fold'));
    await takeBack(page);
    await takenBack(page, 'waiting');
    await toMine(page);
    await takenBack(page, 'waiting');
    await phone.offline(false);
    await wake(page);
    await takenBack(page, 'done');
    expect(await heardAt('never sent')).toBe(0);
  }));

test('after it was sent: the copy goes from the phone, and the words from the council', () =>
  withPhone(async (page) => {
    await openPack(page, network.address);
    await answerBriefly(page, 'sent, and wanted back');
    await page.check('main input[name=copy][value=yes]');
    await handIn(page);
    await whenDelivery(page, 'received');
    expect(await heardAt('wanted back')).toBe(1);
    await toMine(page);
    await page.waitForSelector('main .given:has-text("wanted back")');
    await takeBack(page);
    await takenBack(page, 'waiting');
    expect(await page.locator('main .given').count()).toBe(0);
    // Leaving the page is the end of the offer to undo it; so would be closing it, and opening the app again.
    await page.reload();
    await whenReady(page);
    await page.click('main .fold > summary');
    await takenBack(page, 'done');
    expect(await heardAt('wanted back')).toBe(0);
  }));

test('with the code on another phone: a wrong letter is met kindly and at once, and the right code takes it back', async () => {
  let code = '';
  await withPhone(async (page) => {
    await openPack(page, network.address);
    await answerBriefly(page, 'said on a phone that is lost');
    code = await handIn(page);
    await whenDelivery(page, 'received');
  });
  await withPhone(async (page) => {
    await page.goto(`${network.address}/en/-/take-back`);
    await whenReady(page);
    await page.fill('#code', `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
    await page.waitForSelector(`#code-problem:has-text("${w('take.code.wrong')}")`);
    await page.fill('#code', code.slice(0, 6));
    expect(await page.locator('#code-problem').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#code-problem:has-text("${w('take.code.short')}")`);
    // As it is read out: small letters, no dashes.
    await page.fill('#code', code.toLowerCase().replaceAll('-', ' '));
    await page.keyboard.press('Enter');
    await page.waitForSelector('main .before h2:focus');
    await press(page, w('take.yes'));
    await takenBack(page, 'done');
    expect(await heardAt('phone that is lost')).toBe(0);
    await page.reload();
    await takenBack(page, 'done');
  });
});

test('answering again: what was said stands there already, and the council gets the new answers in the place of the old', () =>
  withPhone(async (page) => {
    await openPack(page, network.address);
    await answerBriefly(page, 'the first wording');
    await page.check('main input[name=copy][value=yes]');
    await handIn(page);
    await whenDelivery(page, 'received');
    await toMine(page);
    await press(page, w('take.change'));
    await page.waitForSelector(`main[data-screen=promise] .notice:has-text("${w('take.change.begun')}")`);
    await goTo(page, 'question/impact');
    expect(await page.inputValue('main textarea[name=value]')).toBe('the first wording');
    await write(page, 'the second wording');
    await goTo(page, 'review/review');
    expect(await heardAt('the first wording')).toBe(1);
    await handIn(page);
    await whenDelivery(page, 'received');
    expect([await heardAt('the first wording'), await heardAt('the second wording')]).toEqual([0, 1]);
    await pickMore(page, '/-/my-answers');
    for (const fold of await page.locator('main .fold > summary').all()) await fold.click();
    await takenBack(page, 'done');
    expect(await page.locator('main [data-taken-back]').count()).toBe(1);
  }));
