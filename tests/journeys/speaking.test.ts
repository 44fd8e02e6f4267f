/** Speaking an answer: asked for only when it has been explained, kept second by second, and nothing of it is lost or sent unasked. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import type { ClipAnswer } from '../../src/domain/clip.ts';
import { openClipOf } from '../../src/council/clips.ts';
import { openCouncil } from '../../src/council/open-council.ts';
import { realWorld } from '../../src/council/world.ts';
import { configFor } from '../kit/a-council.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { aPhoneBrowser, type APhoneBrowser, type PhoneWish } from '../kit/a-phone-browser.ts';
import { beginToSpeak, clipRowsOn, hearBack, keepIt, recordingsOn, soundsOn, speakFor, stopSpeaking } from '../kit/a-speaker.ts';
import { aVoice, pitchOf } from '../kit/a-voice.ts';
import { draftsOn, goOn, goTo, handIn, openPack, outboxOn, PACK, placeOf, press, SOME_LANGUAGES, whenDelivery, whenKept, whenOfflineReady, whenReady, WORDS, write } from '../kit/a-visit.ts';
import { anEar, forgetHeard, heardOn } from '../kit/an-ear.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome();

let council: ACouncilProcess;
let network: ANetwork;
let voice: string;
let folder: string;
beforeAll(async () => {
  folder = aFolderFor(afterAll);
  council = await startCouncil(folder);
  network = await aNetwork(() => council.address);
  voice = aVoice(folder);
});
afterAll(async () => {
  await network?.close();
  await council?.stop();
});

const IMPACT = 'question/impact';
const aPhone = async (wish: PhoneWish = { microphone: { hears: voice } }, profile = aFolderFor((clean) => onTestFinished(clean))): Promise<APhoneBrowser> => {
  const phone = await aPhoneBrowser(profile, wish);
  onTestFinished(() => phone.close());
  return phone;
};
const atImpact = async (phone: APhoneBrowser, lang: 'en' | 'so' | 'bn' = 'en'): Promise<Page> => {
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  await goTo(page, IMPACT);
  await page.waitForSelector('main .speak');
  return page;
};
/** Two seconds, said and kept. */
const havingSpoken = async (phone: APhoneBrowser): Promise<Page> => {
  const page = await atImpact(phone);
  await beginToSpeak(page);
  await speakFor(page, 2);
  await stopSpeaking(page);
  await keepIt(page);
  return page;
};
/** What the council has of these clips, opened with its own keys: SHA-256 of the sound in each. */
const heldBy = async (ids: readonly string[]): Promise<Readonly<Record<string, string>>> => {
  const opened = await openCouncil(configFor(folder), realWorld(), () => undefined, false);
  try {
    const hashOf = async (id: string): Promise<string> => {
      const clip = await openClipOf(opened, id);
      return clip.ok ? createHash('sha256').update(clip.value.media).digest('hex') : clip.problem.code;
    };
    return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await hashOf(id)] as const)));
  } finally {
    await opened.close();
  }
};
const SOON = { timeout: 20_000 } as const;

/** A member of staff who has said that they listen in English. */
const aListener = async (phone: APhoneBrowser): Promise<Page> => {
  const page = await phone.tab();
  await page.goto(council.address + new URL(council.staffLink).pathname);
  await page.fill('input[name=name]', 'Ayaan');
  await page.click('main form button');
  await page.goto(`${council.address}/staff/listening`);
  await page.check('input[value=en]');
  await page.click('main form.card button');
  return page;
};

/** Opens the answer and one of its recordings, and plays that to its end until it counts as heard. Gives its seconds. */
const hearAsStaff = async (page: Page, record: string, which: number): Promise<number> => {
  await page.goto(`${council.address}/staff/answers/${record}`);
  await page.click('main form button');
  await page.click(`form[action^="/staff/clips/"] button >> nth=${which}`);
  await page.waitForSelector('[data-part=sound]:not([hidden])');
  await page.evaluate(() => document.querySelector('audio')?.play());
  await expect.poll(() => page.textContent('[data-part=state]'), SOON).toMatch(/^Heard\./);
  return page.evaluate(() => document.querySelector('audio')?.duration ?? 0);
};
/** A second may begin or end in the middle of a piece. */
const ABOUT = 1;

