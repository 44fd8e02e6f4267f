/** Trouble on the phone itself: full, refused, without keys, a wrong clock, a story too long: said in words, and nothing lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import type { Language } from '../../src/domain/language.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type ManyPhones } from '../kit/a-phone-browser.ts';
import { answerBriefly, draftsOn, goOn, goTo, handIn, openPack, PACK, pickMore, placeOf, press, SOME_LANGUAGES, speak, whenDelivery, whenKept, whenOfflineReady, whenReady, WORDS, write } from '../kit/a-visit.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome(2);

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

/** The one box on the page: a plain sentence in the person's language, and the code for whoever helps them. */
const saysProblem = async (page: Page, lang: Language, code: ProblemCode): Promise<void> => {
  await page.waitForSelector(`main .problem:has-text("${code}")`);
  const box = await page.textContent('main .problem');
  expect(box).toContain(WORDS[lang].problems[code]);
  expect(box).toContain(WORDS[lang].app['problem.code']?.replace('{{code}}', code));
  expect(await page.locator('main .problem').count()).toBe(1);
};

const submit = (page: Page): Promise<void> => page.click('main form button[type=submit]');
const linesWith = async (text: string) => (await council.answers()).filter((line) => JSON.stringify(line.answers).includes(JSON.stringify(text)));

/** As on a phone with no room left. Undefined gives the room back. */
const roomOf = async (page: Page, bytes?: number): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: network.address, ...(bytes === undefined ? {} : { quotaSize: bytes }) });
};

