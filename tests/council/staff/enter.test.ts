/** The way in: a link that works once, for a day, for a person and not for a program that looks at links. */
import { beforeAll, expect, test } from 'vitest';
import { LINK_HOURS, makeStaffLink, SESSION_HOURS } from '../../../src/council/staff/enter.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { aMemberOfStaff, aStranger } from '../../kit/a-member-of-staff.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const HOUR = 3_600_000;
const aLink = async (of = council): Promise<string> => `/staff/enter/${await makeStaffLink(of.council)}`;
const deeds = async (who: string): Promise<readonly string[]> =>
  (await council.council.db.selectFrom('audit').select('did').where('who', '=', who).orderBy('at').execute()).map(({ did }) => did);

test('a link leads in once, and a second time to where a new one is had', async () => {
  const link = await aLink();
  const first = aStranger(council);
  expect((await first.send(link, { name: 'Ayaan' })).text).toContain('You are Ayaan');
  const second = aStranger(council);
  const refused = await second.send(link, { name: 'Mallory' });
  expect(refused.status).toBe(410);
  expect(refused.text).toContain('npm run council -- staff-link');
  expect((await second.look('/staff')).status).toBe(401);
  expect((await first.look('/staff')).status).toBe(200);
});

test('programs that preview a link may look at it as often as they like: it still leads in', async () => {
  const link = await aLink();
  for (const method of ['GET', 'HEAD', 'GET']) expect((await council.fetch(link, { method })).status).toBe(200);
  expect((await aStranger(council).look(link)).text).toContain('This link works once');
  expect((await aStranger(council).send(link)).status).toBe(200);
});

test('of several who press at the same moment one gets in', async () => {
  const link = await aLink();
  const pages = await Promise.all(Array.from({ length: 6 }, () => aStranger(council).send(link)));
  expect(pages.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410, 410]);
});

test('it leads in for a day, and then no more', async () => {
  const other = await aCouncil();
  const [early, late] = [await aLink(other), await aLink(other)];
  other.pass(LINK_HOURS * HOUR - 1_000);
  expect((await aStranger(other).send(early)).status).toBe(200);
  other.pass(2_000);
  expect((await aStranger(other).look(late)).status).toBe(410);
  expect((await aStranger(other).send(late)).status).toBe(410);
});

test.each(['x', `${'A'.repeat(43)}`, 'A'.repeat(5_000), '%00', "'%20or%201=1"])('a made-up link (%s) leads nowhere', async (token) => {
  for (const page of [await aStranger(council).look(`/staff/enter/${token}`), await aStranger(council).send(`/staff/enter/${token}`)]) expect(page.status).toBe(410);
});

test('a session ends after a working day, and the same cookie opens nothing then', async () => {
  const other = await aCouncil();
  const staff = await aMemberOfStaff(other);
  other.pass(SESSION_HOURS * HOUR - 1_000);
  expect((await staff.look('/staff')).status).toBe(200);
  other.pass(2_000);
  expect((await staff.look('/staff')).status).toBe(401);
});

test('signing out ends it here, not only in the browser', async () => {
  const staff = await aMemberOfStaff(council, 'Leaving');
  const cookie = staff.cookie();
  expect((await staff.send('/staff/sign-out')).text).toContain('You are signed out');
  expect(staff.cookie()).toBe('');
  expect((await council.fetch('/staff', { headers: { cookie } })).status).toBe(401);
  expect(await deeds('Leaving')).toEqual(['signed-in', 'signed-out']);
});

test('the cookie is for these pages alone, out of the reach of scripts and of other sites', async () => {
  const link = await aLink();
  const asked = { method: 'POST', body: new URLSearchParams() };
  const response = await council.fetch(link, { ...asked, headers: { origin: 'http://localhost', host: 'localhost' } });
  const cookie = response.headers.get('set-cookie') ?? '';
  expect([response.status, response.headers.get('location')]).toEqual([303, '/staff']);
  expect(cookie).toMatch(/^our-turn-staff=[\w-]{43}; /);
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/staff', `Max-Age=${SESSION_HOURS * 3_600}`]) expect(cookie).toContain(part);
  expect(cookie).not.toContain('Secure');
  const behindTls = await council.fetch(await aLink(), { ...asked, headers: { origin: 'https://council.example', host: 'council.example' } });
  expect(behindTls.headers.get('set-cookie')).toContain('Secure');
});

test('neither a link nor a session can be had from a copy of the database', async () => {
  const token = await makeStaffLink(council.council);
  const staff = await aMemberOfStaff(council);
  const tables = [await council.council.db.selectFrom('staffLinks').selectAll().execute(), await council.council.db.selectFrom('sessions').selectAll().execute(), await council.council.db.selectFrom('audit').selectAll().execute()];
  for (const secret of [token, staff.cookie().split('=')[1] ?? 'none']) expect(JSON.stringify(tables)).not.toContain(secret);
});

test('a name is what a person calls themselves, on one line and not for ever; without one the session has a name of its own', async () => {
  expect((await (await aMemberOfStaff(council, '  Ayaan \n  of\tHousing  ')).look('/staff')).text).toContain('You are Ayaan of Housing');
  expect((await (await aMemberOfStaff(council, 'x'.repeat(500))).look('/staff')).text).toContain(`You are ${'x'.repeat(60)} `);
  expect((await (await aMemberOfStaff(council, ' ')).look('/staff')).text).toMatch(/You are staff [0-9a-f]{4} /);
});