/** The seconds of the voice that are in a recording follow one another without a gap. */
const expectUnbroken = (pitches: readonly number[]): void => {
  const known = Array.from({ length: 20 }, (_, second) => pitchOf(second));
  const first = known.indexOf(pitches[0] ?? 0);
  expect(pitches).toEqual(pitches.map((_, at) => known[(first + at) % known.length]));
};

test.each(SOME_LANGUAGES)('explained, spoken, stopped, heard, kept and reloaded: it is there, as long as the clock said, every second of it (%s)', async (lang) => {
  const phone = await aPhone();
  const page = await atImpact(phone, lang);
  await page.click('main .speak');
  await page.waitForSelector(`main .take:has-text("${WORDS[lang].app['speak.explain.who']}")`);
  expect(await recordingsOn(page)).toEqual([]);
  await page.click('main .take .speak');
  await speakFor(page, 4);
  await stopSpeaking(page);
  await page.click('main .take .own button');
  await page.waitForSelector('main .own .playing');
  await page.click('main .take .own button');
  await keepIt(page);
  await expect.poll(async () => (await draftsOn(page))[0]?.clips?.[0]?.value.length, SOON).toBe(1);
  await page.reload();
  await whenReady(page);
  await page.waitForSelector('main .own');
  const [recording] = await recordingsOn(page);
  const heard = await hearBack(page, recording!.id);
  expect(Math.abs(heard.seconds - recording!.seconds)).toBeLessThan(ABOUT);
  expect(recording!.seconds).toBeGreaterThanOrEqual(4);
  expectUnbroken(heard.pitches);
  expect(phone.faults).toEqual([]);
});

test('killed in the middle of speaking: what was said is kept but for the last second, and offered; going on makes a second recording', async () => {
  const profile = aFolderFor((clean) => onTestFinished(clean));
  let phone = await aPhoneBrowser(profile, { microphone: { hears: voice } });
  let page = await atImpact(phone);
  await whenOfflineReady(page);
  await beginToSpeak(page);
  await speakFor(page, 5);
  await phone.kill();

  phone = await aPhone({ microphone: { hears: voice } }, profile);
  page = await phone.tab();
  await openPack(page, network.address);
  expect(await goOn(page)).toBe(IMPACT);
  await page.waitForSelector(`main .take:has-text("${WORDS.en.app['speak.over.found']}")`);
  const [recording] = await recordingsOn(page);
  const heard = await hearBack(page, recording!.id);
  expect(heard.seconds).toBeGreaterThanOrEqual(5 - 1.5);
  expectUnbroken(heard.pitches);
  await press(page, WORDS.en.app['speak.go-on'] ?? '');
  await page.click('main .take .speak');
  await speakFor(page, 2);
  await stopSpeaking(page);
  await keepIt(page);
  expect(await page.locator('main .own').count()).toBe(2);

  const said = await soundsOn(page);
  // Handed in without a network: afterwards the phone has sealed pieces and nothing that could be played.
  await phone.offline(true);
  await goTo(page, 'review/review');
  expect(await page.textContent('main')).toContain('2 recordings');
  await page.check('main input[name=quote][value=voice-too]');
  await handIn(page);
  await page.waitForSelector('[data-delivery=device][data-clips-waiting="2"]');
  await expect.poll(async () => new Set((await clipRowsOn(page)).map(({ state }) => state[0])), SOON).toEqual(new Set(['sealed', 'waiting']));
  expect(await draftsOn(page)).toEqual([]);
  await phone.offline(false);
  await whenDelivery(page, 'received');
  await page.waitForSelector('[data-delivery=received][data-clips-waiting="0"]');
  const [row] = await outboxOn(page);
  const line = (await council.answers()).find(({ id }) => id === row?.id);
  expect(line?.quote).toBe('voice-too');
  expect(line?.answers.some(({ q, kind }) => q === 'impact' && kind === 'skipped')).toBe(false);
  // The council holds exactly these seconds: byte for byte what the recorder gave, as it lay on the phone after the kill.
  const ids = (line?.answers ?? []).flatMap((answer) => (answer.kind === 'clips' ? (answer as unknown as ClipAnswer).value.map(({ id }) => id as string) : []));
  expect(ids).toEqual(Object.keys(said));
  expect(await heldBy(ids)).toEqual(said);
  // And staff hear them: opened, played to the end by one who listens in English, as long as what was kept.
  const listener = await aListener(phone);
  expect(Math.abs((await hearAsStaff(listener, row?.id ?? '', 0)) - heard.seconds)).toBeLessThan(ABOUT);
  await hearAsStaff(listener, row?.id ?? '', 1);
  await listener.goto(`${council.address}/staff/listening`);
  expect(await listener.textContent('.empty')).toContain('No recording waits to be heard');
  expect(phone.faults).toEqual([]);
});

