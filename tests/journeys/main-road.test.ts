/** The main road: answered without a network, kept through a killed browser, with the council exactly once, and answered. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { aFolderFor } from '../kit/a-folder.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { aPhoneBrowser } from '../kit/a-phone-browser.ts';
import { answerAll, handIn, openPack, PACK, SOME_LANGUAGES, whenDelivery, whenOfflineReady, whenReady } from '../kit/a-visit.ts';
import type { Language } from '../../src/domain/language.ts';

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

const SAID: Readonly<Record<Language, string>> = {
  en: ' My sister can’t park — she’s 81.\nShe "stopped" coming. ',
  so: 'Walaashay ma dhigan karto baabuurka. Waa 81 jir.',
  bn: 'আমার বোন গাড়ি রাখতে পারে না। তার বয়স ৮১। ক্ষমা করবেন।',
};

test.each(SOME_LANGUAGES)('offline from the second visit, killed after the receipt, started again: one record, the same words (%s)', async (lang) => {
  const profile = aFolderFor((clean) => onTestFinished(clean));
  network.weather = 'open';
  let phone = await aPhoneBrowser(profile);
  let page = await phone.tab();
  await openPack(page, network.address, lang);
  await whenOfflineReady(page);
  await page.close();

  await phone.offline(true);
  network.weather = 'down';
  page = await phone.tab();
  await page.goto(`${network.address}/${lang}/${PACK}`);
  await whenReady(page);
  await answerAll(page, SAID[lang]);
  const code = await handIn(page);
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
  await whenDelivery(page, 'device');
  expect(phone.faults).toEqual([]);
  await phone.kill();

  const before = await council.answers();
  network.weather = 'open';
  phone = await aPhoneBrowser(profile);
  page = await phone.tab();
  await page.goto(`${network.address}/${lang}/-/my-answers`);
  await page.click('main details > summary');
  await whenDelivery(page, 'received');
  await page.waitForTimeout(500);
  const after = (await council.answers()).filter((line) => !before.some((each) => each.id === line.id));
  expect(after).toHaveLength(1);
  expect(after[0]?.lang).toBe(lang);
  expect(after[0]?.answers.find((answer) => answer.q === 'impact')?.value).toEqual({ text: SAID[lang], lang });
  expect(after[0]?.answers.map((answer) => [answer.q, answer.kind])).toContainEqual(['what-next', 'choose-one']);
  expect(phone.faults).toEqual([]);
  await phone.close();
});
