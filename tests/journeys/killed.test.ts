/** A browser killed at any step from the first choice to the last receipt: what was called kept is there, and the council has it once. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright';
import { openClipOf } from '../../src/council/clips.ts';
import { openRecord } from '../../src/council/opening.ts';
import { aFolder, aFolderFor, theEnd } from '../kit/a-folder.ts';
import { aMortalPhone, type AMortalPhone, type OnTheWay, type Step } from '../kit/a-mortal-phone.ts';
import { aPhoneBrowser } from '../kit/a-phone-browser.ts';
import { walkTo } from '../kit/a-quick-walk.ts';
import { aReachedCouncil, type AReachedCouncil } from '../kit/a-recorder.ts';
import { beginToSpeak, giveAMicrophone, keepIt, recordingsOn, soundsOn, speakFor, stopSpeaking } from '../kit/a-speaker.ts';
import { choose, draftsOn, handIn, openPack, outboxOn, whenDelivery, whenKept, whenOfflineReady, whenReady, WORDS, write } from '../kit/a-visit.ts';
import { fireSync } from '../kit/fire-sync.ts';

const prove = process.env['PROVE'] === '1';
const SEED = Number(process.env['SEED'] ?? 0) || 0;

const whenOver = theEnd();
let there: AReachedCouncil;
/** A phone that has been here once and works without a network; every phone here begins as a copy of it. */
let profile: string;
beforeAll(async () => {
  there = await aReachedCouncil(aFolderFor(whenOver), { whenOver });
  profile = aFolderFor(whenOver);
  const phone = await aPhoneBrowser(profile);
  const page = await phone.tab();
  await openPack(page, there.network.address);
  await whenOfflineReady(page);
  await phone.close();
}, 60_000);

/** What the page had called kept before it died. */
interface Kept {
  readonly answers: readonly { readonly q: string; readonly value: unknown }[];
  /** SHA-256 of each recording, by its id. */
  readonly sounds?: Readonly<Record<string, string>>;
  /** Said, and the recorder was still running. */
  readonly seconds?: number;
}
const NOTHING: Kept = { answers: [] };
const TEXT = 'My sister can’t park. She is 81.';
const CHOSEN = { q: 'good-outcome', value: ['family-visit'] };
const WRITTEN = { q: 'impact', value: { text: TEXT, lang: 'en' } };

const at = async ({ page }: AMortalPhone, place: string): Promise<void> => {
  await openPack(page, there.network.address);
  await walkTo(page, place, place === 'question/good-outcome' ? {} : { 'good-outcome': ['family-visit'] });
};
const atReview = async (mortal: AMortalPhone): Promise<Kept> => {
  await at(mortal, 'question/impact');
  await write(mortal.page, TEXT);
  await whenKept(mortal.page);
  await walkTo(mortal.page, 'review/review');
  await expect.poll(async () => (await draftsOn(mortal.page))[0]?.place).toBe('review');
  return { answers: [CHOSEN, WRITTEN] };
};
const submit = (page: Page): Promise<void> => page.click('main form button[type=submit]');
/** Handed in and, in this weather, not sent. */
const atTheEnd = async (mortal: AMortalPhone): Promise<Kept> => {
  const kept = await atReview(mortal);
  there.network.weather = 'cut';
  await handIn(mortal.page);
  await whenDelivery(mortal.page, 'device');
  return kept;
};

const choosing = (step: Step, kept: Kept = NOTHING) => async (mortal: AMortalPhone): Promise<Kept> => {
  await at(mortal, 'question/good-outcome');
  await mortal.diesAt(step);
  await mortal.death(() => choose(mortal.page, 'family-visit'));
  return kept;
};
const handingIn = (step: Step) => async (mortal: AMortalPhone): Promise<Kept> => {
  const kept = await atReview(mortal);
  await mortal.diesAt(step);
  await mortal.death(() => submit(mortal.page));
  return kept;
};
const sending = (what: OnTheWay) => async (mortal: AMortalPhone): Promise<Kept> => {
  const kept = await atReview(mortal);
  mortal.diesWith(what);
  await mortal.death(() => submit(mortal.page));
  return kept;
};
/** The page is gone; the worker alone is told that there is a network. */
const inTheWorker = (what: OnTheWay) => async (mortal: AMortalPhone): Promise<Kept> => {
  const kept = await atTheEnd(mortal);
  const blank = await mortal.phone.tab();
  await mortal.page.close();
  there.network.weather = 'open';
  mortal.diesWith(what);
  await mortal.death(() => fireSync(blank, there.network.address));
  return kept;
};

