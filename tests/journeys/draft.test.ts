/** In the middle of it: a reload, a killed browser and another language leave the place and every answer where they were. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import type { Language } from '../../src/domain/language.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { aPhoneBrowser, manyPhones, type ManyPhones } from '../kit/a-phone-browser.ts';
import { choose, goOn, goTo, handIn, openPack, PACK, placeOf, press, SOME_LANGUAGES, speak, whenDelivery, whenKept, whenReady, WORDS, write } from '../kit/a-visit.ts';

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

const SAID: Readonly<Record<Language, string>> = {
  en: ' Two spaces before, a line\nand “marks” after. ',
  so: 'Waa muhiim. Qof baa i caawiya.',
  bn: 'আমার মেয়ে আসতে পারে না। ৮১ বছর।',
};

const answered = async (page: Page, lang: Language): Promise<void> => {
  await goTo(page, 'question/good-outcome');
  await choose(page, 'repairs-done');
  await goOn(page);
  await write(page, SAID[lang]);
  await whenKept(page);
};

test.each(SOME_LANGUAGES)('reloaded in the middle, and killed as soon as it says "kept": the place and the answers are there (%s)', async (lang) => {
  const profile = aFolderFor((clean) => onTestFinished(clean));
  let phone = await aPhoneBrowser(profile);
  let page = await phone.tab();
  await openPack(page, network.address, lang);
  await answered(page, lang);
  await page.reload();
  await whenReady(page);
  expect(await placeOf(page)).toBe('question/impact');
  expect(await page.inputValue('main textarea')).toBe(SAID[lang]);
  const more = `${SAID[lang]}!`;
  await write(page, more);
  await whenKept(page);
  await phone.kill();

  phone = await aPhoneBrowser(profile);
  onTestFinished(() => phone.close());
  page = await phone.tab();
  await page.goto(`${network.address}/${lang}/`);
  await page.waitForSelector(`main .row:has-text("${WORDS[lang].app['conversations.go-on']}")`);
  await page.click(`main a[href="/${lang}/${PACK}"]`);
  await page.waitForSelector(`main[data-screen=promise] .notice:has-text("${WORDS[lang].app['promise.begun']}")`);
  expect(await goOn(page)).toBe('question/impact');
  expect(await page.inputValue('main textarea')).toBe(more);
  await page.click('main .dock .back');
  expect(await page.isChecked('main input[value="repairs-done"]')).toBe(true);
  expect(phone.faults).toEqual([]);
});

/** The heading and the answer on the screen, in this language. */
const inLanguage = async (page: Page, lang: Language, heading: string | undefined): Promise<void> => {
  await page.waitForSelector(`html[lang=${lang}]`);
  await expect.poll(() => page.textContent('h1')).toBe(heading);
  expect(new URL(page.url()).pathname).toBe(`/${lang}/${PACK}`);
  expect(await page.title()).toContain(WORDS[lang].app['name']);
};

test('another language on every screen on the way: every answer stays, words stay in the language they were written in', async () => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address, 'en');
  await speak(page, 'so');
  await inLanguage(page, 'so', WORDS.so.pack['title']);
  await goOn(page);
  await page.check('main input[value="phone-call"]');
  await page.fill('main [name=reach]', 'Fadumo, 12B');
  await speak(page, 'bn');
  await page.waitForSelector('html[lang=bn]');
  expect(await page.isChecked('main input[value="phone-call"]')).toBe(true);
  expect(await page.inputValue('main [name=reach]')).toBe('Fadumo, 12B');

  await goOn(page);
  await choose(page, 'fair-streets');
  await speak(page, 'en');
  await inLanguage(page, 'en', WORDS.en.pack['q.good-outcome.ask']);
  expect(await page.isChecked('main input[value="fair-streets"]')).toBe(true);

  await goOn(page);
  await write(page, SAID.en);
  await speak(page, 'bn');
  await inLanguage(page, 'bn', WORDS.bn.pack['q.impact.ask']);
  expect(await page.inputValue('main textarea')).toBe(SAID.en);

  await goTo(page, 'about-you/age');
  await choose(page, 'from-75-to-84');
  await speak(page, 'so');
  await page.waitForSelector('html[lang=so]');
  expect(await page.isChecked('main input[value="from-75-to-84"]')).toBe(true);
  await goTo(page, 'review/review');
  expect(await page.textContent('main')).toContain(WORDS.so.pack['q.good-outcome.fair-streets']);
  await speak(page, 'bn');
  await inLanguage(page, 'bn', WORDS.bn.app['review.title']);
  expect(await page.textContent('main')).toContain(WORDS.bn.pack['q.good-outcome.fair-streets']);
  // Shown as they were written, and said to be English to whoever reads them aloud.
  expect(await page.textContent('main blockquote [lang=en]')).toBe(SAID.en);

  const code = await handIn(page);
  await speak(page, 'en');
  await inLanguage(page, 'en', WORDS.en.app['done.title']);
  expect(await page.textContent('.code')).toBe(code);
  await whenDelivery(page, 'received');
  const line = (await council.answers()).find((each) => each.answers.some(({ value }) => JSON.stringify(value).includes('fair-streets')));
  expect(line?.lang).toBe('bn');
  expect(line?.answers.find(({ q }) => q === 'impact')?.value).toEqual({ text: SAID.en, lang: 'en' });
  expect(line?.about.answers).toContainEqual({ q: 'age', kind: 'choose-one', value: 'from-75-to-84' });
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('the browser’s own back goes back stop by stop across a change of language, in the language chosen last', async () => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address, 'en');
  await answered(page, 'en');
  await speak(page, 'so');
  await inLanguage(page, 'so', WORDS.so.pack['q.impact.ask']);
  await page.goBack();
  await page.waitForSelector('main[data-question=good-outcome]');
  await inLanguage(page, 'so', WORDS.so.pack['q.good-outcome.ask']);
  expect(await page.isChecked('main input[value="repairs-done"]')).toBe(true);
  await page.goForward();
  await page.waitForSelector('main[data-question=impact]');
  await inLanguage(page, 'so', WORDS.so.pack['q.impact.ask']);
  expect(await page.inputValue('main textarea')).toBe(SAID.en);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a look at help in the middle of a question, and back: the same question, with its answer', async () => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address, 'so');
  await answered(page, 'so');
  await page.click('#more summary');
  await page.click('#more a[href="/so/-/help"]');
  await page.waitForSelector('main[data-screen=help]');
  await page.goBack();
  await page.waitForSelector('main[data-question=impact]');
  expect(await page.inputValue('main textarea')).toBe(SAID.so);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('begin again empties it, and only then', async () => {
  const phone = await phones.phone();
  let page = await phone.tab();
  await openPack(page, network.address, 'en');
  await answered(page, 'en');
  page = await phone.tab();
  await openPack(page, network.address, 'en');
  await press(page, WORDS.en.app['promise.begin-again'] ?? '');
  await page.waitForSelector(`main:not(:has-text("${WORDS.en.app['promise.begun']}"))`);
  await goTo(page, 'question/impact');
  expect(await page.inputValue('main textarea')).toBe('');
  expect(phone.faults).toEqual([]);
  await phone.close();
});
