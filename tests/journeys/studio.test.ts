/** The voice studio, from the staff's link to the clips in the packs: most of it without a network, on a phone that dies in between. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { CORE_KEYS } from '../../src/domain/voice.ts';
import { checkAudio } from '../../src/tools/audio/check.mjs';
import { importVoices } from '../../src/tools/audio/import.mjs';
import { readManifest } from '../../src/tools/audio/manifest.mjs';
import { aFolder, aFolderFor, ROOT } from '../kit/a-folder.ts';
import { aLivedInCouncil, type ALivedInCouncil } from '../kit/a-lived-in-council.ts';
import { aPhoneBrowser, type PhoneWish } from '../kit/a-phone-browser.ts';
import { comeIn, onScreen, openRow } from '../kit/a-studio.ts';
import { aSpokenWav } from '../kit/a-wav.ts';
import { anEar } from '../kit/an-ear.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome(5);

const WORDS = JSON.parse(readFileSync(join(ROOT, 'locales/en/studio.json'), 'utf8')) as Readonly<Record<string, string>>;
const APP = JSON.parse(readFileSync(join(ROOT, 'locales/en/app.json'), 'utf8')) as Readonly<Record<string, string>>;
/** Real sound, which a busy machine takes its time for. */
const SOON = { timeout: 30_000 } as const;

let council: ALivedInCouncil;
let wav: { readonly file: string; readonly seconds: number };
beforeAll(async () => {
  [council, wav] = await Promise.all([aLivedInCouncil(aFolderFor(afterAll)), aSpokenWav(aFolderFor(afterAll), 'promise.council-decides')]);
});
afterAll(() => council?.stop());

const aPhone = async (profile = aFolder(), wish: PhoneWish = {}) => {
  const phone = await aPhoneBrowser(profile, { microphone: { hears: `${wav.file}%noloop` }, ...wish });
  onTestFinished(() => phone.close().catch(() => undefined));
  await anEar(phone.context);
  return { phone, page: await phone.tab() };
};

const says = (page: Page, text: string): Promise<unknown> => page.waitForFunction((wanted) => document.querySelector('main')?.textContent?.includes(wanted), text, SOON);
const press = (page: Page, key: string): Promise<void> => page.click(`main button:has-text("${WORDS[key]}")`, SOON);
const promptOf = (page: Page): Promise<string> => page.evaluate(() => document.querySelector<HTMLElement>('main')?.dataset['prompt'] ?? '');

/** Presses record, lets the file be heard to its end, and presses stop. */
const speak = async (page: Page): Promise<void> => {
  await page.click('main .record');
  await page.waitForSelector('main .record[data-state=recording]', SOON);
  await page.waitForTimeout((wav.seconds + 1.2) * 1_000);
  await page.click('main .record');
};

/** Whoever speaks agrees first: aloud, by a tick, and with a name. */
const agree = async (page: Page, name: string): Promise<void> => {
  await openRow(page, 'speak');
  await onScreen(page, 'agree');
  await page.check('main input[name=voice][value=en]');
  await page.fill('#way', 'English, Bow');
  await speak(page);
  await says(page, WORDS['speak.hear'] ?? '');
  await page.check('main input[name=agree]');
  await page.check('main input[name=naming][value=yes]');
  await page.fill('main input#name', name);
  await page.click('main .go');
  await onScreen(page, 'speak');
};

const speakOne = async (page: Page): Promise<string> => {
  const prompt = await promptOf(page);
  await speak(page);
  await says(page, WORDS['speak.hear'] ?? '');
  await page.click('main .go');
  await page.waitForFunction((was) => document.querySelector<HTMLElement>('main')?.dataset['prompt'] !== was, prompt, SOON);
  return prompt;
};

/** A second person hears what waits, sees no word of it before, and then says yes or once more. */
const hearOne = async (page: Page, text: string, answer: 'approve.yes' | 'approve.no'): Promise<void> => {
  expect(await page.textContent('main')).not.toContain(text);
  await page.click('main .record');
  await press(page, 'approve.show');
  await says(page, text);
  const before = await promptOf(page);
  await press(page, answer);
  await page.waitForFunction((was) => document.querySelector<HTMLElement>('main')?.dataset['prompt'] !== was, before, SOON);
};

