/** Who may come in, and what is refused at the door. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { SealedRecord } from '../../../src/domain/record.ts';
import { makeStaffLink } from '../../../src/council/staff/enter.ts';
import { saveReply } from '../../../src/council/replies.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aMemberOfStaff, aStranger, typedIn } from '../../kit/a-member-of-staff.ts';
import { aRecord } from '../../kit/a-record.ts';

const whenOver = theEnd();

const SECRET = 'a secret of my sister';
let council: ACouncil;
let answer: SealedRecord;
let asked: SealedRecord;
let draft: string;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
  const { pack } = council.council.packs.current('visitor-parking')!;
  answer = await aRecord(council.council.keys.ring, pack, { text: SECRET });
  asked = await aRecord(council.council.keys.ring, pack, { kind: 'support', text: SECRET });
  await council.hand([answer]);
  await council.hand([asked]);
  const saved = await saveReply(council.council, 'Ayaan', { pack: 'visitor-parking', words: { en: { said: 'a', did: 'b', didNot: '' } } });
  draft = saved.ok ? saved.value : '';
});

const LOOKED_AT = (): readonly string[] => [
  '/staff', '/staff/', '/staff/packs/visitor-parking', '/staff/packs/visitor-parking/asked', `/staff/answers/${answer.id}`, `/staff/asked/${asked.id}`,
  '/staff/parked', '/staff/log', '/staff/replies', '/staff/replies/new', `/staff/replies/${draft}`, `/staff/replies/${draft}/edit`, `/staff/replies/${draft}/publish`, '/staff/nothing',
];
const SENT = (): readonly string[] => [`/staff/answers/${answer.id}`, `/staff/asked/${asked.id}`, '/staff/replies/new', `/staff/replies/${draft}/edit`, `/staff/replies/${draft}/publish`];

const openings = async (): Promise<number> => (await council.council.db.selectFrom('audit').select('did').where('did', 'like', 'opened%').execute()).length;
const published = async (): Promise<number> => (await council.council.db.selectFrom('replies').select('id').where('publishedAt', 'is not', null).execute()).length;

test('without a session no page shows anything but how to sign in', async () => {
  for (const path of LOOKED_AT()) {
    const page = await aStranger(council).look(path);
    expect([page.status, page.html.includes('Visitor parking')], path).toEqual([401, false]);
    expect(page.text).toContain('npm run council -- staff-link');
  }
});

test('without a session nothing is opened, kept or published', async () => {
  const before = await openings();
  for (const path of SENT()) {
    const page = await aStranger(council).send(path, { pack: 'visitor-parking', 'en-said': 'x', 'en-did': 'y' });
    expect([page.status, page.html.includes(SECRET)], path).toEqual([401, false]);
  }
  expect([await openings(), await published()]).toEqual([before, 0]);
  expect(await council.council.db.selectFrom('replies').select('id').execute()).toHaveLength(1);
});

test('what was typed into a form that came too late is given back, to be copied', async () => {
  const typed = 'Many of you cannot ask on the internet.\n<b>"Quoted"</b>';
  const page = await aStranger(council).send('/staff/replies/new', { 'en-said': typed });
  expect(page.text).toContain('It was not kept.');
  expect(page.html).toContain('&lt;b&gt;&quot;Quoted&quot;&lt;/b&gt;');
  expect(typedIn(page, 'nothing')).toBeUndefined();
});

const STRANGE: readonly (readonly [what: string, headers: Readonly<Record<string, string>>])[] = [
  ['another site', { origin: 'https://evil.example', host: 'localhost' }],
  ['another site, as browsers say it', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost', host: 'localhost' }],
  ['a site beside this one', { 'sec-fetch-site': 'same-site', origin: 'http://localhost', host: 'localhost' }],
  ['nowhere', { 'sec-fetch-site': 'none', host: 'localhost' }],
  ['a page that hides where it is', { origin: 'null', host: 'localhost' }],
  ['another port of this machine', { origin: 'http://localhost:9999', host: 'localhost' }],
  ['a program that says nothing', { host: 'localhost' }],
  ['an origin that is none', { origin: 'localhost', host: 'localhost' }],
];

test.each(STRANGE)('a form from %s does nothing, although the cookie comes with it', async (_, headers) => {
  const staff = await aMemberOfStaff(council);
  const before = await openings();
  for (const path of [...SENT(), '/staff/sign-out']) {
    const page = await staff.post(path, { pack: 'visitor-parking', 'en-said': 'x', 'en-did': 'y' }, headers);
    expect([page.status, page.html.includes(SECRET)], path).toEqual([403, false]);
  }
  expect([await openings(), await published()]).toEqual([before, 0]);
  expect((await staff.look('/staff')).status).toBe(200);
});

test('another site can’t use a link up either', async () => {
  const link = `/staff/enter/${await makeStaffLink(council.council)}`;
  for (const [, headers] of STRANGE) expect((await aStranger(council).post(link, {}, headers)).status).toBe(403);
  expect((await aStranger(council).send(link)).status).toBe(200);
});

test('a form of ours is taken however the browser says where it is from', async () => {
  for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://localhost', host: 'localhost' }, { origin: 'https://council.example', host: 'council.example' }]) {
    const staff = await aMemberOfStaff(council);
    expect((await staff.post(`/staff/answers/${answer.id}`, {}, headers)).status).toBe(200);
  }
});

test('what is too large to be a form is refused, with and without its length', async () => {
  const staff = await aMemberOfStaff(council);
  const headers = { cookie: staff.cookie(), origin: 'http://localhost', host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' };
  const body = `en-said=${'x'.repeat(600_000)}`;
  const said = await council.fetch('/staff/replies/new', { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, body });
  const streamed = await council.fetch('/staff/replies/new', { method: 'POST', headers, body: new Blob([body]).stream(), duplex: 'half' } as RequestInit);
  for (const response of [said, streamed]) expect([response.status, (await response.text()).includes('That was too much at once')]).toEqual([413, true]);
});

test('nothing of these pages stays behind on a shared computer', async () => {
  const staff = await aMemberOfStaff(council);
  for (const path of LOOKED_AT()) {
    const { headers } = await staff.look(path);
    expect([headers.get('cache-control'), headers.get('referrer-policy')], path).toEqual(['no-store', 'same-origin']);
  }
});

test('a fault of ours is a page that says so, kept out of caches, and the log has no word of what was typed', async () => {
  const other = await aCouncil();
  const staff = await aMemberOfStaff(other);
  await sql`drop table replies`.execute(other.council.db);
  const page = await staff.send('/staff/replies/new', { pack: 'visitor-parking', 'en-said': SECRET, 'en-did': SECRET });
  expect([page.status, page.headers.get('cache-control')]).toEqual([500, 'no-store']);
  expect(page.text).toContain('Something went wrong on our side');
  expect(page.html).not.toMatch(/no such table|\.tsx?:\d|node_modules/);
  expect(other.log.at(-1)).toContain('staff-page-failed');
  expect(other.log.join('\n')).not.toContain(SECRET);
});