test.each(SOME_LANGUAGES)('a full phone: says so, keeps the words on the page, and goes on as soon as there is room (%s)', async (lang) => {
  const text = `Full phone, ${lang}`;
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  await whenOfflineReady(page);
  // Before the first write: Chromium remembers for half a minute how much room there was.
  await roomOf(page, 1);
  await goTo(page, 'question/impact');
  await write(page, text);
  await saysProblem(page, lang, 'phone-full');
  expect(await page.inputValue('main textarea')).toBe(text);
  // Still full at the end: nothing is handed in, nothing is said to be, and the way out is on the page.
  await answerBriefly(page, text);
  await phone.offline(true);
  await submit(page);
  await saysProblem(page, lang, 'phone-full');
  expect(await page.getAttribute('main .problem a', 'href')).toBe(`/${lang}/-/help`);
  expect(await page.textContent('main blockquote')).toBe(text);
  expect(await page.textContent('main form button[type=submit]')).toBe(WORDS[lang].app['review.hand-in']);

  await roomOf(page);
  await handIn(page);
  await phone.offline(false);
  await whenDelivery(page, 'received');
  expect(await linesWith(text)).toHaveLength(1);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a phone that got full after "stop and delete": undo says so, stays on offer, and works once there is room', async () => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address);
  await goTo(page, 'question/impact');
  await write(page, 'Not to be lost.');
  await whenKept(page);
  await pickMore(page, WORDS.en.app['more.stop-delete'] ?? '');
  const undo = `main .toast button:has-text("${WORDS.en.app['stopped.undo']}")`;
  await page.waitForSelector(undo);
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(globalThis, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) });
  });
  await page.click(undo);
  await saysProblem(page, 'en', 'phone-full');
  await page.evaluate(() => (globalThis as unknown as { makeRoom: () => void }).makeRoom());
  await page.click(undo);
  await page.waitForSelector(`main .toast:has-text("${WORDS.en.app['stopped.kept']}")`);
  expect(await page.locator('main .problem').count()).toBe(0);
  expect((await draftsOn(page))[0]?.answers).toContainEqual({ q: 'impact', kind: 'words', value: { text: 'Not to be lost.', lang: 'en' } });
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test.each(SOME_LANGUAGES)('a browser that keeps nothing: the form works, says so at the first answer, and loses nothing on the page (%s)', async (lang) => {
  const text = `Keeps nothing, ${lang}`;
  const phone = await phones.phone();
  await phone.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
  });
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  await goTo(page, 'question/impact');
  await write(page, text);
  await saysProblem(page, lang, 'storage-refused');
  await answerBriefly(page, text);
  expect(await page.textContent('main blockquote')).toBe(text);
  await phone.offline(true);
  await submit(page);
  await saysProblem(page, lang, 'storage-refused');
  expect(await page.textContent('main blockquote')).toBe(text);
  expect(await placeOf(page)).toBe('review/review');
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test.each(SOME_LANGUAGES)('offline before the keys have come: it stays on the phone, says why, and is handed in once there is internet (%s)', async (lang) => {
  const text = `Without keys, ${lang}`;
  const phone = await phones.phone({ worker: 'refused' });
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  await answerBriefly(page, text);
  await phone.offline(true);
  await submit(page);
  await saysProblem(page, lang, 'keys-missing');
  expect(await page.textContent('main .problem')).toContain(WORDS[lang].app['problem.nothing-lost']);
  expect((await draftsOn(page))[0]?.answers).toContainEqual({ q: 'impact', kind: 'words', value: { text, lang } });
  await phone.offline(false);
  await handIn(page);
  await whenDelivery(page, 'received');
  expect(await linesWith(text)).toHaveLength(1);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

const YEAR_MS = 365 * 24 * 3_600_000;
test.each(SOME_LANGUAGES.flatMap((lang) => [[lang, -9], [lang, 9]] as const))('a clock that is years wrong: said in words, and the answer counts (%s, %i years)', async (lang, years) => {
  const text = `Clock wrong by ${years} years, ${lang}`;
  const phone = await phones.phone();
  await phone.context.addInitScript((ms) => {
    const real = Date;
    globalThis.Date = class extends real {
      constructor(...args: []) {
        super(...((args.length === 0 ? [real.now() + ms] : args) as []));
      }
      static override now = (): number => real.now() + ms;
    } as DateConstructor;
  }, years * YEAR_MS);
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  const said = years < 0 ? WORDS[lang].problems['clock-wrong'] : WORDS[lang].app['promise.closed'];
  const notice = page.locator(`main .notice:has-text("${said}")`);
  await notice.waitFor();
  if (years < 0) expect(await notice.textContent()).toContain('clock-wrong');
  await answerBriefly(page, text);
  await handIn(page);
  await whenDelivery(page, 'received');
  expect(await linesWith(text)).toHaveLength(1);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test.each(SOME_LANGUAGES)('more than 5,000 letters: said, nothing is cut, and it goes once it is shorter (%s)', async (lang) => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  await goTo(page, 'question/impact');
  const long = `${'আমরা '.repeat(1_000)}!`;
  await write(page, long);
  await whenKept(page);
  await submit(page);
  await saysProblem(page, lang, 'answer-too-long');
  expect(await page.inputValue('main textarea')).toBe(long);
  await page.reload();
  await whenReady(page);
  expect(await page.inputValue('main textarea')).toBe(long);
  await write(page, long.slice(0, 5_000));
  await submit(page);
  await page.waitForSelector('main[data-question=better-worse]');
  await page.click('main .dock .back');
  expect(await page.inputValue('main textarea')).toBe(long.slice(0, 5_000));
  expect(phone.faults).toEqual([]);
  await phone.close();
});

const FACEBOOK = 'Mozilla/5.0 (Linux; Android 14; SM-A145R; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0.0.63.82;]';
test('opened inside another app: says how to open it in a real browser, before anything is asked, in three languages', async () => {
  const phone = await phones.phone({ userAgent: FACEBOOK });
  const page = await phone.tab();
  for (const lang of ['en', 'so', 'bn'] as const) {
    for (const path of [PACK, '-/help']) {
      await page.goto(`${network.address}/${lang}/${path}`);
      await page.waitForSelector(`main .notice:has-text("${WORDS[lang].app['help.browser.help']}")`);
    }
  }
  // It is advice, and no wall.
  await openPack(page, network.address, 'so');
  expect(await goOn(page)).toBe('support/needs');
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a language that can’t be fetched just now: says so in the one that is here, and the answer stays', async () => {
  const phone = await phones.phone({ worker: 'refused' });
  const page = await phone.tab();
  await openPack(page, network.address, 'so');
  await goTo(page, 'question/impact');
  await write(page, 'Waan sugayaa.');
  await phone.offline(true);
  await page.click('#header .languages summary');
  await page.click('#header .languages a[lang=bn]');
  await saysProblem(page, 'so', 'could-not-load');
  expect(await page.inputValue('main textarea')).toBe('Waan sugayaa.');
  await phone.offline(false);
  await speak(page, 'bn');
  expect(await page.locator('main .problem').count()).toBe(0);
  expect(await page.inputValue('main textarea')).toBe('Waan sugayaa.');
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('nothing to fetch on the very first visit: the page is there, and says in words what to do', async () => {
  const phone = await phones.phone({ worker: 'refused' });
  const page = await phone.tab();
  await page.goto(`${network.address}/so/`);
  await whenReady(page);
  await page.waitForSelector(`main a[href="/so/${PACK}"]`);
  await phone.offline(true);
  await page.click(`main a[href="/so/${PACK}"]`);
  await saysProblem(page, 'so', 'could-not-load');
  await phone.offline(false);
  await press(page, WORDS.so.app['problem.try-again'] ?? '');
  await page.waitForSelector('main[data-screen=promise] form');
  expect(phone.faults).toEqual([]);
  await phone.close();
});
