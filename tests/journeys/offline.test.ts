/** Without a network: from ten seconds after the first visit on, at any address, and never the browser's own error. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { answerAll, handIn, openPack, PACK, placeOf, whenDelivery, whenOfflineReady, whenReady, WORDS } from '../kit/a-visit.ts';

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

/** What a link in a text message promises: after this, whatever happens to the network, the phone can answer. */
const READY_WITHIN_MS = 10_000;

test('offline after ten seconds of the first visit: answered and handed in there and then, with the council once when the network is back', async () => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await page.goto(`${network.address}/en/${PACK}`);
  await whenOfflineReady(page, READY_WITHIN_MS);
  await phone.offline(true);
  await answerAll(page, 'From the first visit, with no second one.');
  await handIn(page);
  await whenDelivery(page, 'device');
  expect(network.posts()).toEqual([]);
  await phone.offline(false);
  await whenDelivery(page, 'received');
  const lines = await council.answers();
  expect(lines.map((line) => line.answers.find((answer) => answer.q === 'impact')?.value)).toEqual([{ text: 'From the first visit, with no second one.', lang: 'en' }]);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

const whereItIs = async (phone: APhoneBrowser, path: string): Promise<string> => {
  const page = await phone.tab();
  try {
    await page.goto(`${network.address}${path}`);
    await whenReady(page);
    await page.waitForSelector('main:not([aria-busy])');
    return `${await page.getAttribute('html', 'lang')} ${await placeOf(page)}`;
  } finally {
    await page.close();
  }
};

test('a deep link opens offline in its language, and an address that leads nowhere says so in ours', async () => {
  const phone = await phones.phone();
  const first = await phone.tab();
  await openPack(first, network.address);
  await whenOfflineReady(first);
  await phone.offline(true);
  expect(await whereItIs(phone, '/')).toBe('en welcome');
  expect(await whereItIs(phone, '/so/')).toBe('so conversations');
  expect(await whereItIs(phone, '/bn/-/help')).toBe('bn help');
  expect(await whereItIs(phone, `/en/${PACK}`)).toBe('en promise/promise');
  expect(await whereItIs(phone, '/so/-/my-answers')).toBe('so my-answers');
  expect(await whereItIs(phone, '/bn/-/preferences')).toBe('bn preferences');
  expect(await whereItIs(phone, '/en/-/replies')).toBe('en replies');
  expect(await whereItIs(phone, '/bn/no-such-conversation')).toBe('bn missing');
  expect(await whereItIs(phone, '/so/-/no-such-screen')).toBe('so missing');
  expect(await whereItIs(phone, '/no-such-language/at-all')).toBe('en missing');
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('what stands on an inner screen offline is this phone’s own, and says that it may be old', async () => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address, 'so');
  await whenOfflineReady(page);
  await phone.offline(true);
  await page.goto(`${network.address}/so/`);
  await page.waitForSelector(`main a[href="/so/${PACK}"]`);
  await page.waitForSelector(`main .notice:has-text("${WORDS.so.app['conversations.offline']}")`);
  await page.click(`main a[href="/so/${PACK}"]`);
  await page.waitForSelector('main[data-screen=promise]:not([aria-busy])');
  expect(await page.textContent('h1')).toBe(WORDS.so.pack['title']);
  expect(phone.faults).toEqual([]);
  await phone.close();
});
