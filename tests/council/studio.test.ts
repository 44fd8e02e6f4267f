/** The voice studio's door: a link from staff opens it once, on one browser; without it there is nothing but a kind word. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { STUDIO, STUDIO_LINK_DAYS, type StudioList } from '../../src/domain/studio.ts';
import { CORE_KEYS, VOICES, type Voice } from '../../src/domain/voice.ts';
import { makeStudioLink, STUDIO_PASS_DAYS } from '../../src/council/studio-door.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolderFor, ROOT, theEnd } from '../kit/a-folder.ts';
import { aMemberOfStaff, aStranger } from '../kit/a-member-of-staff.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver, packsDir: join(ROOT, 'packs') });
});

const DAY = 86_400_000;
const open = (at: ACouncil, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  at.fetch(STUDIO.enter, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const aPass = async (at = council): Promise<string> => cookieOf(await open(at, { token: await makeStudioLink(at.council, 'Ayaan') }));
const words = (cookie: string, voice: Voice = 'en', at = council) => at.fetch(`${STUDIO.words}${voice}.json`, { headers: { cookie } });
const listFor = async (cookie: string, voice: Voice): Promise<StudioList> => (await (await words(cookie, voice)).json()) as StudioList;

test('staff make a link; its secret stands behind a #, and it opens the studio once', async () => {
  const staff = await aMemberOfStaff(council);
  const page = await staff.send('/staff/studio');
  const [, token = ''] = /\/studio#([\w-]{43})/.exec(page.text) ?? [];
  expect(token).not.toBe('');
  expect((await staff.look('/staff/studio')).text).not.toContain(token);
  const first = await open(council, { token });
  expect(first.status).toBe(200);
  expect(first.headers.get('set-cookie')).toMatch(/^our-turn-studio=[\w-]{43}; Max-Age=15552000; Path=\/studio; HttpOnly; SameSite=Strict$/);
  expect((await words(cookieOf(first))).status).toBe(200);
  expect((await open(council, { token })).status).toBe(401);
});

test('of several who open it at the same moment one gets in', async () => {
  const token = await makeStudioLink(council.council, 'Ayaan');
  const answers = await Promise.all(Array.from({ length: 6 }, () => open(council, { token })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
});

test('only staff make links', async () => {
  const stranger = aStranger(council);
  expect((await stranger.look('/staff/studio')).status).toBe(401);
  expect((await stranger.send('/staff/studio')).status).toBe(401);
  expect((await (await aMemberOfStaff(council)).post('/staff/studio', {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
});

test('without a link the page is there, and its words are not', async () => {
  const page = await council.fetch(STUDIO.page);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  for (const cookie of ['', 'our-turn-studio=', `our-turn-studio=${'A'.repeat(43)}`, `our-turn-studio=${'A'.repeat(9_000)}`]) expect((await words(cookie)).status).toBe(401);
});

test.each([{ token: '' }, { token: 'A'.repeat(43) }, { token: 'A'.repeat(101) }, { token: 5 }, {}, [], 'no json', 'null'])('a made-up secret opens nothing: %j', async (body) => {
  const answer = await open(council, body);
  expect([answer.status, answer.headers.get('set-cookie'), answer.headers.get('cache-control')]).toEqual([401, null, 'no-store']);
});

test('what is sent as a form, or is too long, opens nothing, even with a good secret', async () => {
  const token = await makeStudioLink(council.council, 'Ayaan');
  expect((await open(council, { token }, { 'content-type': 'text/plain' })).status).toBe(401);
  expect((await open(council, { token, more: 'x'.repeat(2_000) })).status).toBe(413);
  expect((await open(council, { token })).status).toBe(200);
});

test('a link lives a week, and a pass half a year', async () => {
  const other = await aCouncil();
  const [early, late] = [await makeStudioLink(other.council, 'Ayaan'), await makeStudioLink(other.council, 'Ayaan')];
  other.pass(STUDIO_LINK_DAYS * DAY - 1_000);
  const cookie = cookieOf(await open(other, { token: early }));
  expect((await words(cookie, 'en', other)).status).toBe(200);
  other.pass(2_000);
  expect((await open(other, { token: late })).status).toBe(401);
  other.pass(STUDIO_PASS_DAYS * DAY);
  expect((await words(cookie, 'en', other)).status).toBe(401);
});

test('closed by staff it is closed on every phone, and links that nobody has used work no more', async () => {
  const other = await aCouncil();
  const cookie = await aPass(other);
  const token = await makeStudioLink(other.council, 'Ayaan');
  const staff = await aMemberOfStaff(other);
  expect((await staff.look('/staff/studio')).text).toContain('It is open on 1 phone.');
  expect((await staff.send('/staff/studio/close')).text).toContain('It is open on 0 phones.');
  expect((await words(cookie, 'en', other)).status).toBe(401);
  expect((await open(other, { token })).status).toBe(401);
});

test('neither a link nor a pass can be had from a copy of the database or from the log', async () => {
  const other = await aCouncil();
  const token = await makeStudioLink(other.council, 'Ayaan');
  const cookie = cookieOf(await open(other, { token }));
  const { db } = other.council;
  const tables = [await db.selectFrom('studioLinks').selectAll().execute(), await db.selectFrom('studioBrowsers').selectAll().execute(), await db.selectFrom('audit').selectAll().execute()];
  for (const secret of [token, cookie.split('=')[1] ?? 'none']) {
    expect(JSON.stringify(tables)).not.toContain(secret);
    expect(other.log.join('\n')).not.toContain(secret);
  }
  expect((await db.selectFrom('audit').select('did').execute()).map(({ did }) => did)).toEqual(expect.arrayContaining(['made-studio-link', 'opened-studio']));
});

test.each(VOICES)('every word that can be heard is there to be spoken in %s, core words first and in their order', async (voice) => {
  const { prompts } = await listFor(await aPass(), voice);
  const core = prompts.filter(({ isCore }) => isCore);
  expect(prompts.slice(0, core.length)).toEqual(core);
  expect([...new Set(core.map(({ name }) => name.replace(/~\d+$/, '')))]).toEqual(CORE_KEYS);
  expect(new Set(prompts.map(({ shelf }) => shelf))).toEqual(new Set(['app', 'visitor-parking', 'sets/about-you-1', 'sets/support-1']));
  expect(new Set(prompts.map(({ shelf, name }) => `${shelf} ${name}`)).size).toBe(prompts.length);
});

test('each word says how it sounds now, at an address that leads to it; Sylheti has none yet, over Bengali text', async () => {
  const cookie = await aPass();
  const { prompts } = await listFor(cookie, 'so');
  for (const wanted of ['app', 'visitor-parking', 'sets/about-you-1', 'sets/support-1']) {
    const { now } = prompts.find(({ shelf }) => shelf === wanted)!;
    const clip = await council.fetch(now?.file ?? '/none');
    expect([clip.status, clip.headers.get('content-type'), now?.isComputer], wanted).toEqual([200, 'audio/mpeg', true]);
  }
  const sylheti = await listFor(cookie, 'syl');
  expect(sylheti.prompts.filter(({ now }) => now !== undefined)).toEqual([]);
  expect(sylheti.prompts.map(({ text }) => text)).toEqual((await listFor(cookie, 'bn')).prompts.map(({ text }) => text));
});

test('what is translated has its English beside it, and core words have notes', async () => {
  const { prompts } = await listFor(await aPass(), 'bn');
  expect(prompts.filter(({ english }) => english === undefined)).toEqual([]);
  expect(prompts.find(({ name }) => name === 'dock.go-on')).toMatchObject({ english: 'Go on', isCore: true });
  expect(prompts.find(({ name }) => name === 'dock.go-on')?.note).toContain('button');
});

test('WebAssembly may be compiled in the studio, and on no other page', async () => {
  expect((await council.fetch(STUDIO.page)).headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
  for (const path of ['/', '/en/', '/staff', '/worker.js', '/studio/enter']) expect((await council.fetch(path)).headers.get('content-security-policy')).not.toContain('wasm');
});

test('nothing of the studio is among what every phone fetches, or stands on another page', async () => {
  const worker = await (await council.fetch('/worker.js')).text();
  const { files } = (await (await council.fetch('/studio/files.json')).json()) as { readonly files: readonly { readonly path: string }[] };
  expect(files.length).toBeGreaterThan(5);
  for (const { path } of files.filter(({ path: each }) => each !== STUDIO.page)) {
    expect(worker).not.toContain(path);
    expect((await council.fetch(path)).status, path).toBe(200);
  }
  expect(await (await council.fetch('/')).text()).not.toContain('/studio');
});
