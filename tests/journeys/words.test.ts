/** A speaker checks the words on their phone, without a network too, hands on one file, and the words of the repository say so. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import { CORE_KEYS } from '../../src/domain/voice.ts';
import { checkPack } from '../../src/council/packs/sources.ts';
import { checkedCounts, faultsIn } from '../../src/tools/words/check.mjs';
import { reportOn } from '../../src/tools/words/check-cli.mjs';
import { takeInFile } from '../../src/tools/words/import-cli.mjs';
import { aFolderFor, ROOT } from '../kit/a-folder.ts';
import { aLivedInCouncil, type ALivedInCouncil } from '../kit/a-lived-in-council.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { comeIn, openRow } from '../kit/a-studio.ts';

let council: ALivedInCouncil;
beforeAll(async () => {
  council = await aLivedInCouncil(aFolderFor(afterAll));
});
afterAll(() => council?.stop());

const aSpeakersPhone = async (): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  const page = await phone.tab();
  await comeIn(page, await council.studioLink());
  await page.getByText('You can work here without internet now.').waitFor();
  return { phone, page };
};

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const asked = (page: Page) => page.locator('main .wording').first().textContent();
const aCopyOfTheTree = (): string => {
  const root = aFolderFor((clean) => onTestFinished(clean));
  for (const folder of ['locales', 'packs']) cpSync(join(ROOT, folder), join(root, folder), { recursive: true, filter: (path) => !/\/audio(\/|$)/.test(path) });
  return root;
};

const begin = async (page: Page): Promise<void> => {
  await openRow(page, 'words');
  await press(page, 'Begin');
  await page.getByText('Choose a language first.').waitFor();
  await page.getByRole('radio', { name: 'Soomaali' }).check();
  await press(page, 'Begin');
  await page.getByText('Say whether we may name you.').waitFor();
  await page.getByRole('radio', { name: 'Yes, with my name' }).check();
  await page.getByLabel('Your name, as people should see it').fill('Test Speaker');
  await press(page, 'Begin');
  await page.getByRole('button', { name: /^Go on/ }).click();
};

test('one text written better, two that are right: kept without a network, handed on, taken in, and counted', async () => {
  const { phone, page } = await aSpeakersPhone();
  await begin(page);
  const app = JSON.parse(readFileSync(join(ROOT, 'locales/so/app.json'), 'utf8')) as Record<string, string>;
  expect(await asked(page)).toBe(app['name']);

  await press(page, 'It is right');
  await expect.poll(() => asked(page)).toBe(app['welcome.title']);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await press(page, 'Write it better');
  const field = page.getByLabel('How should the app say it?');
  await field.fill('Choose your language');
  await press(page, 'Keep it');
  await page.getByText('That is still English.').waitFor();
  await field.fill('Luqaddaada dooro');
  await press(page, 'Keep it');
  const [, , third = '', fourth = ''] = CORE_KEYS;
  await expect.poll(() => asked(page)).toBe(app[third]);

  // The phone is where there is no network, and its browser has been closed meanwhile.
  await phone.offline(true);
  await page.reload();
  await openRow(page, 'words');
  await page.getByText('First words: 2 of ').waitFor();
  await page.getByRole('button', { name: /^Go on/ }).click();
  expect(await asked(page)).toBe(app[third]);
  await press(page, 'It is right');
  await expect.poll(() => asked(page)).toBe(app[fourth]);
  await press(page, 'It is right');
  await press(page, 'Undo');
  await expect.poll(() => asked(page)).toBe(app[fourth]);

  await press(page, 'Stop for today');
  await page.getByRole('button', { name: /^Hand on what you said/ }).click();
  await page.getByText('3 texts are ready.').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Make the file')]);
  const file = join(aFolderFor((clean) => onTestFinished(clean)), download.suggestedFilename());
  await download.saveAs(file);
  expect(phone.faults).toEqual([]);

  const root = aCopyOfTheTree();
  const { lines, isWhole } = takeInFile(root, file);
  expect(isWhole).toBe(true);
  expect(lines[0]).toMatch(/: 2 right, 1 written better, 0 doubted, 0 refused\.$/);
  expect(JSON.parse(readFileSync(join(root, 'locales/so/app.json'), 'utf8'))).toEqual({ ...app, 'welcome.title': 'Luqaddaada dooro' });
  expect(checkedCounts(root)['so']).toMatchObject({ checked: 3, by: ['Test Speaker'], unnamed: false });
  expect(reportOn(root).lines).toContainEqual(expect.stringMatching(/^so {2}app +3 checked/));
  expect(faultsIn(root)).toEqual([]);
  expect(checkPack(join(root, 'packs'), 'visitor-parking').ok).toBe(true);
});

test('a place that the app fills in can’t be lost: it is said which, and nothing is kept', async () => {
  const { page } = await aSpeakersPhone();
  await openRow(page, 'words');
  await page.getByRole('radio', { name: 'বাংলা' }).check();
  await page.getByRole('radio', { name: /^No, call me/ }).check();
  await press(page, 'Begin');
  await page.getByRole('button', { name: /^Go on/ }).click();
  // Round the end to the app's later words, until one holds a place.
  do await press(page, 'The one before');
  while ((await page.locator('main .wording').first().locator('code').count()) === 0);
  const place = (await page.locator('main .wording code').first().textContent()) ?? '';
  await press(page, 'Write it better');
  await page.getByLabel('How should the app say it?').fill('অন্য কথা');
  await press(page, 'Keep it');
  await page.getByText(`This is missing: ${place}`).waitFor();
  expect(await page.getByText('Kept on this phone').count()).toBe(0);
});
