/** By two buttons alone, with the screen black: one moves on and says it, the other chooses it, from the first screen to the receipt. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import type { Language } from '../../src/domain/language.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { faultsOf } from '../kit/a-ruler.ts';
import { aSwitch, blacken, useTwoButtons, type ASwitch, type Buttons } from '../kit/a-switch.ts';
import { answerBriefly, goTo, handIn, openPack, PACK, placeOf, SOME_LANGUAGES, whenDelivery, WORDS } from '../kit/a-visit.ts';
import { aBrowser, aWindow, NARROW } from '../kit/a-window.ts';
import { anEar, codeHeard, FASTER, hear, heardOn, inRealTime, LISTENING_TAKES_MS } from '../kit/an-ear.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome();

let council: ACouncilProcess;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
});
afterAll(() => council?.stop());

/** Each language with other buttons. */
const BUTTONS: Readonly<Record<Language, Buttons>> = { en: 'space and enter', so: 'halves', bn: 'one and two' };

const aPage = async (speed = FASTER): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  await anEar(phone.context, speed);
  return { phone, page: await phone.tab() };
};

/** Comes to it and chooses it; what is heard then is the next thing that this person knows. */
const take = async (two: ASwitch, clip: string, then: string): Promise<readonly string[]> => {
  const met = await two.findIt(clip);
  await two.choose(then);
  return met;
};

const fromWelcome = async (two: ASwitch, lang: Language): Promise<void> => {
  await two.findIt('welcome.title', lang);
  await two.choose('conversations.title');
  await take(two, 'conversations.example', 'promise.you-tell');
  await take(two, 'dock.begin', 'support.q.needs.ask');
  await take(two, 'dock.go-on', 'q.good-outcome.ask');
};

const throughQuestions = async (two: ASwitch): Promise<void> => {
  // Before anything is chosen the way on is to skip, and it is called so.
  expect(await two.findIt('question.skip')).not.toContain('dock.go-on');
  await take(two, 'q.good-outcome.helpers-come', 'q.good-outcome.helpers-come');
  expect(await take(two, 'dock.go-on', 'q.impact.ask')).not.toContain('question.skip');
  await take(two, 'question.skip', 'q.better-worse.ask');
  await take(two, 'q.better-worse.step-1', 'q.better-worse.step-1');
  await take(two, 'dock.go-on', 'q.how-to-ask.ask');
  await take(two, 'question.skip', 'q.what-next.ask');
  await take(two, 'q.what-next.cards-back', 'q.what-next.cards-back');
  await take(two, 'dock.go-on', 'about.q.age.ask');
  await take(two, 'about.rather-not', 'about.rather-not');
  await take(two, 'dock.go-on', 'about.q.sex.ask');
  for (const next of ['about.q.condition.ask', 'about.q.ethnic-group.ask', 'about.q.language.ask', 'review.title']) {
    expect(await take(two, 'question.skip', next)).toContain('about.rather-not');
  }
};

test.each(SOME_LANGUAGES)('from the first screen to the receipt by two buttons and nothing seen (%s)', async (lang) => {
  const { page, phone } = await aPage(lang === inRealTime ? 1 : FASTER);
  await useTwoButtons(page, council.address);
  await page.goto(`${council.address}/`);
  await page.waitForSelector('#halves');
  await blacken(page);
  // It speaks first; whoever presses before that begins at the same place.
  await hear(page, 'welcome.title', 'en');
  const two = aSwitch(page, BUTTONS[lang]);
  await fromWelcome(two, lang);
  await throughQuestions(two);
  await take(two, 'review.hand-in', 'done.title');
  await two.findIt('done.next');
  const code = (await page.textContent('.code'))?.replace(/-/g, '');
  await expect.poll(async () => codeHeard(await heardOn(page)), { timeout: 120_000 }).toBe(code);
  await whenDelivery(page, 'received');
  const [given] = (await council.answers()).filter((line) => line.lang === lang);
  expect(given?.answers.filter(({ kind }) => kind !== 'skipped').map(({ q, value }) => [q, value])).toEqual([
    ['good-outcome', ['helpers-come']],
    ['better-worse', { scale: 'better-worse-5', at: 1 }],
    ['what-next', 'cards-back'],
  ]);
  expect(given?.about.answers.find(({ q }) => q === 'age')?.kind).toBe('rather-not-say');
  expect(phone.faults).toEqual([]);
}, LISTENING_TAKES_MS);