test('enrolled by a link, three words spoken without a network, kept by a phone that dies, approved by a second person, and put into the packs', async () => {
  const profile = aFolder();
  const { phone, page } = await aPhone(profile);
  const link = await council.studioLink();
  await comeIn(page, link);
  expect(page.url()).not.toContain('#');
  await says(page, WORDS['home.offline.ready'] ?? '');

  await phone.offline(true);
  await page.reload();
  await onScreen(page, 'home');
  await agree(page, 'Ayaan');
  const first = CORE_KEYS.slice(0, 3).map((key) => `app ${key}`);
  for (const prompt of first) expect(await speakOne(page)).toBe(prompt);
  expect(phone.faults).toEqual([]);
  await phone.kill();

  const again = await aPhone(profile);
  await again.phone.offline(true);
  await again.page.goto(`${council.address}/studio`);
  await onScreen(again.page, 'home');
  await says(again.page, '3 recordings wait for a second person.');

  await openRow(again.page, 'approve');
  const [name = '', title = '', talk = ''] = CORE_KEYS.slice(0, 3).map((key) => APP[key] ?? '');
  await again.page.check('main input[name=other]');
  await again.page.fill('#listener', 'ayaan');
  await again.page.click('main .go');
  await says(again.page, WORDS['approve.missing.other'] ?? '');
  await again.page.fill('#listener', 'Hasan');
  await again.page.click('main .go');
  await again.page.waitForSelector('main .record');
  const texts: Readonly<Record<string, string>> = { 'en app name': name, 'en app welcome.title': title, 'en app welcome.talk': talk };
  for (let heard = 0; heard < 3; heard += 1) {
    const prompt = await promptOf(again.page);
    await hearOne(again.page, texts[prompt] ?? 'no text', prompt.endsWith('talk') ? 'approve.no' : 'approve.yes');
  }
  await press(again.page, 'back');

  await openRow(again.page, 'share');
  const [download] = await Promise.all([again.page.waitForEvent('download'), press(again.page, 'share.make')]);
  const zip = readFileSync(await download.path());
  expect(download.suggestedFilename()).toMatch(/^our-turn-voices-\d{4}-\d{2}-\d{2}\.zip$/);
  expect(again.phone.faults).toEqual([]);

  const root = aFolder();
  for (const part of ['locales', 'packs', 'public/audio']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  const before = checkAudio(root).faults;
  expect(await importVoices(root, aFolder(), zip)).toMatchObject({ taken: 2, refused: [] });
  expect(checkAudio(root).faults).toEqual(before);
  const manifest = readManifest(join(root, 'public/audio/en'));
  const clips = typeof manifest === 'object' ? manifest.clips : {};
  for (const key of CORE_KEYS.slice(0, 2)) {
    expect(clips[key]).toMatchObject({ source: 'human', voice: 'English, Bow', speaker: 'Ayaan', reviewedBy: 'Hasan' });
    // Trimmed to what was said: the silence round it is gone.
    expect(Math.abs((clips[key]?.seconds ?? 0) - wav.seconds)).toBeLessThan(0.6);
  }
  expect(clips[CORE_KEYS[2] ?? '']?.source).toBe('computer');
}, 240_000);

test('from phone to phone: a second person listens on their own, also without a network; what is no good is left out by name', async () => {
  const first = await aPhone();
  await comeIn(first.page, await council.studioLink());
  await agree(first.page, 'Ayaan');
  const prompts = [await speakOne(first.page), await speakOne(first.page)];
  await press(first.page, 'speak.stop-here');
  await openRow(first.page, 'share');
  const [download] = await Promise.all([first.page.waitForEvent('download'), press(first.page, 'share.make-other')]);
  const made = unzipSync(readFileSync(await download.path()));
  const [name = '', title = ''] = prompts.map((prompt) => `clips/en/app/${prompt.split(' ')[1]}.mp3`);
  const zip = zipSync({ ...made, [title]: new TextEncoder().encode('not a sound') });

  const second = await aPhone();
  await comeIn(second.page, await council.studioLink());
  await says(second.page, WORDS['home.offline.ready'] ?? '');
  await second.phone.offline(true);
  await openRow(second.page, 'share');
  const give = (buffer: Uint8Array) => second.page.setInputFiles('#other-file', { name: 'voices.zip', mimeType: 'application/zip', buffer: Buffer.from(buffer) });
  await give(new TextEncoder().encode('no zip'));
  await says(second.page, WORDS['share.no-file'] ?? '');
  await give(zip);
  await says(second.page, '1 recording was taken in.');
  expect(await second.page.textContent('main [role=status] ul')).toBe(`${title}: ${WORDS['share.not.sound']}`);
  await give(zip);
  await says(second.page, `${name}: ${WORDS['share.not.here']}`);

  await press(second.page, 'back');
  await openRow(second.page, 'approve');
  await second.page.fill('#listener', 'Hasan');
  await second.page.check('main input[name=other]');
  await second.page.click('main .go');
  await hearOne(second.page, APP[CORE_KEYS[0] ?? ''] ?? 'no text', 'approve.yes');
  await press(second.page, 'back');
  await openRow(second.page, 'share');
  const [toCouncil] = await Promise.all([second.page.waitForEvent('download'), press(second.page, 'share.make')]);
  const root = aFolder();
  for (const part of ['locales', 'packs', 'public/audio']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  expect(await importVoices(root, aFolder(), readFileSync(await toCouncil.path()))).toMatchObject({ taken: 1, refused: [] });
  expect([...first.phone.faults, ...second.phone.faults]).toEqual([]);
}, 240_000);

test.each<readonly [what: string, wish: PhoneWish, key: string]>([
  ['a phone that has no microphone', {}, 'trouble.no-microphone'],
  ['a person who does not allow it', { microphone: 'refused' }, 'trouble.not-allowed'],
  ['another app’s own browser', { microphone: 'refused', userAgent: 'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 [FBAN/FB4A] WhatsApp/2.24' }, 'trouble.inside-another-app'],
])('no recording with %s: it says why and what to do', async (_what, wish, key) => {
  const phone = await aPhoneBrowser(aFolder(), wish);
  onTestFinished(() => phone.close());
  const page = await phone.tab();
  await comeIn(page, await council.studioLink());
  await openRow(page, 'speak');
  await page.click('main .record');
  await says(page, WORDS[key] ?? '');
  expect(await page.textContent('main .record')).toBe(WORDS['speak.record']);
});

test('a browser without any way to record says so', async () => {
  const { phone, page } = await aPhone();
  await phone.context.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
  await comeIn(page, await council.studioLink());
  await openRow(page, 'speak');
  await page.click('main .record');
  await says(page, WORDS['trouble.cannot-record'] ?? '');
});

test('a full phone says that this one was not kept, and keeps what came before; with room again it is kept', async () => {
  const { page } = await aPhone();
  await comeIn(page, await council.studioLink());
  await agree(page, 'Ayaan');
  const first = await speakOne(page);
  // Not the browser's own quota: Chromium remembers for half a minute how much room there was.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(globalThis, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) });
  });
  const prompt = await promptOf(page);
  await speak(page);
  await says(page, WORDS['speak.hear'] ?? '');
  await page.click('main .go');
  await says(page, WORDS['trouble.no-space'] ?? '');
  expect(await promptOf(page)).toBe(prompt);
  await page.evaluate(() => (globalThis as unknown as { makeRoom: () => void }).makeRoom());
  await page.click('main .go');
  await page.waitForFunction((was) => document.querySelector<HTMLElement>('main')?.dataset['prompt'] !== was, prompt, SOON);
  expect(first).not.toBe(prompt);
}, 120_000);

test('a link that was used up leads to a kind word, and whoever was in stays in', async () => {
  const { page } = await aPhone();
  const link = await council.studioLink();
  await comeIn(page, link);
  await page.goto('about:blank');
  await page.goto(link);
  await onScreen(page, 'home');
  const other = await aPhone();
  await other.page.goto(link);
  await says(other.page, 'This link does not work any more.');
  await other.page.goto('about:blank');
  await other.page.goto(`${council.address}/studio`);
  await says(other.page, WORDS['door.how'] ?? '');
});
