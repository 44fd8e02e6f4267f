/** Every screen of the app and every page for staff, each with the way to it, for whatever has to look at all of them. */
import type { Page } from 'playwright';
import type { Language } from '../../src/domain/language.ts';
import type { ALivedInCouncil } from './a-lived-in-council.ts';
import { beginToSpeak, giveAMicrophone, keepIt, speakFor, stopSpeaking } from './a-speaker.ts';
import { answer, asNew, visit, walkTo, type Given } from './a-quick-walk.ts';
import { comeIn, hasSpoken, onScreen, openRow } from './a-studio.ts';
import { PACK, whenDelivery, whenKept } from './a-visit.ts';

export interface Screen {
  readonly name: string;
  /** Residents' screens exist in every language; staff pages in English, whatever language is asked for. */
  readonly for: 'residents' | 'staff';
  /** Comes to it from anywhere, as on a phone that has never been here. `council` is where it is. */
  readonly reach: (page: Page, council: ALivedInCouncil, lang: Language) => Promise<void>;
}

/** What one person says, in whatever language the screen is in. */
const SAID: Given = {
  'good-outcome': ['family-visit', 'helpers-come'],
  impact: 'My sister can’t park — she’s 81.\nবোন আসতে পারে না।',
  'better-worse': ['1'],
  'what-next': ['cards-back'],
  sex: ['female'],
};
/** One letter more than a question takes. */
const TOO_LONG = 'ক'.repeat(5_001);

type Reach = Screen['reach'];
const PACK_PAGE = `/${PACK}`;
/** Opens an address below the language's own, and waits until the app shows it. */
const opened = async (page: Page, { address }: ALivedInCouncil, lang: Language, below: string): Promise<void> => {
  await asNew(page, address);
  await visit(page, `${address}/${lang}${below}`);
};
const at =
  (below: string, and?: (page: Page) => Promise<unknown>): Reach =>
  async (page, council, lang) => {
    await opened(page, council, lang, below);
    await and?.(page);
  };
const stop = (place: string, given: Given = {}, and?: (page: Page) => Promise<unknown>): Reach => at(PACK_PAGE, async (page) => {
  await walkTo(page, place, given);
  await and?.(page);
});

/** What this person says here, and the page's word that it is kept. */
const answered = async (page: Page): Promise<void> => {
  await answer(page, SAID);
  await whenKept(page);
};

const REVIEW = 'review/review';
/** From the review to the receipt, with a copy kept on the phone. */
const handInWithCopy = async (page: Page): Promise<void> => {
  await page.check('main input[name=copy][value=yes]');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('main[data-screen=done]');
};
const refuseRecords = (page: Page): Promise<unknown> => page.route('**/v1/records', (route) => route.abort());
const received = async (page: Page): Promise<void> => {
  await handInWithCopy(page);
  await whenDelivery(page, 'received');
};

const PLACES: Readonly<Record<string, Reach>> = {
  welcome: async (page, { address }) => {
    await asNew(page, address);
    await visit(page, `${address}/`);
  },
  conversations: at('/', (page) => page.waitForSelector(`main a[href$="${PACK_PAGE}"]`)),
  missing: at('/-/nothing'),
  help: at('/-/help', (page) => page.waitForSelector('main a[href$="/paper"]')),
  paper: at(`${PACK_PAGE}/paper`),
  preferences: at('/-/preferences'),
  'preferences, to forget': at('/-/preferences', async (page) => {
    await page.click('main section:has(h2) .button');
    await page.waitForSelector('main section .notice');
  }),
  'more menu': stop('question/how-to-ask', {}, (page) => page.click('#more summary')),
  'language menu': stop('question/how-to-ask', {}, (page) => page.click('#header summary')),
  'nothing to fetch': async (page, council, lang) => {
    await asNew(page, council.address);
    await page.route('**/packs/**', (route) => route.abort());
    await visit(page, `${council.address}/${lang}/`);
    await page.waitForSelector('#problem');
  },
};

/** At a question for words, with a microphone. */
const speaking = (and: (page: Page) => Promise<unknown>): Reach =>
  stop('question/impact', {}, async (page) => {
    await giveAMicrophone(page);
    await page.waitForSelector('main .speak');
    await and(page);
  });
const said = async (page: Page): Promise<void> => {
  await beginToSpeak(page);
  await speakFor(page, 1);
  await stopSpeaking(page);
};