const beginning = async (mortal: AMortalPhone): Promise<void> => {
  await at(mortal, 'question/impact');
  await mortal.page.waitForSelector('main .speak');
  await giveAMicrophone(mortal.page);
};
const havingSpoken = async (mortal: AMortalPhone): Promise<Kept> => {
  const { page } = mortal;
  await beginning(mortal);
  await beginToSpeak(page);
  await speakFor(page, 2);
  await stopSpeaking(page);
  await keepIt(page);
  await expect.poll(async () => (await draftsOn(page))[0]?.clips?.length).toBe(1);
  const sounds = await soundsOn(page);
  await walkTo(page, 'review/review');
  return { answers: [CHOSEN], sounds };
};
const spoken = (step: Step | OnTheWay) => async (mortal: AMortalPhone): Promise<Kept> => {
  const kept = await havingSpoken(mortal);
  if ('method' in step) mortal.diesWith(step);
  else await mortal.diesAt(step);
  await mortal.death(() => submit(mortal.page));
  return kept;
};

const MOMENTS: Readonly<Record<string, (mortal: AMortalPhone) => Promise<Kept>>> = {
  'right as a choice is made': choosing({ event: 'change' }),
  'as the draft is to be written': choosing({ store: 'drafts', verb: 'put', when: 'asked' }),
  'with the draft written and not committed': choosing({ store: 'drafts', verb: 'put', when: 'written' }),
  'with the draft just committed': choosing({ store: 'drafts', verb: 'put', when: 'committed' }, { answers: [CHOSEN] }),
  'in the middle of a word': async (mortal) => {
    await at(mortal, 'question/impact');
    await mortal.diesAt({ store: 'drafts', verb: 'put', when: 'asked', nth: 3 });
    await mortal.death(() => mortal.page.locator('main textarea[name=value]').pressSequentially(TEXT, { delay: 40 }));
    return { answers: [CHOSEN] };
  },
  'right after it said that the words are kept': async (mortal) => {
    await at(mortal, 'question/impact');
    await write(mortal.page, TEXT);
    await whenKept(mortal.page);
    await mortal.death();
    return { answers: [CHOSEN, WRITTEN] };
  },
  'on the review': async (mortal) => {
    const kept = await atReview(mortal);
    await mortal.death();
    return kept;
  },
  'handing in, sealed and nothing of it put away': handingIn({ store: 'receiptKeys', verb: 'put', when: 'asked' }),
  'handing in, as the code is to be written': handingIn({ store: 'receipts', verb: 'add', when: 'asked' }),
  'handing in, with the code written and no record': handingIn({ store: 'receipts', verb: 'add', when: 'committed' }),
  'handing in, before the outbox’s write': handingIn({ store: 'outbox', verb: 'add', when: 'asked' }),
  'handing in, in the outbox’s write': handingIn({ store: 'outbox', verb: 'add', when: 'written' }),
  'handing in, right after the outbox’s write': handingIn({ store: 'outbox', verb: 'add', when: 'committed' }),
  'handing in, as the draft is to go': handingIn({ store: 'drafts', verb: 'delete', when: 'asked' }),
  'on the last screen, with nothing sent': async (mortal) => {
    const kept = await atTheEnd(mortal);
    await mortal.death();
    return kept;
  },
  'while it sends': sending({ method: 'POST', what: 'request' }),
  'with half of it sent': sending({ method: 'POST', what: 'half' }),
  'between the council’s commit and the reply': sending({ method: 'POST', what: 'reply' }),
  'as the receipt is to be written': handingIn({ store: 'outbox', verb: 'put', when: 'asked' }),
  'right after the receipt was written': handingIn({ store: 'outbox', verb: 'put', when: 'committed' }),
  'while the worker sends, with the page closed': inTheWorker({ method: 'POST', what: 'request' }),
  'in the worker, between the council’s commit and the reply': inTheWorker({ method: 'POST', what: 'reply' }),
  'while someone speaks': async (mortal) => {
    await beginning(mortal);
    await mortal.diesAt({ store: 'clips', verb: 'put', when: 'committed', nth: 6 });
    await mortal.death(() => beginToSpeak(mortal.page));
    return { answers: [CHOSEN], seconds: 1 };
  },
  'while a recording is locked': spoken({ store: 'clips', verb: 'put', when: 'asked' }),
  'with a recording locked and no record': spoken({ store: 'receipts', verb: 'add', when: 'asked' }),
  'while a recording is sent': spoken({ method: 'PATCH', what: 'request' }),
  'between the council’s commit of a recording and the reply': spoken({ method: 'PATCH', what: 'reply' }),
};
const NAMES = Object.keys(MOMENTS);
/** Two of them in `npm test`, by its seed, from either half. */
const drawn = prove ? NAMES : [NAMES[SEED % NAMES.length]!, NAMES[(SEED * 5 + Math.floor(NAMES.length / 2)) % NAMES.length]!];

