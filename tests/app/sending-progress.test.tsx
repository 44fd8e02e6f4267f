/** How many have gone: counted from the outbox, shown and told while there are many, and never more than is so. */
import { renderToString } from 'preact-render-to-string';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Page } from '../../src/app/app.tsx';
import { locale } from '../../src/app/locales/en.ts';
import { makeAppState, type Actions, type AppState } from '../../src/app/state/app-state.ts';
import { NOTHING_LEFT, progressTo, type SendingProgress } from '../../src/app/state/sending-progress.ts';
import { watchSending } from '../../src/app/state/watch-sending.ts';
import { startTexts } from '../../src/i18n/texts.ts';
import { aPhone, type APhone } from '../kit/a-phone.ts';

let phone: APhone;
let app: AppState;
const told: string[] = [];
/** The page's one polite line; it remembers what it was made to say. */
const live = {
  set textContent(text: string) {
    told.push(text);
  },
};
beforeEach(() => {
  phone = aPhone();
  app = makeAppState(startTexts('en', locale), { screen: 'my-answers', lang: 'en' }, {} as Actions);
  told.length = 0;
  vi.stubGlobal('document', { getElementById: () => live });
});
afterEach(() => {
  vi.unstubAllGlobals();
  phone.close();
});
const shown = () => /<div class="state device" data-sent="(\d+)" data-to-send="(\d+)">.*?<p class="strong">(.*?)<\/p>/.exec(renderToString(<Page app={app} />))?.slice(1, 4);

test('more that is handed in while it goes is more to send, and nothing left begins anew', () => {
  const walk = (...lefts: readonly number[]) => lefts.reduce<SendingProgress>(progressTo, NOTHING_LEFT);
  expect(walk(40)).toEqual({ left: 40, all: 40 });
  expect(walk(40, 28)).toEqual({ left: 28, all: 40 });
  expect(walk(40, 28, 30)).toEqual({ left: 30, all: 42 });
  expect(walk(40, 0)).toEqual(NOTHING_LEFT);
  expect(walk(40, 0, 3)).toEqual({ left: 3, all: 3 });
});

test('forty on one phone: the screen says how many have gone, by the outbox, and each quarter is told', async () => {
  const records = await phone.handIn(...Array.from({ length: 40 }, () => 'answers' as const));
  const stop = watchSending(app, phone.outbox);
  await expect.poll(shown).toEqual(['0', '40', '40 things are on this phone. They go by themselves when there is internet.']);
  const acknowledge = (from: number, to: number) => phone.outbox.settle(records.slice(from, to).map(({ id, digest }) => ({ id, digest, verdict: 'stored', durable: false })));
  await acknowledge(0, 12);
  await expect.poll(shown).toEqual(['12', '40', '12 of 40 things sent. 28 are still on this phone.']);
  await acknowledge(12, 13);
  await expect.poll(shown).toEqual(['13', '40', '13 of 40 things sent. 27 are still on this phone.']);
  expect(told).toEqual(['12 of 40 things sent. 28 are still on this phone.']);
  await acknowledge(13, 40);
  await expect.poll(shown).toBeUndefined();
  stop();
});

test('one person’s answers need no count: their own card says where they are', async () => {
  await phone.handIn('answers', 'support');
  const stop = watchSending(app, phone.outbox);
  await expect.poll(() => app.sending.value.left).toBe(2);
  expect(shown()).toBeUndefined();
  stop();
});