const SPEAKING: Readonly<Record<string, Reach>> = {
  'speaking, explained': speaking((page) => page.click('main .speak')),
  'speaking, going on': speaking((page) => beginToSpeak(page)),
  'speaking, over': speaking(said),
  'speaking, kept': speaking(async (page) => {
    await said(page);
    await keepIt(page);
  }),
  'speaking, deleted': speaking(async (page) => {
    await said(page);
    await page.click('main .take > .buttons .button:last-child');
    await page.waitForSelector('main .toast');
  }),
  'speaking, no microphone': stop('question/impact', {}, async (page) => {
    await page.click('main .speak');
    await page.click('main .take .speak');
    await page.waitForSelector('#problem');
  }),
  'review of a voice': speaking(async (page) => {
    await said(page);
    await keepIt(page);
    await walkTo(page, REVIEW);
    await page.waitForSelector('main input[value=voice-too]');
  }),
};

const INTERVIEW: Readonly<Record<string, Reach>> = {
  promise: at(PACK_PAGE),
  'promise, begun': stop('question/impact', SAID, async (page) => {
    await answered(page);
    // By way of another page, or the browser's history would lead straight back to the question.
    const here = page.url();
    await page.goto('about:blank');
    await visit(page, here);
  }),
  'promise, ladder open': at(PACK_PAGE, (page) => page.click('.fold:has(.ladder) > summary')),
  support: stop('support/needs'),
  'question to choose many': stop('question/good-outcome', {}, answered),
  'question for words': stop('question/impact', {}, answered),
  'question on a scale': stop('question/better-worse', {}, answered),
  'question to weigh': stop('question/what-next'),
  'question to weigh, sides open': stop('question/what-next', {}, async (page) => {
    await answered(page);
    await page.click('main .fold > summary');
  }),
  'question that follows': stop('question/other-idea', { 'what-next': ['none-of-these'] }),
  'about you, first': stop('about-you/age'),
  'about you, short': stop('about-you/sex', {}, answered),
  'about you, long': stop('about-you/ethnic-group', {}, (page) => answer(page, { 'ethnic-group': ['somali'] })),
  review: stop(REVIEW, SAID, (page) => page.click('main .fold > summary')),
  'review of nothing': stop(REVIEW),
  problem: stop('question/impact', {}, async (page) => {
    await answer(page, { impact: TOO_LONG });
    await page.click('main form button[type=submit]');
    await page.waitForSelector('#problem');
  }),
  toast: stop('question/impact', SAID, async (page) => {
    await page.click('#more summary');
    await page.click('#more li:nth-child(2) button');
    await page.waitForSelector('.toast');
  }),
};

const AFTERWARDS: Readonly<Record<string, Reach>> = {
  'done, on this phone': stop(REVIEW, { ...SAID, needs: ['my-language'], reach: '020 7946 0000' }, async (page) => {
    await refuseRecords(page);
    await handInWithCopy(page);
    await whenDelivery(page, 'device');
  }),
  'done, with the council': stop(REVIEW, SAID, async (page) => {
    await received(page);
    for (const fold of await page.locator('main .fold > summary').all()) await fold.click();
  }),
  'my answers, none': at('/-/my-answers', (page) => page.waitForSelector('main .stop > p')),
  'my answers, one open': stop(REVIEW, SAID, async (page) => {
    await received(page);
    await visit(page, page.url().replace(PACK_PAGE, '/-/my-answers'));
    await page.click('main .fold > summary');
    await page.waitForSelector('main .given');
  }),
  'my answers, before taking back': stop(REVIEW, SAID, async (page) => {
    await received(page);
    await visit(page, page.url().replace(PACK_PAGE, '/-/my-answers'));
    await page.click('main .fold > summary');
    await page.click('main .taking > .button:last-child');
    await page.waitForSelector('main .before');
  }),
  'my answers, taken back': stop(REVIEW, { ...SAID, needs: ['my-language'] }, async (page) => {
    await refuseRecords(page);
    await handInWithCopy(page);
    await visit(page, page.url().replace(PACK_PAGE, '/-/my-answers'));
    await page.click('main .fold > summary');
    await page.click('main .taking > .button:last-child');
    await page.click('main .before .outline');
    await page.waitForSelector('main [data-taken-back=waiting]');
  }),
  'take back, a wrong letter': at('/-/take-back', async (page) => {
    await page.fill('#code', 'K9BX-BGGW-GHAE-XA');
    await page.waitForSelector('#code-problem');
  }),
  'take back, what it means': at('/-/take-back', async (page) => {
    await page.fill('#code', 'K9BX-BGGW-GHAE-XW');
    await page.click('main form button[type=submit]');
    await page.waitForSelector('main .before');
  }),
  'replies, none': async (page, council, lang) => {
    await asNew(page, council.address);
    await page.route('**/v1/replies*', (route) => route.abort());
    await visit(page, `${council.address}/${lang}/-/replies`);
    await page.waitForSelector('main .stop > p');
  },
  'replies, one': at('/-/replies', (page) => page.waitForSelector('main .reply h2')),
};

