/**
 * From the tap on "Listen" to the first sound, without a network and with the CPU six times slower, as a ratio to a bare
 * audio element with the same clip already in the page.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { ROOT } from '../kit/a-folder.ts';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { holdProcessor } from '../kit/a-slow-browser.ts';
import { inPairs } from './pairs.ts';
import { onStage, PACK_PATH, type Stage } from './stage.ts';
import { ratioRow, report } from './table.ts';

const BARE_PATH = '/bare';
const LISTEN = '[data-listen]';

/** The clip that the app says first: that a computer speaks. */
const clip = (): string => {
  const folder = join(ROOT, 'public/audio/en');
  const name = readdirSync(folder).find((file) => file.startsWith('listen.computer.'));
  if (name === undefined) throw new Error('there is no clip of listen.computer: npm run build-audio');
  return readFileSync(join(folder, name)).toString('base64');
};
const bare = (): string => `<!doctype html><title>bare</title><button data-listen onclick="a.play()">Listen</button><audio id="a" preload="auto" src="data:audio/mpeg;base64,${clip()}"></audio>`;

/** Inside the page: by its own clock, from the touch itself until the element says that it plays. */
const watch = (): void => {
  let tappedAt = 0;
  addEventListener('pointerdown', ({ timeStamp }) => (tappedAt = timeStamp), true);
  const sounded = new Promise<number>((heard) => {
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      this.addEventListener('playing', ({ timeStamp }) => heard(timeStamp - tappedAt), { once: true });
      return play.call(this);
    };
  });
  Object.assign(window, { sounded });
};

/** The first visit, which keeps the conversation and the voice. */
const keepAll = async (phone: APhoneBrowser, { ours }: Stage): Promise<void> => {
  const page = await phone.tab();
  await page.goto(ours + PACK_PATH);
  while (!(await page.evaluate(async () => navigator.serviceWorker.controller !== null && (await caches.has('our-turn-shelf'))))) await page.waitForTimeout(100);
  await page.goto(`${ours}/en/-/preferences`);
  await page.getByText('Keep this voice on my phone').click();
  await page.getByText('You can listen without internet.').waitFor({ timeout: 120_000 });
  await page.close();
};

const heardOn = async (page: Page): Promise<number> => {
  await page.waitForSelector(LISTEN);
  const cdp = await page.context().newCDPSession(page);
  await holdProcessor(cdp);
  await page.click(LISTEN);
  const ms = await page.evaluate(() => (window as unknown as { sounded: Promise<number> }).sounded);
  await page.close();
  return ms;
};

const measure = async (stage: Stage): Promise<void> => {
  const phone = await aPhoneBrowser(join(stage.folder, 'phone'));
  await phone.context.addInitScript(watch);
  await keepAll(phone, stage);
  // Stays open, so that the browser does.
  await phone.tab();
  const ours = async (): Promise<number> => {
    const page = await phone.tab();
    await page.goto(stage.ours + PACK_PATH);
    return heardOn(page);
  };
  const floor = async (): Promise<number> => {
    await phone.offline(false);
    const page = await phone.tab();
    await page.goto(stage.floor + BARE_PATH);
    await phone.offline(true);
    return heardOn(page);
  };
  await phone.offline(true);
  const ratio = await inPairs(floor, ours);
  await phone.close();
  report({
    name: 'sound',
    rows: [ratioRow('tap to first sound, offline, CPU 6 times slower', ratio, undefined)],
    notes: ['The bare element has its clip in the page. Ours is read from what the phone keeps, through the worker, at the first tap.'],
    details: ratio,
  });
};

await onStage([PACK_PATH], measure, { [BARE_PATH]: { type: 'text/html; charset=utf-8', text: bare() } });
