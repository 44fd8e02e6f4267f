/** Listening: a screen is read in order, what is spoken is marked, and whatever a person does next makes it fall silent. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import { aFolderFor } from '../kit/a-folder.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { goOn, goTo, openPack, PACK, placeOf, pickMore, speak, whenOfflineReady, WORDS } from '../kit/a-visit.ts';
import { anEar, forgetHeard, hear, heardOn } from '../kit/an-ear.ts';
import { outOfSight } from '../kit/out-of-sight.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome();

let council: ACouncilProcess;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
});
afterAll(() => council?.stop());

const aPhone = async (): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await aPhoneBrowser(aFolderFor((clean) => onTestFinished(clean)));
  onTestFinished(() => phone.close());
  await anEar(phone.context);
  return { phone, page: await phone.tab() };
};
const whenQuiet = (page: Page) => page.waitForFunction(() => document.querySelector('.listen')?.textContent !== null && document.querySelector('[data-spoken]') === null);
const clips = async (page: Page) => (await heardOn(page)).map(({ clip }) => clip);
/** Sound is fetched, and then takes its time, however busy the machine. */
const SOON = { timeout: 30_000 } as const;
const listenButton = '.dock [data-listen]';

test('question, help, then the options in turn, the one that is spoken marked; and first that a computer speaks', async () => {
  const { page, phone } = await aPhone();
  await openPack(page, council.address);
  await goTo(page, 'question/better-worse');
  await page.click(listenButton);
  await expect.poll(() => clips(page), SOON).toContain('question.skip');
  const heard = await heardOn(page);
  const order = ['listen.computer', 'q.better-worse.ask', ...[1, 2, 3, 4, 5].map((step) => `q.better-worse.step-${step}`), 'question.skip'];
  expect(heard.map(({ clip }) => clip).filter((clip) => order.includes(clip))).toEqual(order);
  for (const { clip, of } of heard.filter(({ clip: name }) => name.startsWith('q.better-worse.step'))) expect(of, clip).not.toBe('');
  expect(await placeOf(page)).toBe('question/better-worse');
  expect(phone.faults).toEqual([]);
});

test.each(['en', 'so', 'bn'] as const)('"read everything to me" on the first screen: every screen after it is read by itself (%s)', async (lang) => {
  const { page } = await aPhone();
  await page.goto(`${council.address}/`);
  await page.check('input[name=listen]');
  await page.click(`main a[href="/${lang}/"]`);
  await expect.poll(() => clips(page), SOON).toContain('conversations.title');
  await page.click(`main a[href="/${lang}/${PACK}"]`);
  await expect.poll(() => clips(page), SOON).toContain('promise.you-tell');
  await expect.poll(() => clips(page), SOON).toContain('promise.council-decides');
  await goOn(page);
  await expect.poll(() => clips(page), SOON).toContain('support.q.needs.ask');
  await goOn(page);
  await expect.poll(() => clips(page), SOON).toContain('q.good-outcome.ask');
  // A tap selects and speaks the choice back.
  await forgetHeard(page);
  await page.check('main input[value=helpers-come]');
  await expect.poll(() => clips(page), SOON).toContain('q.good-outcome.helpers-come');
});

test('a key or another focus makes it pause; the button goes on from there', async () => {
  const { page } = await aPhone();
  await openPack(page, council.address);
  await page.click(listenButton);
  await expect.poll(() => heardOn(page), SOON).not.toEqual([]);
  await page.keyboard.press('Tab');
  await expect.poll(() => page.textContent(listenButton), SOON).toBe('Listen');
  const before = (await heardOn(page)).length;
  await page.click(listenButton);
  await expect.poll(async () => (await heardOn(page)).length, SOON).toBeGreaterThan(before);
});

test('a screen reader’s click starts nothing: it is told what the button is for, and asked once', async () => {
  const { page } = await aPhone();
  await openPack(page, council.address);
  await page.waitForSelector(listenButton);
  // A click without a pointer and without a key, as assistive technology makes it.
  await page.evaluate((at) => document.querySelector<HTMLElement>(at)?.click(), listenButton);
  await expect.poll(() => page.textContent('#live'), SOON).toContain('Your screen reader reads this page.');
  expect(await heardOn(page)).toEqual([]);
});

test('nor does it anywhere else: on a screen without a dock, and under More', async () => {
  const { page } = await aPhone();
  for (const [path, button] of [['-/help', 'main [data-listen]'], [PACK, '#more li:has-text("Hear it again") button']] as const) {
    await page.goto(`${council.address}/en/${path}`);
    await page.waitForSelector('main [data-listen]');
    await page.locator(button).evaluate((at: HTMLElement) => at.click());
    await expect.poll(() => page.textContent('#live'), SOON).toContain('Your screen reader reads this page.');
    expect(await heardOn(page), path).toEqual([]);
  }
});

test('kept on the phone it can be heard without a network, and only then does the app say so', async () => {
  const { page, phone } = await aPhone();
  await openPack(page, council.address, 'so');
  await whenOfflineReady(page);
  await page.goto(`${council.address}/so/-/preferences`);
  const ready = 'Hadda waad dhegaysan kartaa, xitaa internet la';
  await page.waitForSelector('main [data-listen]');
  expect(await page.textContent('main')).not.toContain(ready);
  await page.getByText('Codkan taleefankayga ku kaydi').click();
  await expect.poll(() => page.textContent('main'), { timeout: 60_000 }).toContain(ready);
  await phone.offline(true);
  await page.goto(`${council.address}/so/${PACK}`);
  await page.click(listenButton);
  await expect.poll(() => clips(page), SOON).toContain('promise.council-decides');
  await whenQuiet(page);
  expect(phone.faults).toEqual([]);
});