/** Comes into the voice studio by a new link, and goes on from there. */
const studio =
  (and?: (page: Page) => Promise<unknown>): Reach =>
  async (page, council, lang) => {
    await asNew(page, council.address);
    await comeIn(page, await council.studioLink(), lang);
    await and?.(page);
  };
const spoken = (and?: (page: Page) => Promise<unknown>): Reach => studio(async (page) => {
  await hasSpoken(page);
  await and?.(page);
});
/** The second person says who they are. */
const listening = async (page: Page): Promise<void> => {
  await openRow(page, 'approve');
  await page.fill('#listener', 'Hasan');
  await page.check('main [name=other]');
  await page.click('main .go');
  await page.waitForSelector('main .record');
};

/** Someone who knows Bengali well begins to check the words. */
const checking = (and?: (page: Page) => Promise<unknown>): Reach => studio(async (page) => {
  await openRow(page, 'words');
  await page.check('main [name=words-lang][value=bn]');
  await page.check('main [name=words-agreed][value=name]');
  await page.click('main .button.full');
  await page.waitForSelector('main [role=alert]');
  await and?.(page);
});
/** Named, and past the first text. */
const judging = (and: (page: Page) => Promise<unknown>): Reach => checking(async (page) => {
  await page.fill('#words-name', 'Rahima Begum');
  await page.click('main .button.full');
  await page.click('main[data-view=home] .row');
  await page.click('main .verdicts .button');
  await page.waitForSelector('main .just-kept');
  await and(page);
});

const STUDIO_SCREENS: Readonly<Record<string, Reach>> = {
  'studio: door': async (page, { address }, lang) => {
    await asNew(page, address);
    await page.goto(`${address}/studio?lang=${lang}`);
    await onScreen(page, 'door');
  },
  'studio: link used up': async (page, { address }, lang) => {
    await asNew(page, address);
    await page.goto(`${address}/studio?lang=${lang}#${'A'.repeat(43)}`);
    await page.waitForSelector('main .notice');
  },
  'studio: first screen': studio(),
  'studio: before speaking': studio(async (page) => {
    await openRow(page, 'speak');
    await page.click('main .go');
    await page.waitForSelector('#problem');
    await page.check('main [value=yes][type=radio]');
  }),
  'studio: speak': spoken(async (page) => {
    await openRow(page, 'speak');
    await page.waitForSelector('main .record');
  }),
  'studio: who listens': spoken(async (page) => {
    await openRow(page, 'approve');
    await page.click('main .go');
    await page.waitForSelector('#problem');
  }),
  'studio: heard, words shown': spoken(async (page) => {
    await listening(page);
    await page.click('main .record');
    await page.click('main .button.full', { timeout: 30_000 });
    await page.waitForSelector('main blockquote');
  }),
  'studio: hand on': spoken(async (page) => {
    await openRow(page, 'share');
    await page.click('main .button.full');
    await page.waitForSelector('main .notice');
  }),
  'studio: who spoke': spoken(async (page) => {
    await openRow(page, 'people');
    await page.click('main .given .button');
    await page.waitForSelector('main .given .notice');
  }),
  'studio: before the words': checking(),
  'studio: one text, written better': judging(async (page) => {
    // On to a text that holds a term.
    while ((await page.locator('main .fold').count()) === 0) await page.click('main .word-ways .button:nth-child(2)');
    await page.click('main .fold summary');
    await page.click('main .verdicts .button:nth-child(2)');
    await page.fill('#words-better', 'Choose your language');
    await page.click('main .button.full');
    await page.waitForSelector('main [aria-invalid]');
  }),
  'studio: how far the words are': judging((page) => page.click('main .word-ways .button:last-child')),
  'studio: hand on the words': judging(async (page) => {
    await page.click('main .word-ways .button:last-child');
    await page.click('main[data-view=home] .row:nth-child(2)');
    await page.click('main .button.full');
    await page.waitForSelector('main .notice');
  }),
};