test('while someone is recorded nothing speaks and nothing leads away; paused, it waits and keeps', async () => {
  const phone = await aPhone();
  await anEar(phone.context);
  const page = await atImpact(phone);
  await page.click('.dock [data-listen]');
  await expect.poll(() => heardOn(page), SOON).not.toEqual([]);
  await beginToSpeak(page);
  await forgetHeard(page);
  expect(await page.isVisible('main .dock .go')).toBe(false);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-listen]')?.click());
  await speakFor(page, 2);
  await press(page, WORDS.en.app['speak.pause'] ?? '');
  await expect.poll(async () => (await recordingsOn(page))[0]?.pieces, SOON).toBeGreaterThanOrEqual(2);
  const before = await page.textContent('main .time');
  await page.waitForTimeout(1_200);
  expect(await page.textContent('main .time')).toBe(before);
  await press(page, WORDS.en.app['speak.go-on'] ?? '');
  await speakFor(page, 4);
  expect(await heardOn(page)).toEqual([]);
  await stopSpeaking(page);
  const [recording] = await recordingsOn(page);
  expect(Math.abs((await hearBack(page, recording!.id)).seconds - recording!.seconds)).toBeLessThan(ABOUT);
  expect(await page.textContent('main .dock .go')).toContain(WORDS.en.app['dock.keep-go-on']);
  await goOn(page);
  await expect.poll(async () => (await draftsOn(page))[0]?.clips?.length, SOON).toBe(1);
  expect(phone.faults).toEqual([]);
});

test('deleted it is off the phone at once, and can be taken back as long as the person stays', async () => {
  const phone = await aPhone();
  const page = await havingSpoken(phone);
  const [said] = await recordingsOn(page);
  await press(page, WORDS.en.app['speak.delete'] ?? '');
  await expect.poll(() => clipRowsOn(page), SOON).toEqual([]);
  await press(page, WORDS.en.app['stopped.undo'] ?? '');
  await page.waitForSelector('main .own');
  await expect.poll(() => recordingsOn(page), SOON).toEqual([said]);
  await expect.poll(async () => (await draftsOn(page))[0]?.clips?.[0]?.value, SOON).toHaveLength(1);
  expect(phone.faults).toEqual([]);
});

test('a deleted draft takes its recordings along once nobody can take it back', async () => {
  const phone = await aPhone();
  const page = await havingSpoken(phone);
  const remove = async (): Promise<void> => {
    await page.click('#more summary');
    await page.click('#more li:nth-child(2) button');
    await page.waitForSelector('.toast');
  };
  await remove();
  expect(await recordingsOn(page)).toHaveLength(1);
  await press(page, WORDS.en.app['stopped.undo'] ?? '');
  await page.click(`main a[href="/en/${PACK}"]`);
  expect(await goOn(page)).toBe(IMPACT);
  await page.waitForSelector('main .own');
  await remove();
  await page.click('main a[href="/en/-/help"]');
  await expect.poll(() => clipRowsOn(page), SOON).toEqual([]);
  expect(phone.faults).toEqual([]);
});

test('the page goes out of sight: it stops, says so, and offers to go on', async () => {
  const phone = await aPhone();
  const page = await atImpact(phone);
  await beginToSpeak(page);
  await speakFor(page, 2);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
  });
  await page.waitForSelector(`main .take:has-text("${WORDS.en.app['speak.over.away']}")`);
  expect((await recordingsOn(page))[0]?.seconds).toBeGreaterThanOrEqual(2);
  expect(phone.faults).toEqual([]);
});

