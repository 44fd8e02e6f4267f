/** Changing one's mind: stop, take back, skip, go back, change, rather not say, hide, forget; each does what it says. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { answerBriefly, choose, draftsOn, goOn, goTo, handIn, openPack, outboxOn, PACK, pickMore, placeOf, press, whenDelivery, whenKept, WORDS, write } from '../kit/a-visit.ts';

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

let phone: APhoneBrowser;
let page: Page;
beforeEach(async () => {
  phone = await phones.phone();
  page = await phone.tab();
  await openPack(page, network.address);
});
afterEach(async () => {
  expect(phone.faults).toEqual([]);
  await phone.close();
});

const { app: words, pack } = WORDS.en;
/** The English words of a key that is there. */
const w = (key: string): string => words[key] ?? expect.fail(`there are no words for ${key}`);
const toast = (key: string): Promise<unknown> => page.waitForSelector(`main .toast:has-text("${w(key)}")`);
const undo = (): Promise<void> => page.click(`main .toast button:has-text("${w('stopped.undo')}")`);
const impactOf = async (text: string) => (await council.answers()).find((line) => JSON.stringify(line.answers).includes(text));

test('stop and keep: everything is there when the person comes back, and goes on where they were', async () => {
  await goTo(page, 'question/impact');
  await write(page, 'I will think about it');
  // At once, in the middle of the last word.
  await pickMore(page, w('more.stop-keep'));
  await toast('stopped.kept');
  expect(await placeOf(page)).toBe('conversations');
  await page.click(`main a[href="/en/${PACK}"]`);
  await page.waitForSelector(`main .notice:has-text("${w('promise.begun')}")`);
  expect(await goOn(page)).toBe('question/impact');
  expect(await page.inputValue('main textarea')).toBe('I will think about it');
});

test('stop and delete: gone from the phone; undo brings all of it back', async () => {
  await goTo(page, 'support/needs');
  await page.fill('main [name=reach]', 'by post');
  await goTo(page, 'question/impact');
  await write(page, 'Perhaps not.');
  await whenKept(page);
  await pickMore(page, w('more.stop-delete'));
  await toast('stopped.deleted');
  expect(await draftsOn(page)).toEqual([]);
  await undo();
  await toast('stopped.kept');
  const [draft] = await draftsOn(page);
  expect([draft?.support.reach, draft?.answers.find(({ q }) => q === 'impact')?.value]).toEqual(['by post', { text: 'Perhaps not.', lang: 'en' }]);
  await page.click(`main a[href="/en/${PACK}"]`);
  await page.waitForSelector('main[data-screen=promise]');
  await goTo(page, 'question/impact');
  expect(await page.inputValue('main textarea')).toBe('Perhaps not.');
  await pickMore(page, w('more.stop-delete'));
  await toast('stopped.deleted');
  // Once the person leaves it can't be undone.
  await page.reload();
  await page.waitForSelector(`main a[href="/en/${PACK}"]`);
  expect(await page.locator('main .toast').count()).toBe(0);
  expect(await draftsOn(page)).toEqual([]);
  expect(network.posts().filter(({ body }) => JSON.stringify(body).includes('support'))).toEqual([]);
});

test('a follow-up comes up with its answer and falls away with it; skip, back, review and change; the council gets what was meant', async () => {
  await goTo(page, 'question/good-outcome');
  await choose(page, 'something-else');
  expect(await goOn(page)).toBe('question/good-outcome-words');
  await write(page, 'A garden.');
  await goTo(page, 'question/better-worse');
  await choose(page, '2');
  await page.click('main .dock .back');
  await page.waitForSelector('main[data-question=impact]');
  await press(page, w('question.skip'));
  await page.waitForSelector('main[data-question=better-worse]');
  expect(await page.isChecked('main input[value="2"]')).toBe(true);
  await goTo(page, 'question/what-next');
  await choose(page, 'none-of-these');
  expect(await goOn(page)).toBe('question/other-idea');
  await write(page, 'Said and then taken away');
  await goTo(page, 'about-you/age');
  await page.check('main input[name=passed]');
  await press(page, w('about.leave-all'));
  await page.waitForSelector('main[data-screen=review]');
  expect(await page.textContent('main')).toContain('A garden.');
  expect(await page.textContent('main')).toContain('Said and then taken away');

  // Changed on the review: back on the review at once, and the follow-up is gone.
  await page.click(`section:has(#given-what-next) button:has-text("${w('review.change')}")`);
  await page.waitForSelector('main[data-question=what-next]');
  await choose(page, 'helper-applies');
  expect(await goOn(page)).toBe('review/review');
  expect(await page.textContent('main')).toContain(pack['q.what-next.helper-applies']);
  expect(await page.textContent('main')).not.toContain('Said and then taken away');
  await page.check('main input[name=quote][value=words-no-name]');
  await handIn(page);
  await whenDelivery(page, 'received');
  const line = await impactOf('A garden.');
  expect(line?.quote).toBe('words-no-name');
  const byQuestion = line?.answers.toSorted((one, other) => (one.q < other.q ? -1 : 1));
  expect(byQuestion).toEqual([
    { q: 'better-worse', kind: 'scale', value: { scale: 'better-worse-5', at: 2 } },
    { q: 'good-outcome', kind: 'choose-many', value: ['something-else'] },
    { q: 'good-outcome-words', kind: 'words', value: { text: 'A garden.', lang: 'en' } },
    { q: 'how-to-ask', kind: 'skipped', value: null },
    { q: 'impact', kind: 'skipped', value: null },
    { q: 'what-next', kind: 'choose-one', value: 'helper-applies' },
  ]);
});