/** Opens a staff page, signed in. */
const staff =
  (path: string | ((council: ALivedInCouncil) => string), and?: (page: Page) => Promise<unknown>): Reach =>
  async (page, council) => {
    await council.signIn(page.context());
    await page.goto(`${council.address}/staff${typeof path === 'string' ? path : path(council)}`);
    await and?.(page);
  };
/** Presses the button that opens a record, and waits for the page that comes. */
const openIt = async (page: Page): Promise<void> => {
  await page.click('main form[action^="/staff/a"] button');
  await page.waitForSelector('main .told, main dl:has(.exact)');
  await page.waitForLoadState();
};

const STAFF: Readonly<Record<string, Reach>> = {
  'staff: sign in': async (page, council) => {
    await council.signOut(page.context());
    await page.goto(`${council.address}/staff`);
  },
  'staff: come in': async (page, council) => {
    await council.signOut(page.context());
    await page.goto(council.unusedLink);
  },
  'staff: home': staff(''),
  'staff: take back, a wrong letter': staff('/take-back', async (page) => {
    await page.fill('#code', 'K9BX-BGGW-GHAE-XA');
    await page.click('main form button');
    await page.waitForSelector('.faults');
  }),
  'staff: conversation': staff(`/packs/${PACK}`),
  'staff: asked': staff(`/packs/${PACK}/asked`),
  'staff: asked, open': staff(({ asked }) => `/asked/${asked}`, openIt),
  'staff: answer, closed': staff(({ answer }) => `/answers/${answer}`),
  'staff: answer, open': staff(({ answer }) => `/answers/${answer}`, openIt),
  'staff: answer with recordings, open': staff(({ spoken }) => `/answers/${spoken}`, openIt),
  'staff: listening': staff('/listening', (page) => page.waitForSelector('.waiting')),
  'staff: recording, closed': staff(({ sound }) => `/clips/${sound}`),
  'staff: recording, open': staff(({ sound }) => `/clips/${sound}`, async (page) => {
    await page.click('main form[action^="/staff/clips"] button');
    await page.waitForSelector('[data-part=sound]:not([hidden])');
  }),
  'staff: recording, all unfolded': staff(({ sound }) => `/clips/${sound}`, async (page) => {
    await page.click('main form[action^="/staff/clips"] button');
    await page.waitForSelector('[data-part=sound]:not([hidden])');
    for (const fold of await page.locator('main summary').all()) await fold.click();
  }),
  'staff: recording with a fault': staff(({ sound }) => `/clips/${sound}`, async (page) => {
    await page.click('main form[action^="/staff/clips"] button');
    await page.locator('section:has(#translation-title) summary').last().click();
    await page.locator('section:has(#translation-title) button').last().click();
    await page.waitForSelector('.faults');
    await page.waitForSelector('[data-part=sound]:not([hidden])');
  }),
  'staff: picture, open': staff(({ picture }) => `/clips/${picture}`, async (page) => {
    await page.click('main form[action^="/staff/clips"] button');
    await page.waitForSelector('img[data-part=picture]:not([hidden])');
  }),
  'staff: replies': staff('/replies'),
  'staff: reply with faults': staff('/replies/new', async (page) => {
    await page.fill('#so-said', 'Qaar');
    await page.click('button[value=publish]');
    await page.waitForSelector('.faults');
    await page.waitForLoadState();
  }),
  'staff: publish': staff(({ draft }) => `/replies/${draft}/publish`),
  'staff: put aside': staff('/parked', (page) => page.click('summary')),
  'staff: log': staff('/log'),
  'staff: voices': staff('/studio', async (page) => {
    await page.click('main form button');
    await page.waitForSelector('main .notice');
    await page.waitForLoadState();
  }),
  'staff: not found': staff('/nothing'),
};

const listed = (screens: Readonly<Record<string, Reach>>, whose: Screen['for']): readonly Screen[] =>
  Object.entries(screens).map(([name, reach]) => ({ name, for: whose, reach }));

export const EVERY_SCREEN: readonly Screen[] = [
  ...listed({ ...PLACES, ...INTERVIEW, ...SPEAKING, ...AFTERWARDS, ...STUDIO_SCREENS }, 'residents'),
  ...listed(STAFF, 'staff'),
];