/** The same phone, started again: hands in what it still has. Gives the id of the record. */
const takeUp = async (folder: string, kept: Kept): Promise<string> => {
  there.network.weather = 'open';
  const phone = await aPhoneBrowser(folder);
  onTestFinished(() => phone.close());
  const page = await phone.tab();
  await openPack(page, there.network.address);
  const handedIn = (await outboxOn(page))[0]?.id;
  if (handedIn === undefined) {
    if (kept.seconds !== undefined) await keepWhatIsFound(page, kept.seconds);
    const [draft] = await draftsOn(page);
    for (const { q, value } of kept.answers) expect(draft?.answers.find((each) => each.q === q)?.value, `${q} in the draft`).toEqual(value);
    await walkTo(page, 'review/review');
    await handIn(page);
  } else {
    // It is out of the draft's hands, so there is none, or one that was just begun.
    await expect.poll(async () => (await draftsOn(page)).some(({ id }) => id === handedIn)).toBe(false);
    await page.goto(`${there.network.address}/en/-/my-answers`);
    await whenReady(page);
    await page.click('main details > summary');
  }
  await whenDelivery(page, 'received');
  if (kept.sounds !== undefined || kept.seconds !== undefined) await page.waitForSelector('[data-clips-waiting="0"]');
  expect(phone.faults).toEqual([]);
  const [row] = await outboxOn(page);
  await phone.close();
  return row!.id;
};

const keepWhatIsFound = async (page: Page, seconds: number): Promise<void> => {
  await walkTo(page, 'question/impact');
  await page.waitForSelector(`main .take:has-text("${WORDS.en.app['speak.over.found']}")`);
  expect((await recordingsOn(page))[0]?.seconds).toBeGreaterThanOrEqual(seconds);
  await keepIt(page);
  await expect.poll(async () => (await draftsOn(page))[0]?.clips?.length).toBe(1);
};

const recordIds = async (): Promise<readonly string[]> => (await there.council.council.db.selectFrom('records').select('id').execute()).map(({ id }) => id);

test.for(drawn)('killed %s', { timeout: 90_000 }, async (name) => {
  const { council } = there.council;
  const before = new Set(await recordIds());
  const folder = aFolder();
  const mortal = await aMortalPhone(profile, folder, there.network);
  onTestFinished(() => {
    there.network.weather = 'open';
    there.network.befalls = () => undefined;
    return mortal.phone.close();
  });
  const kept = await MOMENTS[name]!(mortal);
  const id = await takeUp(folder, kept);
  expect((await recordIds()).filter((each) => !before.has(each))).toEqual([id]);
  const row = await council.db.selectFrom('records').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const inside = await openRecord(council.keys, row);
  if (!inside.ok) throw new Error(inside.problem.code);
  for (const { q, value } of kept.answers) expect(inside.value.answers.filter((each) => each.q === q)).toMatchObject([{ q, value }]);
  const clips = inside.value.clips.flatMap(({ value }) => value.map((each) => each.id as string));
  const sounds = await Promise.all(clips.map(async (clip) => {
    const opened = await openClipOf(council, clip);
    return [clip, opened.ok ? createHash('sha256').update(opened.value.media).digest('hex') : opened.problem.code] as const;
  }));
  if (kept.sounds !== undefined) expect(Object.fromEntries(sounds)).toEqual(kept.sounds);
  if (kept.seconds !== undefined) expect(sounds).toHaveLength(1);
});
