/** Staff hear what was said: a real recording, played to its end by one who listens in its language; and no other way makes it heard. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import type { Pack } from '../../src/domain/pack.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { patchAll, type Recorded } from '../kit/a-clip.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { fetchPack, sendRecords } from '../kit/a-sender.ts';
import { aSpokenAnswer, type ClipWish } from '../kit/a-spoken-answer.ts';
import { PACK } from '../kit/a-visit.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome();

let council: ACouncilProcess;
let phones: ManyPhones;
let pack: Pack;
let ring: KeyRing;
let staff: APhoneBrowser;
let page: Page;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
  ({ pack, ring } = await fetchPack(council.address));
  phones = await manyPhones();
  staff = await phones.phone({ width: 1100 });
  page = await signedIn(staff, council.staffLink);
});
afterAll(async () => {
  await phones?.close();
  await council?.stop();
});

const signedIn = async (browser: APhoneBrowser, link: string): Promise<Page> => {
  const tab = await browser.tab();
  await tab.goto(council.address + new URL(link).pathname);
  await tab.fill('input[name=name]', 'Ayaan');
  await tab.click('main form button');
  await tab.waitForURL('**/staff');
  return tab;
};

const SECONDS = 3;

/** What a phone's own recorder makes of three seconds of a tone: a file that does not know its own length. */
const aRecording = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const base64 = await page.evaluate(async (ms) => {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    const to = sound.createMediaStreamDestination();
    tone.connect(to);
    tone.start();
    const recorder = new MediaRecorder(to.stream, { mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: 24_000 });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((is) => recorder.addEventListener('stop', is));
    recorder.start(1_000);
    setTimeout(() => recorder.stop(), ms);
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, SECONDS * 1_000);
  return new Uint8Array(Buffer.from(base64, 'base64'));
};

const sent = async (wish: ClipWish): Promise<Recorded> => {
  const spoken = await aSpokenAnswer(ring, pack, [wish]);
  await sendRecords(council.address, ring, [spoken.record]);
  const overHttp = (path: string, init?: RequestInit): Promise<Response> => fetch(council.address + path, init);
  for (const clip of spoken.clips) expect((await patchAll({ fetch: overHttp }, clip)).status).toBe(200);
  return spoken;
};
const spoken = async (): Promise<Recorded> => sent({ media: await aRecording(), head: { type: 'audio/webm' }, seconds: SECONDS, lang: 'so' });

const listensIn = async (...voices: readonly string[]): Promise<void> => {
  await page.goto(`${council.address}/staff/listening`);
  for (const voice of ['en', 'so', 'bn', 'syl']) await page.setChecked(`input[value=${voice}]`, voices.includes(voice));
  await page.click('main form.card button');
  await page.waitForLoadState();
};
/** From the conversation's page, as a person finds it: the one that has waited longest stands first. */
const openTheFirst = async (): Promise<void> => {
  await page.goto(`${council.address}/staff/packs/${PACK}`);
  await page.click('.waiting li button');
  await page.waitForSelector('[data-part=sound]:not([hidden])');
};
const play = (from?: number): Promise<void> =>
  page.evaluate(async (at) => {
    const audio = document.querySelector('audio')!;
    if (at !== undefined) audio.currentTime = at;
    await audio.play();
  }, from);
const whenState = (words: RegExp): Promise<void> => expect.poll(() => page.textContent('[data-part=state]'), { timeout: 20_000 }).toMatch(words);
const heard = (): Promise<string | undefined> => page.evaluate(() => document.querySelector<HTMLElement>('[data-clip]')?.dataset['heard']);

test('opened, logged, played to its end at twice the speed by one who listens in Somali: heard, and it waits no more', async () => {
  await listensIn('so');
  const { record } = await spoken();
  await page.goto(`${council.address}/staff`);
  expect(await page.textContent('.waiting h3')).toBe('Somali: 3 seconds, 1 recording');
  await openTheFirst();
  expect(await page.evaluate(() => document.querySelector('audio')?.src.split(':')[0])).toBe('blob');
  // The recorder wrote no length; whoever would drag, or wonders how long it takes, needs one.
  expect(await page.evaluate(() => document.querySelector('audio')?.duration)).toBeLessThan(2 * SECONDS);
  await page.check('input[name=speed][value="2"]');
  await play();
  await whenState(/^Heard\. It is written down under your name, for Somali\.$/);
  expect(await heard()).toBe('yes');
  await page.goto(`${council.address}/staff/listening`);
  expect(await page.textContent('.waiting, .empty')).toMatch(/Everything that has come was heard|No recording waits to be heard/);
  await page.goto(`${council.address}/staff/answers/${record.id}`);
  await page.click('main form button');
  expect(await page.textContent('.recorded')).toContain('By Ayaan,');
  await page.goto(`${council.address}/staff/log`);
  const log = await page.textContent('main table');
  for (const deed of ['Opened a recording', 'Heard a recording to its end', 'Said which languages they listen in']) expect(log).toContain(deed);
  expect(staff.faults).toEqual([]);
});

