/** Both ways: staff read one answer, everyone is replied to in three languages; what was asked for stands apart; nothing leaks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import type { Language } from '../../src/domain/language.ts';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolderFor } from '../kit/a-folder.ts';
import { aNetwork, type ANetwork } from '../kit/a-network.ts';
import { manyPhones, type APhoneBrowser, type ManyPhones } from '../kit/a-phone-browser.ts';
import { answerAll, answerBriefly, goTo, handIn, openPack, outboxOn, PACK, pickMore, placeOf, wake, whenDelivery, whenOfflineReady, whenReady, WORDS } from '../kit/a-visit.ts';

let council: ACouncilProcess;
let network: ANetwork;
let phones: ManyPhones;
/** A council officer, in a browser of their own without script. */
let staff: Page;
beforeAll(async () => {
  council = await startCouncil(aFolderFor(afterAll));
  network = await aNetwork(() => council.address);
  phones = await manyPhones();
  staff = await (await phones.phone({ javaScript: false, width: 1100 })).tab();
  await staff.goto(network.address + new URL(council.staffLink).pathname);
  await staff.fill('input[name=name]', 'Amina, parking');
  await staff.click('main form button');
  await staff.waitForURL('**/staff');
});
afterAll(async () => {
  await phones?.close();
  await network?.close();
  await council?.stop();
});

const aPhone = async (lang: Language = 'en'): Promise<{ phone: APhoneBrowser; page: Page }> => {
  const phone = await phones.phone();
  const page = await phone.tab();
  await openPack(page, network.address, lang);
  return { phone, page };
};

test('the one-time link works once', async () => {
  const stranger = await (await phones.phone({ javaScript: false })).tab();
  expect((await stranger.goto(network.address + new URL(council.staffLink).pathname))?.status()).toBe(410);
  expect((await stranger.goto(`${network.address}/staff`))?.status()).toBe(401);
  await stranger.context().close();
});

const REPLY: Readonly<Record<Language, readonly [said: string, did: string, didNot: string]>> = {
  en: ['Many of you cannot use the website.', 'We open a phone line on 1 June.', 'We do not bring back cards: they were copied.'],
  so: ['Qaar badan oo idinka mid ah ma isticmaali karaan bogga.', 'Waxaan furaynaa khad taleefan.', 'Kaararka ma soo celinayno.'],
  bn: ['আপনাদের অনেকে ওয়েবসাইট ব্যবহার করতে পারেন না।', 'আমরা একটা ফোন লাইন খুলছি।', 'আমরা কার্ড ফিরিয়ে আনছি না।'],
};

