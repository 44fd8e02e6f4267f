/** Once: two tabs on one draft, and a browser killed between the outbox and the draft, make one record with one code. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import type { Draft } from '../../src/domain/draft.ts';
import type { Header } from '../../src/domain/record.ts';
import { readCode, withdrawHash } from '../../src/proof/code.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { aPhoneBrowser } from '../kit/a-phone-browser.ts';
import { answerBriefly, choose, draftsOn, goTo, handIn, openPack, outboxOn, PACK, whenDelivery, whenKept, whenOfflineReady, whenReady, WORDS, write } from '../kit/a-visit.ts';

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

const saying = async (text: string) =>
  (await council.answers()).filter((line) => line.answers.some((answer) => (answer.value as { text?: string } | null)?.text === text));

/** The page's own clock strikes at the same moment in every tab. */
const pressAt = (page: Page, at: number): Promise<void> =>
  page.evaluate(async (moment) => {
    await new Promise((go) => setTimeout(go, moment - Date.now()));
    document.querySelector<HTMLButtonElement>('main form button[type=submit]')?.click();
  }, at);

/** Long enough for both tabs to have heard of it. */
const SOON_MS = 400;

test('two tabs on one draft hand in and send at the same moment: one record, and both show its code', async () => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  const one = await phone.tab();
  await openPack(one, network.address);
  await whenOfflineReady(one);
  await goTo(one, 'question/impact');
  await write(one, 'Said in two tabs.');
  await whenKept(one);
  const other = await phone.tab();
  await openPack(other, network.address);
  const tabs = [one, other];
  for (const tab of tabs) {
    // A tab behind another one hardly draws, and going on waits for what is drawn.
    await tab.bringToFront();
    await goTo(tab, 'review/review');
  }
  const at = Date.now() + SOON_MS;
  await Promise.all(tabs.map((tab) => pressAt(tab, at)));
  for (const tab of tabs) await whenDelivery(tab, 'received');
  const [code = '', otherCode] = await Promise.all(tabs.map((tab) => tab.textContent('.code')));
  expect(otherCode).toBe(code);
  const lines = await saying('Said in two tabs.');
  expect(lines).toHaveLength(1);
  // The code on the screen is the one whose hash the council got: with another nobody could ask for the answer back.
  const rows = await outboxOn(one);
  expect(rows.map((row) => row.id)).toEqual([lines[0]?.id]);
  const header = JSON.parse(rows[0]?.record?.header ?? '{}') as Header;
  expect(header.withdrawHash).toBe(await withdrawHash(readCode(code ?? '') ?? ''));
  expect(await draftsOn(one)).toEqual([]);
  expect(phone.faults).toEqual([]);
});

test('two tabs opened before anything was said: what is called kept in either is in the one record', async () => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  const [one, other] = [await phone.tab(), await phone.tab()];
  for (const tab of [one, other]) {
    await tab.bringToFront();
    await openPack(tab, network.address);
  }
  await one.bringToFront();
  await goTo(one, 'question/good-outcome');
  await choose(one, 'family-visit');
  await whenKept(one);
  await other.bringToFront();
  await goTo(other, 'question/impact');
  await write(other, 'Said in the second of two tabs.');
  await whenKept(other);
  await one.bringToFront();
  await goTo(one, 'review/review');
  await handIn(one);
  await whenDelivery(one, 'received');
  const lines = await saying('Said in the second of two tabs.');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.answers).toContainEqual({ q: 'good-outcome', kind: 'choose-many', value: ['family-visit'] });
  expect(await draftsOn(one)).toEqual([]);
  expect(phone.faults).toEqual([]);
});

/** Puts a draft back as a browser leaves it that was killed before the draft was dropped. */
const putBack = (page: Page, draft: Draft): Promise<void> =>
  page.evaluate(
    (row) =>
      new Promise<void>((kept, failed) => {
        const opening = indexedDB.open('our-turn-library');
        opening.onsuccess = () => {
          const writing = opening.result.transaction('drafts', 'readwrite', { durability: 'strict' });
          writing.objectStore('drafts').put(row);
          writing.oncomplete = () => kept();
          writing.onerror = () => failed(writing.error);
        };
      }),
    draft,
  );

test.each([`/en/${PACK}`, '/en/'])('killed between the outbox and the draft, started again at %s: the draft is gone, nothing can be handed in twice, one record', async (start) => {
  const profile = aFolderFor((clean) => onTestFinished(clean));
  const text = `Killed in between, back at ${start}`;
  let phone = await aPhoneBrowser(profile);
  let page = await phone.tab();
  await openPack(page, network.address);
  await whenOfflineReady(page);
  await phone.offline(true);
  await answerBriefly(page, text);
  await expect.poll(async () => (await draftsOn(page))[0]?.place).toBe('review');
  const [draft] = await draftsOn(page);
  const code = await handIn(page);
  await putBack(page, draft as Draft);
  await phone.kill();

  phone = await aPhoneBrowser(profile);
  onTestFinished(() => phone.close());
  page = await phone.tab();
  await page.goto(`${network.address}${start}`);
  await whenReady(page);
  await page.waitForSelector('main:not([aria-busy])');
  expect(await page.textContent('main')).not.toContain(WORDS.en.app['conversations.go-on']);
  await page.goto(`${network.address}/en/${PACK}`);
  await whenReady(page);
  expect(await page.textContent('main')).not.toContain(WORDS.en.app['promise.begun']);
  expect(await draftsOn(page)).toEqual([]);
  await page.goto(`${network.address}/en/-/my-answers`);
  await page.click('main details > summary');
  expect(await page.textContent('.code')).toBe(code);
  await whenDelivery(page, 'received');
  expect(await saying(text)).toHaveLength(1);
  expect(await outboxOn(page)).toHaveLength(1);
  expect(phone.faults).toEqual([]);
});

test('killed at the very moment that the receipt shows: one record, and no draft', async () => {
  const profile = aFolderFor((clean) => onTestFinished(clean));
  let phone = await aPhoneBrowser(profile);
  let page = await phone.tab();
  await openPack(page, network.address);
  await answerBriefly(page, 'Killed at the receipt.');
  const code = await handIn(page);
  await phone.kill();

  phone = await aPhoneBrowser(profile);
  onTestFinished(() => phone.close());
  page = await phone.tab();
  await openPack(page, network.address);
  expect(await page.textContent('main')).not.toContain(WORDS.en.app['promise.begun']);
  expect(await draftsOn(page)).toEqual([]);
  await page.goto(`${network.address}/en/-/my-answers`);
  await page.click('main details > summary');
  expect(await page.textContent('.code')).toBe(code);
  await whenDelivery(page, 'received');
  expect(await saying('Killed at the receipt.')).toHaveLength(1);
});