/** The whole of a round by the marks on the page, as a count. */
const stopsInRound = async (page: Page): Promise<number> => {
  const marked = () => page.evaluate(() => document.querySelector('.stop-here')?.textContent ?? '');
  const first = await marked();
  for (let stops = 1; stops < 30; stops += 1) {
    await page.keyboard.press('Space');
    if ((await marked()) === first) return stops;
  }
  throw new Error('the round never came back to where it began');
};

test('no question takes more than eight stops, five options and more included; one that is held down counts once', async () => {
  const { page, phone } = await aPage();
  await useTwoButtons(page, council.address);
  await openPack(page, council.address);
  await goTo(page, 'question/good-outcome');
  for (;;) {
    const place = await placeOf(page);
    if (place.startsWith('review')) break;
    await page.waitForSelector('[data-here]');
    expect(await stopsInRound(page), place).toBeLessThanOrEqual(8);
    if (place.startsWith('question') || place.startsWith('about')) await page.evaluate(() => document.querySelector<HTMLElement>('[data-always]')?.click());
    await expect.poll(() => placeOf(page)).not.toBe(place);
  }
  await page.waitForSelector('h1[data-here]');
  await page.evaluate(() => {
    for (let times = 0; times < 5; times += 1) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, repeat: times > 0 }));
  });
  expect(await page.locator('h1[data-here]').count()).toBe(0);
  // One step on, and one step back is where it was.
  await page.keyboard.press('ArrowUp');
  await page.waitForSelector('h1[data-here]');
  expect(phone.faults).toEqual([]);
});

