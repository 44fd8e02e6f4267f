/** A voice kept on the phone: its size said first, gone on with after a cut, whole or not called ready, and gone when it is left. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import { aFolderFor } from '../kit/a-folder.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { openPack, PACK, press, whenOfflineReady, whenReady, WORDS } from '../kit/a-visit.ts';
import { anEar, hear } from '../kit/an-ear.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome();

let council: ACouncilProcess;
let network: ANetwork;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
  network = await aNetwork(() => council.address);
});
afterAll(async () => {
  await network?.close();
  await council?.stop();
});

const words = WORDS.en.app;
const LONG = { timeout: 120_000, interval: 50 } as const;
const FETCHING_TAKES_MS = 4 * 60_000;

const aPhone = async (): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  await anEar(phone.context);
  const page = await phone.tab();
  await openPack(page, network.address);
  await whenOfflineReady(page);
  await page.goto(`${network.address}/en/-/preferences`);
  await page.waitForSelector(`main button:has-text("${words['listen.keep']}")`);
  return { phone, page };
};

/** Paths of clips and lists in the caches of voices. */
const keptIn = (page: Page, voice: string): Promise<readonly string[]> =>
  page.evaluate(async (name) => {
    if (!(await caches.has(name))) return [];
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  }, `our-turn-voice/${voice}`);
const says = async (page: Page, key: string): Promise<boolean> => ((await page.textContent('main')) ?? '').includes(words[key] ?? '?');
const clipsAsked = (from = 0): readonly string[] => network.seen.slice(from).map(({ path }) => path).filter((path) => path.endsWith('.mp3'));

test('cut in the middle: what came stays and is not heard by halves; when the network is back it goes on by itself, and only then it is ready', async () => {
  const { page, phone } = await aPhone();
  // Its size stands before the button, in numbers.
  const before = await page.evaluate((label) => Array.from(document.querySelectorAll('main p, main button'), (each) => each.textContent ?? '').slice(0, -1).join('\n').split(label)[0], words['listen.keep']!);
  expect(before).toMatch(/It takes \d+ MB\./);
  await press(page, words['listen.keep']!);
  await expect.poll(async () => (await keptIn(page, 'en')).length, LONG).toBeGreaterThan(60);
  expect(await page.getAttribute('main progress', 'value').then(Number)).toBeGreaterThan(0);
  await phone.offline(true);
  await expect.poll(() => says(page, 'listen.keep.failed'), LONG).toBe(true);
  expect(await says(page, 'listen.keep.done')).toBe(false);
  const kept = await keptIn(page, 'en');
  expect(kept.filter((path) => path.endsWith('clips.json')), 'no list before all of its clips').toEqual([]);

  const asked = network.seen.length;
  await phone.offline(false);
  await expect.poll(() => says(page, 'listen.keep.done'), LONG).toBe(true);
  const again = clipsAsked(asked);
  expect(again.length).toBeGreaterThan(0);
  expect(again.filter((path) => kept.includes(path)), 'finished clips are not fetched again').toEqual([]);

  await phone.offline(true);
  await page.goto(`${network.address}/en/${PACK}`);
  await page.click('.dock [data-listen]');
  await hear(page, 'can');
  expect(phone.faults).toEqual([]);
}, FETCHING_TAKES_MS);

test('closed in the middle: at the next visit it says that a part is here, and goes on from there when asked', async () => {
  const { page, phone } = await aPhone();
  await press(page, words['listen.keep']!);
  await expect.poll(async () => (await keptIn(page, 'en')).length, LONG).toBeGreaterThan(60);
  await page.goto('about:blank');
  await phone.offline(true);
  await page.goto(`${network.address}/en/${PACK}`);
  await whenReady(page);
  // Half a voice is none: no speaker sign, rather than one that falls silent.
  expect(await page.locator('[data-listen]').count()).toBe(0);
  await phone.offline(false);
  await page.goto(`${network.address}/en/-/preferences`);
  await expect.poll(() => says(page, 'listen.keep.failed'), LONG).toBe(true);
  const kept = await keptIn(page, 'en');
  const asked = network.seen.length;
  await press(page, words['listen.keep']!);
  await expect.poll(() => says(page, 'listen.keep.done'), LONG).toBe(true);
  expect(clipsAsked(asked).filter((path) => kept.includes(path))).toEqual([]);
  expect(phone.faults).toEqual([]);
}, FETCHING_TAKES_MS);

test('leaving a voice frees its space: by hand, or by keeping another', async () => {
  const { page, phone } = await aPhone();
  const used = (): Promise<number> => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  const empty = await used();
  await press(page, words['listen.keep']!);
  await expect.poll(() => says(page, 'listen.keep.done'), LONG).toBe(true);
  const full = await used();
  expect(full - empty).toBeGreaterThan(1_000_000);
  await page.check('main input[name=voice][value=so]');
  await page.waitForSelector(`main button:has-text("${words['listen.keep']}")`);
  await press(page, words['listen.keep']!);
  await expect.poll(() => says(page, 'listen.keep.done'), LONG).toBe(true);
  expect(await keptIn(page, 'en')).toEqual([]);
  expect((await keptIn(page, 'so')).length).toBeGreaterThan(100);
  await press(page, words['listen.keep.remove']!);
  await expect.poll(() => keptIn(page, 'so')).toEqual([]);
  // The browser gives the room back in its own time.
  await expect.poll(used, LONG).toBeLessThan(empty + 500_000);
  expect(phone.faults).toEqual([]);
}, FETCHING_TAKES_MS);