test('"I would rather not say" is an answer of its own, beside a choice and instead of it', async () => {
  await goTo(page, 'about-you/age');
  await choose(page, 'from-45-to-54');
  await page.check('main input[name=passed]');
  expect(await page.isChecked('main input[value="from-45-to-54"]')).toBe(false);
  expect(await goOn(page)).toBe('about-you/sex');
  await choose(page, 'female');
  await goOn(page);
  await choose(page, 'yes');
  expect(await goOn(page)).toBe('about-you/condition-limits');
  await choose(page, 'yes-a-lot');
  await page.click('main .dock .back');
  await page.waitForSelector('main[data-question=condition]');
  await choose(page, 'no');
  expect(await goOn(page)).toBe('about-you/ethnic-group');
  await goTo(page, 'review/review');
  await handIn(page);
  await whenDelivery(page, 'received');
  const [row] = await outboxOn(page);
  const line = (await council.answers()).find(({ id }) => id === row?.id);
  expect(line?.about.answers).toEqual([
    { q: 'age', kind: 'rather-not-say', value: null },
    { q: 'sex', kind: 'choose-one', value: 'female' },
    { q: 'condition', kind: 'choose-one', value: 'no' },
    { q: 'ethnic-group', kind: 'skipped', value: null },
    { q: 'language', kind: 'skipped', value: null },
  ]);
});

test('a copy is kept where it was asked for, read back under what I have answered, hidden, undone, removed; then all is forgotten', async () => {
  await answerBriefly(page, 'Read this back to me.');
  await page.check('main input[name=copy][value=yes]');
  const code = await handIn(page);
  await whenDelivery(page, 'received');
  await pickMore(page, '/en/-/my-answers');
  await page.click('main details > summary');
  expect(await page.textContent('.code')).toBe(code);
  await page.waitForSelector('main blockquote:has-text("Read this back to me.")');
  await press(page, w('mine.hide'));
  await toast('mine.hidden');
  expect(await page.locator('main .code').count()).toBe(0);
  await undo();
  await page.waitForSelector('main details');
  if (!(await page.isVisible('main .code'))) await page.click('main details > summary');
  expect(await page.textContent('.code')).toBe(code);
  await press(page, w('mine.drop-copy'));
  await page.waitForSelector(`main:has-text("${w('mine.no-copy')}")`);
  expect(await page.locator('main blockquote').count()).toBe(0);

  await pickMore(page, '/en/-/preferences');
  await press(page, w('preferences.forget'));
  await page.waitForSelector(`main .notice:has-text("${w('preferences.forget.sure')}")`);
  await press(page, w('preferences.forget.no'));
  expect(await outboxOn(page)).toHaveLength(1);
  await press(page, w('preferences.forget'));
  await press(page, w('preferences.forget.yes'));
  await toast('preferences.forgotten');
  expect([await outboxOn(page), await draftsOn(page)]).toEqual([[], []]);
  await pickMore(page, '/en/-/my-answers');
  await page.waitForSelector(`main:has-text("${w('mine.empty')}")`);
  // What the council has it keeps: that is what was said.
  expect(await impactOf('Read this back to me.')).toBeDefined();
});

test('without a wish for a copy the phone can’t read what it has handed in', async () => {
  await answerBriefly(page, 'Not for whoever finds this phone.');
  await phone.offline(true);
  await handIn(page);
  await pickMore(page, '/en/-/my-answers');
  await page.click('main details > summary');
  await page.waitForSelector(`main:has-text("${w('mine.no-copy')}")`);
  const everything = await page.evaluate(async () => {
    const found: unknown[] = [JSON.stringify(localStorage)];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((open) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => open(opening.result);
      });
      for (const table of db.objectStoreNames) {
        found.push(await new Promise((rows) => {
          const asking = db.transaction(table).objectStore(table).getAll();
          asking.onsuccess = () => rows(asking.result);
        }));
      }
      db.close();
    }
    return JSON.stringify(found);
  });
  expect(everything).toContain('age');
  expect(everything).not.toContain('whoever finds this phone');
});