test('whoever writes is let write: in a field the keys are letters, and Enter leads out of it', async () => {
  const { page, phone } = await aPage();
  await useTwoButtons(page, council.address);
  await openPack(page, council.address);
  await goTo(page, 'question/impact');
  await page.waitForSelector('[data-here]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type('1 and 2, and a space');
  await page.keyboard.press('Enter');
  expect(await page.inputValue('main textarea')).toBe('1 and 2, and a space');
  // It can be spoken as well; after that, with something written, the way on is to go on.
  await expect.poll(() => page.textContent('.stop-here')).toBe('Speak my answer');
  await page.keyboard.press('Space');
  await expect.poll(() => page.textContent('.stop-here')).toBe('Go on');
  await page.keyboard.press('Enter');
  await expect.poll(() => placeOf(page)).toBe('question/better-worse');
  expect(phone.faults).toEqual([]);
});

/** Presses the first button until the mark stands on this. */
const markOn = async (page: Page, words: string): Promise<void> => {
  for (let presses = 0; !(await page.textContent('.stop-here'))?.includes(words); presses += 1) {
    if (presses > 40) throw new Error(`"${words}" was never come to`);
    await page.keyboard.press('Space');
  }
};
/** The mark has come to stand there by itself. */
const whenMarked = (page: Page, key: string): Promise<void> => expect.poll(() => page.textContent('.stop-here')).toContain(WORDS.en.app[key]);
/** Comes to it and chooses it. */
const pick = async (page: Page, key: string): Promise<void> => {
  await markOn(page, WORDS.en.app[key] ?? expect.fail(`there are no words for ${key}`));
  await page.keyboard.press('Enter');
};

test('taking back: with the code typed, or what this phone handed in; and answering again, by two buttons', async () => {
  const { page, phone } = await aPage();
  await useTwoButtons(page, council.address);
  await openPack(page, council.address);
  await answerBriefly(page, 'by two buttons, and wanted back');
  await page.check('main input[name=copy][value=yes]');
  await handIn(page);
  await whenDelivery(page, 'received');
  await page.goto(`${council.address}/en/-/my-answers`);
  await page.waitForSelector('[data-here]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  // Answering again, and back: the old answers stand as they were.
  await pick(page, 'take.change');
  await page.waitForSelector('main[data-screen=promise] .notice');
  await page.goto(`${council.address}/en/-/take-back`);
  await whenMarked(page, 'take.code.title');
  await pick(page, 'take.code.label');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('code');
  await page.keyboard.type('k9bx');
  await page.keyboard.press('Enter');
  await pick(page, 'take.do');
  // Too short: it is said at the field, and nobody is put into it unasked.
  await expect.poll(() => page.textContent('.stop-here')).toContain(WORDS.en.app['take.code.short']);
  expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('code');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' bggw ghae xw');
  await page.keyboard.press('Enter');
  await pick(page, 'take.do');
  // What it means is where the mark stands, with the two ways on after it.
  await whenMarked(page, 'take.before');
  await page.keyboard.press('Space');
  await whenMarked(page, 'take.keep');
  await page.keyboard.press('Enter');
  await whenMarked(page, 'take.do');
  await page.keyboard.press('Enter');
  await whenMarked(page, 'take.before');
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await whenMarked(page, 'take.yes');
  await page.keyboard.press('Enter');
  await page.waitForSelector('main [data-taken-back=done]');
  await expect.poll(() => page.textContent('.stop-here')).not.toBe(WORDS.en.app['take.yes']);
  expect(phone.faults).toEqual([]);
});

test('back, hearing it again and leaving two buttons are under More; what goes wrong is said first', async () => {
  const { page, phone } = await aPage();
  await useTwoButtons(page, council.address);
  await openPack(page, council.address);
  await goTo(page, 'question/better-worse');
  const two = aSwitch(page, 'space and enter');
  await page.waitForSelector('[data-here]');
  await two.findIt('more.open');
  await two.choose('dock.back');
  await two.choose('q.impact.ask');
  await page.fill('main textarea', 'x'.repeat(5_001));
  await page.waitForSelector('[data-kept=yes]');
  await two.findIt('dock.go-on');
  await two.choose('problem.title');
  expect((await heardOn(page)).map(({ clip }) => clip)).toContain('problem.title');
  await page.fill('main textarea', '');
  await two.findIt('more.open');
  await two.choose('dock.back');
  for (let presses = 0; presses < 12 && (await page.textContent('.stop-here')) !== 'Use all buttons'; presses += 1) await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#halves', { state: 'detached' });
  await page.waitForSelector('.dock .listen', { state: 'visible' });
  expect(phone.faults).toEqual([]);
});

test.each(SOME_LANGUAGES)('the two halves and the mark stand well: nothing runs off at 320 pixels, in the largest letters too, and axe finds nothing (%s)', async (lang) => {
  const browser = await aBrowser();
  onTestFinished(() => browser.close());
  const { page } = await aWindow(browser, { ...NARROW, letsScriptsIn: true });
  await useTwoButtons(page, council.address);
  await page.goto(`${council.address}/${lang}/${PACK}`);
  await page.waitForSelector('[data-here]');
  await page.click('main summary.row');
  const faults: string[] = [];
  for (const place of ['promise/promise', 'question/good-outcome']) {
    await goTo(page, place);
    await page.waitForSelector('[data-here]');
    for (const size of ['normal', 'largest']) {
      await page.evaluate((to) => (document.documentElement.dataset['size'] = to), size);
      for (const fault of await faultsOf(page)) faults.push(`${place}, ${size}: ${fault}`);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      for (const { id, nodes } of violations) faults.push(`${place}, ${size}: ${id} ${nodes[0]?.html.slice(0, 120)}`);
    }
  }
  expect(faults).toEqual([]);
});