test('a full phone in the middle: what came before is kept, it says so, and writing remains', async () => {
  const phone = await aPhone();
  const page = await atImpact(phone);
  await beginToSpeak(page);
  await speakFor(page, 3);
  const cdp = await phone.context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: network.address, quotaSize: 1 });
  // Chromium remembers for half a minute how much room there was.
  await page.waitForSelector('#problem', { timeout: 50_000 });
  expect(await page.textContent('#problem')).toContain('recording-full');
  const [recording] = await recordingsOn(page);
  expect(recording?.pieces).toBeGreaterThanOrEqual(2);
  expectUnbroken((await hearBack(page, recording!.id)).pitches);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: network.address });
  await keepIt(page);
  await write(page, 'And in writing.');
  await whenKept(page);
}, 120_000);

test.each(SOME_LANGUAGES)('the microphone refused: it says why and what remains, nothing is lost, and the answer can be written (%s)', async (lang) => {
  const phone = await aPhone({ microphone: 'refused' });
  const page = await atImpact(phone, lang);
  await write(page, 'Begun in writing.');
  await page.click('main .speak');
  await page.click('main .take .speak');
  await page.waitForSelector('#problem');
  expect(await page.textContent('#problem')).toContain(WORDS[lang].problems['microphone-refused']);
  expect(await page.textContent('#problem')).toContain(WORDS[lang].app['problem.nothing-lost']);
  expect(await page.inputValue('main textarea')).toBe('Begun in writing.');
  expect(await goOn(page)).not.toBe(IMPACT);
  expect(phone.faults).toEqual([]);
});

test('no microphone, and no recorder at all: each has its own words, and skipping is there', async () => {
  const phone = await aPhone({});
  const page = await atImpact(phone);
  await page.click('main .speak');
  await page.click('main .take .speak');
  await page.waitForSelector('#problem:has-text("microphone-missing")');
  await phone.context.addInitScript(() => Reflect.deleteProperty(globalThis, 'MediaRecorder'));
  await page.reload();
  await whenReady(page);
  await page.waitForSelector('main .notice:has-text("cannot-record")');
  expect(await page.isVisible('main .speak')).toBe(false);
  await press(page, WORDS.en.app['question.skip'] ?? '');
  await expect.poll(() => placeOf(page)).not.toBe(IMPACT);
  expect(phone.faults).toEqual([]);
});

test('by keyboard alone: explained, begun, stopped, kept; the focus is always at what is new', async () => {
  const phone = await aPhone();
  const page = await atImpact(phone);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  await page.focus('main .speak');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe(WORDS.en.app['speak.title']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(focused, SOON).toBe(WORDS.en.app['speak.stop']);
  await speakFor(page, 2);
  await page.keyboard.press('Space');
  await expect.poll(focused, SOON).toBe(WORDS.en.app['speak.over']);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(WORDS.en.app['speak.hear']);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(WORDS.en.app['speak.keep']);
  await page.keyboard.press('Enter');
  await page.waitForSelector('main .take', { state: 'detached' });
  await expect.poll(async () => (await draftsOn(page))[0]?.clips?.length, SOON).toBe(1);
  expect(phone.faults).toEqual([]);
});

test('how to reach someone can be spoken, and goes apart from the answers; a copy keeps the voice, and goes when it is told to', async () => {
  const phone = await aPhone();
  const page = await phone.tab();
  await openPack(page, network.address);
  await goTo(page, 'support/needs');
  const reach = 'main .field:has(#reach)';
  await page.waitForSelector(`${reach} .speak`);
  await beginToSpeak(page, reach);
  await speakFor(page, 2);
  await stopSpeaking(page);
  await keepIt(page);
  await goTo(page, IMPACT);
  await page.click('main .speak');
  await page.waitForSelector('main .take .time');
  await speakFor(page, 2);
  await stopSpeaking(page);
  await keepIt(page);
  await goTo(page, 'review/review');
  await page.check('main input[name=copy][value=yes]');
  await handIn(page);
  await whenDelivery(page, 'received');
  expect((await clipRowsOn(page)).filter(({ recording }) => recording).map(({ recording }) => recording?.q)).toEqual(['impact']);
  await page.click('#more summary');
  await page.click('#more a[href="/en/-/my-answers"]');
  await page.click('main .fold > summary');
  await page.click('main .own button');
  await page.waitForSelector('main .own .playing');
  await press(page, WORDS.en.app['mine.drop-copy'] ?? '');
  await expect.poll(async () => (await recordingsOn(page)).length, SOON).toBe(0);
  expect(phone.faults).toEqual([]);
});
