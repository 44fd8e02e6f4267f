/** Sending: by the worker alone, and through every kind of bad answer; nothing is believed but a receipt, nothing goes twice. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import type { Language } from '../../src/domain/language.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork, type Weather } from '../kit/a-network.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { answerBriefly, handIn, openPack, SOME_LANGUAGES, wake, whenDelivery, whenOfflineReady, WORDS } from '../kit/a-visit.ts';
import { fireSync } from '../kit/fire-sync.ts';

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

const aPhone = async (): Promise<APhoneBrowser> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  return phone;
};

/** Every answer to `impact` that the council has, so that one handed in twice would show. */
const said = async (text: string): Promise<number> =>
  (await council.answers()).filter((line) => line.answers.some((answer) => (answer.value as { text?: string } | null)?.text === text)).length;

/** How long Chromium may take to wake the worker by itself; after that it is told to. */
const BY_ITSELF_MS = 4_000;

test('the page closed while offline: the worker alone delivers, once', async () => {
  const phone = await aPhone();
  const page = await phone.tab();
  await openPack(page, network.address);
  await whenOfflineReady(page);
  await answerBriefly(page, 'Nobody had the page open.');
  await phone.offline(true);
  await handIn(page);
  await whenDelivery(page, 'device');
  const blank = await phone.tab();
  await page.close();
  expect(network.posts()).toEqual([]);

  await phone.offline(false);
  const arrived = (timeout: number) => expect.poll(() => network.posts('/v1/records').map((post) => post.status), { timeout }).toEqual([200]);
  await arrived(BY_ITSELF_MS).catch(async () => {
    await fireSync(blank, network.address);
    await arrived(30_000);
  });
  expect(await said('Nobody had the page open.')).toBe(1);
  // Whoever opens it again finds it delivered, and nothing more is sent.
  const again = await phone.tab();
  await again.goto(`${network.address}/en/-/my-answers`);
  await again.click('main details > summary');
  await whenDelivery(again, 'received');
  expect(network.posts('/v1/records')).toHaveLength(1);
  expect(phone.faults).toEqual([]);
});

/** Changes the weather, gives the phone reasons to send, and waits until it has tried. */
const tryIn = async (page: Page, weather: Weather): Promise<void> => {
  network.weather = weather;
  const before = network.posts('/v1/records').length;
  await expect
    .poll(async () => {
      await wake(page);
      return network.posts('/v1/records').length;
    }, { timeout: 20_000 })
    .toBeGreaterThan(before);
};

test.each(SOME_LANGUAGES)('a login page with 200, a cut connection, a lost reply, a 500: it stays on the phone, says no more, and is there once (%s)', async (lang: Language) => {
  const text = `Through all weathers: ${lang}`;
  const words = WORDS[lang].app;
  network.weather = 'login-page';
  const phone = await aPhone();
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  await answerBriefly(page, text);
  const claims = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    new MutationObserver(() => seen.add(document.querySelector<HTMLElement>('[data-delivery]')?.dataset['delivery'] ?? 'none')).observe(document.body, { subtree: true, childList: true, attributes: true });
    return seen;
  });
  await handIn(page);
  for (const weather of ['login-page', 'cut', 'reply-lost', 'fails'] as const) {
    await tryIn(page, weather);
    expect(await page.textContent('[data-delivery=device] .strong')).toBe(words['done.device']);
  }
  expect(await claims.evaluate((seen) => [...seen].filter((each) => each !== 'none'))).toEqual(['device']);
  expect(await page.textContent('#live')).toBe('');
  // The council has had it since the lost reply; the phone could not know, and did not say so.
  network.weather = 'open';
  await wake(page);
  await whenDelivery(page, 'received');
  expect(await page.textContent('[data-delivery=received] .strong')).toBe(words['done.received']);
  expect(await said(text)).toBe(1);
  expect(phone.faults).toEqual([]);
});