test('staff open an answer, which is logged, and reply in three languages; the phone has it at its next contact, and reads it offline', async () => {
  const { phone, page } = await aPhone('bn');
  await whenOfflineReady(page);
  await answerBriefly(page, 'আমার বোন আসতে পারে না।');
  await handIn(page);
  await whenDelivery(page, 'received');

  await staff.goto(`${network.address}/staff/packs/${PACK}`);
  await staff.click('table form button >> nth=0');
  expect(await staff.textContent('main .told')).toContain('আমার বোন আসতে পারে না।');
  await staff.goto(`${network.address}/staff/log`);
  const [row] = await outboxOn(page);
  expect(await staff.textContent('main')).toContain(row?.id);
  expect(await staff.textContent('main')).toContain('Amina, parking');
  expect(await staff.textContent('main')).not.toContain('আমার বোন');

  await staff.goto(`${network.address}/staff/replies/new?pack=${PACK}`);
  for (const lang of ['en', 'so', 'bn'] as const) {
    for (const [index, part] of (['said', 'did', 'didNot'] as const).entries()) await staff.fill(`[name=${lang}-${part}]`, REPLY[lang][index] ?? '');
  }
  await staff.click('button[value=publish]');
  await staff.waitForURL('**/publish');
  const published = () => page.evaluate(async (pack) => ((await (await fetch(`/v1/replies?packs=${pack}`)).json()) as { replies: unknown[] }).replies.length, PACK);
  expect(await published()).toBe(0);
  await staff.click('form.go button');
  await staff.waitForURL(/\/staff\/replies\/[0-9a-f]{32}$/);
  expect(await published()).toBe(1);

  await wake(page);
  await pickMore(page, '/bn/-/replies');
  await page.waitForSelector(`main .reply:has-text("${REPLY.bn[1]}")`);
  await phone.offline(true);
  for (const lang of ['en', 'so', 'bn'] as const) {
    await page.goto(`${network.address}/${lang}/-/replies`);
    await page.waitForSelector('main .reply');
    const shown = await page.textContent('main .reply');
    for (const words of REPLY[lang]) expect(shown).toContain(words);
    expect(shown).toContain(WORDS[lang].app['replies.did-not']);
  }
  await page.goto(`${network.address}/so/-/my-answers`);
  await page.click('main details > summary');
  await page.waitForSelector(`main a:has-text("${WORDS.so.app['mine.reply']}")`);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

/** What travelled in each request: the kinds of its records, and whether it said when. */
const requests = () =>
  network.posts('/v1/records').map(({ body }) => ({
    kinds: ((body?.['records'] ?? []) as readonly { header: string }[]).map(({ header }) => (JSON.parse(header) as { kind: string }).kind),
    hasTime: 'sentAt' in (body ?? {}) || JSON.stringify(body).includes('createdAt'),
  }));

test('support and a wish to hear back travel by themselves and without a time, stand under "asked", and never among the answers', async () => {
  const { phone, page } = await aPhone('so');
  const before = requests().length;
  await goTo(page, 'support/needs');
  await page.check('main input[value="interpreter"], main input[value="my-language"]');
  await page.fill('main [name=other]', 'Qof dumar ah, fadlan');
  await page.fill('main [name=reach]', '020 7946 0123');
  await answerBriefly(page, 'Waxaan u baahanahay.');
  await handIn(page);
  await whenDelivery(page, 'received');
  await page.click(`main summary:has-text("${WORDS.so.app['done.tell']}")`);
  await page.fill('main [name=tell]', 'fadumo@example.org');
  await page.click(`main button:has-text("${WORDS.so.app['done.tell.send']}")`);
  await expect.poll(() => requests().slice(before)).toHaveLength(3);
  expect(requests().slice(before)).toEqual([
    { kinds: ['answers'], hasTime: true },
    { kinds: ['support'], hasTime: false },
    { kinds: ['interest'], hasTime: false },
  ]);
  const headers = network.posts('/v1/records').slice(before).map(({ body }) => (body?.['records'] as readonly { header: string }[] | undefined)?.[0]?.header ?? '');
  const [ids, hashes] = [/"id":"(\w+)"/, /"withdrawHash":"(\w+)"/].map((part) => new Set(headers.map((header) => part.exec(header)?.[1])));
  expect([ids?.size, hashes?.size]).toEqual([3, 3]);

  await expect.poll(() => network.posts('/v1/records').at(-1)?.status).toBe(200);
  const printed = await council.command('answers', '--format', 'jsonl');
  expect(printed).toContain('Waxaan u baahanahay.');
  expect(printed).not.toMatch(/7946|fadumo|dumar|my-language/);

  await staff.goto(`${network.address}/staff/packs/${PACK}/asked`);
  expect(await staff.locator('tbody tr').count()).toBe(2);
  const opened: string[] = [];
  for (const index of [0, 1]) {
    await staff.goto(`${network.address}/staff/packs/${PACK}/asked`);
    await staff.click(`tbody tr >> nth=${index} >> button`);
    opened.push((await staff.textContent('main')) ?? '');
  }
  expect(opened.join()).toContain('020 7946 0123');
  expect(opened.join()).toContain('Qof dumar ah, fadlan');
  expect(opened.join()).toContain('fadumo@example.org');
  expect(opened.join()).not.toContain('Waxaan u baahanahay.');
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('support is sent when somebody stops before the end, and not twice', async () => {
  const { phone, page } = await aPhone();
  const before = requests().length;
  await goTo(page, 'support/needs');
  await page.fill('main [name=reach]', 'The barber knows me');
  await pickMore(page, WORDS.en.app['more.stop-keep'] ?? '');
  await expect.poll(() => requests().slice(before)).toEqual([{ kinds: ['support'], hasTime: false }]);
  await page.click(`main a[href="/en/${PACK}"]`);
  await page.waitForSelector('main[data-screen=promise]');
  await answerBriefly(page, 'I went on after all.');
  await handIn(page);
  await whenDelivery(page, 'received');
  expect(requests().slice(before).map(({ kinds }) => kinds)).toEqual([['support'], ['answers']]);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('no address, no history and no log holds what anyone said, after the whole way', async () => {
  const { phone, page } = await aPhone();
  const addresses = new Set<string>([page.url()]);
  page.on('framenavigated', (frame) => addresses.add(frame.url()));
  await goTo(page, 'support/needs');
  await page.fill('main [name=reach]', 'Zebra-reach-77');
  await answerAll(page, 'Zebra-words-78');
  await handIn(page);
  await whenDelivery(page, 'received');
  await page.reload();
  await whenReady(page);
  expect(await placeOf(page)).toBe('done');
  await pickMore(page, '/en/-/my-answers');
  await page.waitForSelector('main details');
  const devtools = await page.context().newCDPSession(page);
  const { entries } = await devtools.send('Page.getNavigationHistory');
  for (const { url } of entries) if (url !== 'about:blank') addresses.add(url);
  const said = /zebra|family-visit|helpers-come|cards-back|better-worse|about|review|question|from-\d|7946/i;
  expect([...addresses].filter((address) => said.test(new URL(address).pathname + new URL(address).search + new URL(address).hash))).toEqual([]);
  expect([...addresses].map((address) => new URL(address).pathname).toSorted()).toEqual(['/en/-/my-answers', `/en/${PACK}`]);
  expect(network.seen.filter(({ path }) => said.test(path)).map(({ path }) => path)).toEqual([]);
  expect(council.printed()).not.toMatch(/zebra|family-visit|helpers-come|cards-back|7946|fadumo|baahanahay|বোন/i);
  expect(phone.faults).toEqual([]);
  await phone.close();
});