test('dragged to the end it is not heard, until the rest was played as well', async () => {
  await listensIn('so');
  await spoken();
  await openTheFirst();
  await page.check('input[name=speed][value="2"]');
  await play(SECONDS - 1);
  await whenState(/^Some parts were not played/);
  expect(await heard()).toBeUndefined();
  await play(0);
  await whenState(/^Heard\./);
  expect(staff.faults).toEqual([]);
});

test('who does not listen in its language hears it, is told that it does not count, signs up, and it counts without being played again', async () => {
  await listensIn('bn');
  await spoken();
  await openTheFirst();
  expect(await page.textContent('main .notice.warn')).toContain('You are not signed up to listen in Somali');
  await page.check('input[name=speed][value="2"]');
  await play();
  await whenState(/^You are not signed up to listen in Somali/);
  expect(await heard()).toBe('no');
  const listening = page;
  page = await staff.tab();
  await listensIn('bn', 'so');
  await page.close();
  page = listening;
  await page.click('[data-part=again]');
  await whenState(/^Heard\./);
  expect(staff.faults).toEqual([]);
});

test('a browser’s own menu can’t play it faster than the page offers', async () => {
  await listensIn('so');
  await spoken();
  await openTheFirst();
  await page.evaluate(() => {
    document.querySelector('audio')!.playbackRate = 8;
  });
  await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.playbackRate)).toBe(2);
});

test('what a listener wrote stands beside it, by keyboard alone, and the recording still plays', async () => {
  await spoken();
  await openTheFirst();
  await page.focus('#transcript-text');
  await page.keyboard.type('Walaashay ma iman karto.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.notice.good:has-text("It is kept beside the recording.")');
  expect(await page.textContent('section:has(#transcript-title) blockquote')).toBe('Walaashay ma iman karto.');
  await page.waitForSelector('[data-part=sound]:not([hidden])');
  await play();
  expect(staff.faults).toEqual([]);
});

test('a picture is seen, from memory, as the picture that it is', async () => {
  const { record } = await sent({ medium: 'picture' });
  await page.goto(`${council.address}/staff/answers/${record.id}`);
  await page.click('main form button');
  await page.click('.recorded button');
  await page.waitForSelector('img[data-part=picture]:not([hidden])');
  expect(await page.evaluate(() => [document.images[0]?.naturalWidth, document.images[0]?.src.split(':')[0], document.images[0]?.alt])).toEqual([240, 'blob', 'My sister can’t park. বোন আসতে পারে না।']);
  expect(staff.faults).toEqual([]);
});

test('what is no sound says so, and can still be saved', async () => {
  await sent({ media: new TextEncoder().encode('<script>alert(1)</script>'), lang: 'en' });
  await page.goto(`${council.address}/staff/listening`);
  await page.click('.waiting section:has-text("English") li button');
  await whenState(/^This browser cannot play it\./);
  expect(staff.faults).toEqual([]);
});

test('without script the file is saved, and it is what was recorded', async () => {
  const { clips: [clip] } = await sent({ lang: 'syl' });
  const plain = await phones.phone({ javaScript: false });
  const link = /http\S+/.exec(await council.command('staff-link'))?.[0] ?? '';
  const tab = await signedIn(plain, link);
  await tab.goto(`${council.address}/staff/clips/${clip!.named.id}`);
  await tab.click('main form button');
  expect(await tab.textContent('main')).toContain('To hear it here, this page needs script');
  expect(await tab.isVisible('audio')).toBe(false);
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.click('form.save button')]);
  expect(download.suggestedFilename()).toMatch(/^[0-9a-f]{32}\.impact\.1\.ogg$/);
  expect(Buffer.compare(readFileSync(await download.path()), clip!.media)).toBe(0);
  await plain.close();
});
