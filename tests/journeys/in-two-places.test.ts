/** A council that keeps everything twice, and may say so: the phone says it as well, and lets go of its sealed copy. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFolderFor } from '../kit/a-folder.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aPhoneBrowser } from '../kit/a-phone-browser.ts';
import { answerBriefly, handIn, openPack, outboxOn, whenDelivery, WORDS } from '../kit/a-visit.ts';

let council: ACouncilProcess;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll), { isOneDiskEnough: true });
});
afterAll(async () => {
  await council?.stop();
});

test('the receipt and my answers say "in two places" from the first answer on, and of the record only its id is left on the phone', async () => {
  const phone = await aPhoneBrowser(aFolderFor(afterAll));
  const page = await phone.tab();
  await openPack(page, council.address, 'en');
  await answerBriefly(page, 'My sister can’t park.');
  await handIn(page);
  await whenDelivery(page, 'durable');
  const words = WORDS.en.app;
  expect(await page.textContent('[data-delivery=durable]')).toContain(words['done.durable']);
  expect(await page.textContent('main')).toContain(words['done.safe.two']);
  const rows = await outboxOn(page);
  expect(rows.map((row) => Object.keys(row).toSorted())).toEqual(rows.map(() => ['id', 'state']));
  expect(rows.map(({ state }) => state)).toContainEqual(['settled']);
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/en/-/my-answers`);
  await page.click('main details > summary');
  await whenDelivery(page, 'durable');
  expect(await page.textContent('main')).toContain(words['mine.state.durable']);
  expect(phone.faults).toEqual([]);
  await phone.close();
});