/** What the page asked of the phone's screen: held on, and let go. */
const countHolds = (phone: APhoneBrowser): Promise<unknown> =>
  phone.context.addInitScript(() => {
    const holds = { held: 0, released: 0 };
    Object.assign(window, { holds });
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (type) => {
      holds.held += 1;
      const lock = await request(type);
      const release = lock.release.bind(lock);
      lock.release = () => {
        holds.released += 1;
        return release();
      };
      return lock;
    };
  });
const holdsOn = (page: Page) => page.evaluate(() => (window as unknown as { holds: { held: number; released: number } }).holds);

test('out of sight it pauses; back again it says so, on the screen and by ear, and goes on from where it was', async () => {
  const { page, phone } = await aPhone();
  await countHolds(phone);
  await openPack(page, council.address);
  await page.click(listenButton);
  await hear(page, 'promise.you-tell');
  expect((await holdsOn(page)).held).toBe(1);
  await outOfSight(page, true);
  expect(await page.textContent(listenButton)).toBe('Listen');
  await expect.poll(async () => (await holdsOn(page)).released).toBe(1);
  await forgetHeard(page);
  await outOfSight(page, false);
  await hear(page, 'listen.stopped');
  const notice = page.locator('main .notice', { hasText: WORDS.en.app['listen.stopped']! });
  await notice.waitFor();
  expect(await page.textContent('#live')).toBe(WORDS.en.app['listen.stopped']);
  await whenQuiet(page);
  await forgetHeard(page);
  await notice.locator('button').click();
  await expect.poll(() => heardOn(page), SOON).not.toEqual([]);
  // Not from the start again.
  expect(await clips(page)).not.toContain('title');
  await notice.waitFor({ state: 'detached' });
  expect(phone.faults).toEqual([]);
});

test('another language makes it fall silent, and nothing of the one before is heard again', async () => {
  const { page } = await aPhone();
  await openPack(page, council.address);
  await page.click(listenButton);
  await hear(page, 'promise.you-tell');
  await speak(page, 'so');
  await expect.poll(() => page.textContent(listenButton), SOON).toBe(WORDS.so.app['listen.listen']);
  await forgetHeard(page);
  await page.click(listenButton);
  await hear(page, 'promise.council-decides');
  expect((await heardOn(page)).filter(({ voice }) => voice !== 'so')).toEqual([]);
});

test('what goes wrong, what is unfolded and where the answers are is told to who listens', async () => {
  const { page } = await aPhone();
  await openPack(page, council.address);
  await page.waitForSelector(listenButton);
  await page.goto(`${council.address}/en/-/preferences`);
  await page.check('main input[name=listen][value=all]');
  await openPack(page, council.address);
  await hear(page, 'promise.you-tell');
  await forgetHeard(page);
  await page.click('main .fold:has(.ladder) > summary');
  await hear(page, 'ladder.citizen-control');
  await goTo(page, 'question/impact');
  await page.fill('main textarea', 'x'.repeat(5_001));
  await page.waitForSelector('main [data-kept=yes]');
  await page.click('main form button[type=submit]');
  await hear(page, 'problems.answer-too-long');
  await hear(page, 'problem.nothing-lost');
});

test('the practice question: a wrong answer is met kindly and it is said again, until it is right; whoever reads never meets it', async () => {
  const { page, phone } = await aPhone();
  await openPack(page, council.address);
  expect(await page.getByText(WORDS.en.app['practice.title']!).count()).toBe(0);
  await page.goto(`${council.address}/en/-/preferences`);
  await page.check('main input[name=listen][value=all]');
  await openPack(page, council.address);
  await page.click(`main summary:has-text("${WORDS.en.app['practice.title']}")`);
  const answer = (decider: string) => page.click(`main label:has([name=practice][value=${decider}])`);
  await answer('computer');
  await page.getByText(WORDS.en.app['practice.wrong']!).waitFor();
  // The sentence that says it is heard once more, and nothing is chosen.
  await forgetHeard(page);
  await hear(page, 'promise.council-decides');
  expect(await page.locator('main input[name=practice]:checked').count()).toBe(0);
  await answer('you');
  await page.getByText(WORDS.en.app['practice.wrong']!).waitFor();
  await answer('council');
  await page.getByText(WORDS.en.app['practice.right']!).waitFor();
  // It can be left out, and it is no answer.
  expect(await goOn(page)).toBe('support/needs');
  expect(phone.faults).toEqual([]);
});

test('slower and again are under More', async () => {
  const { page } = await aPhone();
  await openPack(page, council.address);
  await page.waitForSelector(listenButton);
  await pickMore(page, WORDS.en.app['listen.again']!);
  await hear(page, 'promise.you-tell');
  await pickMore(page, WORDS.en.app['listen.slower']!);
  await page.waitForSelector('main .toast');
  await page.click('#more summary');
  expect(await page.getByText(WORDS.en.app['listen.faster']!).count()).toBe(1);
});
