/** A new version in the middle of a draft: the person is asked, nothing switches by itself, nothing is lost, offline goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { answerBriefly, goOn, goTo, handIn, openPack, pickMore, placeOf, whenDelivery, whenKept, whenOfflineReady, whenReady, WORDS, write } from '../kit/a-visit.ts';
import { buildNextVersion, NEXT_VERSION, startNextCouncil, type NextCouncil } from './a-second-version.ts';

const TEXT = 'Half a sentence, and then the';
/** Two copies of the software, built and started, on a machine with other things to do. */
const LONGEST_START_MS = 180_000;

let old: ACouncilProcess;
let next: NextCouncil | undefined;
let network: ANetwork;
let phones: ManyPhones;

interface InMidSentence {
  readonly phone: APhoneBrowser;
  readonly page: Page;
}
const inMidSentence = async (): Promise<InMidSentence> => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address);
  await whenOfflineReady(page);
  await goTo(page, 'question/impact');
  await write(page, TEXT);
  return { phone, page };
};
let one: InMidSentence;
let two: InMidSentence;

/** Two phones are in the middle of a draft, and then the council has the next version. */
beforeAll(async () => {
  const [folder, newFolder] = [aFolderFor(afterAll), aFolderFor(afterAll)];
  // The old one first: it builds what is tested here, if that is needed.
  old = await startCouncil(folder);
  const built = buildNextVersion(newFolder);
  network = await aNetwork(() => next?.address ?? old.address);
  phones = await manyPhones();
  one = await inMidSentence();
  two = await inMidSentence();
  await whenKept(two.page);
  await built;
  await old.stop();
  next = await startNextCouncil(newFolder, folder);
}, LONGEST_START_MS);
afterAll(async () => {
  await phones?.close();
  await network?.close();
  await (next ?? old)?.stop();
});

const update = (page: Page): Promise<unknown> => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
const toast = (key: string): string => `main .toast:has-text("${WORDS.en.app[key]}")`;
const versionShown = async (page: Page): Promise<string> => {
  await pickMore(page, '/en/-/preferences');
  await page.waitForSelector('main[data-screen=preferences]');
  return (await page.textContent('main')) ?? '';
};
const saysNew = WORDS.en.app['preferences.version']?.replace('{{version}}', NEXT_VERSION) ?? '';
const waits = (page: Page): Promise<boolean> => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting));

test('a new version comes in mid-sentence: asked, not switched; with "Use it now" the words are there, and it works offline', async () => {
  const { phone, page } = one;
  await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
  await update(page);
  await page.waitForSelector(toast('update.ready'));
  expect(await page.inputValue('main textarea')).toBe(TEXT);

  // "Later" is later: the old version goes on, offline too, and nothing reloads.
  await page.click(`${toast('update.ready')} button:has-text("${WORDS.en.app['update.later']}")`);
  await page.waitForSelector(toast('update.ready'), { state: 'detached' });
  await goOn(page);
  await page.click('main .dock .back');
  expect(await page.inputValue('main textarea')).toBe(TEXT);
  expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
  expect(await waits(page)).toBe(true);

  // The next time that the app is opened it asks again.
  await page.reload();
  await whenReady(page);
  expect(await placeOf(page)).toBe('question/impact');
  await page.waitForSelector(toast('update.ready'));
  await write(page, `${TEXT} end.`);
  await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
  await page.click(`${toast('update.ready')} button:has-text("${WORDS.en.app['update.take']}")`);
  await page.waitForFunction(() => !('stillHere' in globalThis));
  await whenReady(page);
  expect(await placeOf(page)).toBe('question/impact');
  expect(await page.inputValue('main textarea')).toBe(`${TEXT} end.`);
  expect(await waits(page)).toBe(false);

  await phone.offline(true);
  await page.reload();
  await whenReady(page);
  expect(await placeOf(page)).toBe('question/impact');
  expect(await page.inputValue('main textarea')).toBe(`${TEXT} end.`);
  await answerBriefly(page, `${TEXT} end.`);
  await handIn(page);
  await phone.offline(false);
  await whenDelivery(page, 'received');
  expect(await versionShown(page)).toContain(saysNew);
  const lines = (await old.answers()).filter((line) => JSON.stringify(line.answers).includes(TEXT));
  expect(lines.map((line) => line.answers.find(({ q }) => q === 'impact')?.value)).toEqual([{ text: `${TEXT} end.`, lang: 'en' }]);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('another tab takes the new version: this one, still in the old, keeps its words and can hand them in', async () => {
  const { phone, page } = two;
  const other = await phone.tab();
  await openPack(other, network.address);
  await update(other);
  await other.click(`${toast('update.ready')} button:has-text("${WORDS.en.app['update.take']}")`);
  await other.waitForFunction(() => document.readyState === 'complete' && document.querySelector('#more details') !== null);
  await expect.poll(() => waits(other)).toBe(false);
  await page.bringToFront();
  expect(await page.inputValue('main textarea')).toBe(TEXT);
  await answerBriefly(page, 'Written in the old one.');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('main[data-screen=done], main .problem');
  if (await page.isVisible('main .problem')) {
    // What it needs of the old version is gone: it says so, nothing is lost, and a reload brings the new one.
    await page.reload();
    await whenReady(page);
    expect(await placeOf(page)).toBe('review/review');
    await handIn(page);
  }
  await whenDelivery(page, 'received');
  expect((await old.answers()).filter((line) => JSON.stringify(line.answers).includes('Written in the old one.'))).toHaveLength(1);
  expect(phone.faults).toEqual([]);
  await phone.close();
});
