/** A speaker checks the words on their phone, without a network too, hands on one file, and the words of the repository say so. */
import { AxeBuilder } from '@axe-core/playwright';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import { checkPack } from '../../src/council/packs/sources.ts';
import { checkedCounts, faultsIn } from '../../src/tools/words/check.mjs';
import { reportOn } from '../../src/tools/words/check-cli.mjs';
import { takeInFile } from '../../src/tools/words/import-cli.mjs';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor, ROOT } from '../kit/a-folder.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { faultsOf } from '../kit/a-ruler.ts';
import { aBrowser, LOOKS, NARROW, aWindow } from '../kit/a-window.ts';

let council: ACouncilProcess;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
});
afterAll(() => council?.stop());

/** As staff do it: a link for someone in the community. */
const studioLink = async (page: Page): Promise<string> => {
  // The command knows no port: the council took a free one.
  const { pathname } = new URL(/http\S+/.exec(await council.command('staff-link'))?.[0] ?? '');
  await page.goto(council.address + pathname);
  await page.click('main form button');
  await page.goto(`${council.address}/staff/studio`);
  await page.click('form[action="/staff/studio"] button');
  return (await page.locator('main code.command').first().textContent()) ?? '';
};

const aSpeakersPhone = async (): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  const desk = await phone.tab();
  const link = await studioLink(desk);
  await desk.close();
  const page = await phone.tab();
  await page.goto(`${link.replace('/studio#', '/studio?lang=en#')}`);
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
  await page.getByRole('button', { name: /^Check the words/ }).click();
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
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await press(page, 'Write it better');
  const field = page.getByLabel('How should the app say it?');
  await field.fill('Choose your language');
  await press(page, 'Keep it');
  await page.getByText('That is still English.').waitFor();
  await field.fill('Luqaddaada dooro');
  await press(page, 'Keep it');
  await expect.poll(() => asked(page)).toBe(app['welcome.talk']);

  // The phone is where there is no network, and its browser has been closed meanwhile.
  await phone.offline(true);
  await page.reload();
  await page.getByRole('button', { name: /^Check the words/ }).click();
  await page.getByText('First words: 2 of ').waitFor();
  await page.getByRole('button', { name: /^Go on/ }).click();
  expect(await asked(page)).toBe(app['welcome.talk']);
  await press(page, 'It is right');
  await expect.poll(() => asked(page)).toBe(app['promise.you-tell']);
  await press(page, 'It is right');
  await press(page, 'Undo');
  await expect.poll(() => asked(page)).toBe(app['promise.you-tell']);

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
  await page.getByRole('button', { name: /^Check the words/ }).click();
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

/** What axe and the ruler find on what shows now: WCAG 2.2 AA, contrast of 7:1, nothing cut or too small in 320 pixels. */
const wrongHere = async (page: Page): Promise<readonly string[]> => {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false } },
    resultTypes: ['violations'],
  });
  const { violations } = await axe.analyze();
  return [...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)), ...(await faultsOf(page))];
};

test.each([
  ['en', 'light'],
  ['so', 'dark'],
  ['bn', 'more contrast'],
] as const)('every view of the speaker’s page can be read and used by everyone, on the narrowest phone: %s, %s', async (lang, look) => {
  const browser = await aBrowser();
  onTestFinished(() => browser.close());
  const { page } = await aWindow(browser, { ...NARROW, letsScriptsIn: true });
  await page.emulateMedia(LOOKS[look]);
  await page.goto((await studioLink(page)).replace('/studio#', `/studio?lang=${lang}#`));
  const found: string[] = [];
  const lookAt = async (view: string): Promise<void> => {
    await page.locator(`main[data-screen=studio-words][data-view=${view}] h1`).waitFor();
    found.push(...(await wrongHere(page)).map((each) => `${view}: ${each}`));
  };
  await page.locator('main .row').filter({ has: page.locator('small'), hasText: JSON.parse(readFileSync(join(ROOT, `locales/${lang}/studio.json`), 'utf8'))['words.title'] }).click();
  await lookAt('begin');
  await page.locator(`input[name=words-lang][value=${lang === 'en' ? 'bn' : lang}]`).check();
  await page.locator('input[name=words-agreed][value=name]').check();
  await page.locator('main .button.full').click();
  await page.locator('[role=alert]').waitFor();
  await lookAt('begin');
  await page.locator('input[name=words-name]').fill('Test Speaker');
  await page.locator('main .button.full').click();
  await lookAt('home');
  await page.locator('main .row').first().click();
  await page.locator('.verdicts .button').first().click();
  await page.locator('.just-kept').waitFor();
  await page.locator('.verdicts .button').nth(1).click();
  await page.locator('textarea').fill(' ');
  await page.locator('main .button.full').click();
  await page.locator('textarea[aria-invalid]').waitFor();
  await lookAt('word');
  await page.locator('.word-ways .button').last().click();
  await page.locator('main .row').nth(1).click();
  await lookAt('share');
  expect(found).toEqual([]);
});
