/** Staff with an origin of their own: their pages are answered there and nowhere else, and residents' addresses on the other. */
import { beforeAll, expect, test } from 'vitest';
import { makeStaffLink } from '../../../src/council/staff/enter.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';
import { expectProblem } from '../../kit/a-request.ts';

const PUBLIC = 'https://talk.example.org';
const STAFF = 'https://staff.example.org';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver, front: { publicUrl: PUBLIC, staffOrigin: STAFF, trustedProxies: ['127.0.0.1'] } });
});

/**
 * As it comes through what stands in front: over plain HTTP, with the host that the browser asked for. Not held to the document
 * of the wire, which says nothing of hosts that are none of its own.
 */
const at = async (origin: string, path: string, init: RequestInit = {}): Promise<Response> => {
  const headers = { host: new URL(origin).host, 'x-forwarded-proto': 'https', ...(init.headers as Record<string, string> | undefined) };
  return council.app.fetch(new Request(new URL(path, 'http://localhost'), { ...init, headers }), { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
};
const enterWith = async (headers: Readonly<Record<string, string>>): Promise<Response> =>
  at(STAFF, `/staff/enter/${await makeStaffLink(council.council)}`, { method: 'POST', body: new URLSearchParams({ name: 'Ayaan' }), headers });

test.each(['/staff', '/staff/', '/staff/log', '/staff/enter/x', '/staff/staff.css', '/staff/play.js', '/staff/nothing'])('%s is not there where residents are', async (path) => {
  for (const host of [PUBLIC, 'http://localhost', 'https://192.0.2.1']) await expectProblem(await at(host, path), 'not-found', 404);
  expect((await at(STAFF, path)).status).not.toBe(500);
});

test.each(['/en/', '/so/visitor-parking', '/worker.js', '/v1/keys', '/v1/records', '/packs/', '/studio', '/stafford'])('%s is not there where staff are', async (path) => {
  await expectProblem(await at(STAFF, path), 'not-found', 404);
  expect([200, 404, 405]).toContain((await at(PUBLIC, path)).status);
});

test('residents are served at their own, and staff’s bare origin leads to their pages', async () => {
  expect((await at(PUBLIC, '/en/')).status).toBe(200);
  const home = await at(STAFF, '/');
  expect([home.status, home.headers.get('location')]).toEqual([303, '/staff']);
  for (const host of [PUBLIC, STAFF]) expect((await at(host, '/healthz')).status).toBe(200);
});

test('a link works at staff’s origin, with a cookie for HTTPS, and for that host alone', async () => {
  const response = await enterWith({ origin: STAFF });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/staff']);
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/Secure/);
  expect(cookie).not.toMatch(/domain/i);
  const inside = await at(STAFF, '/staff/studio', { method: 'POST', headers: { origin: STAFF, cookie: cookie.split(';')[0] ?? '' } });
  expect(await inside.text()).toContain(`${PUBLIC}/studio#`);
});

test.each([PUBLIC, 'http://staff.example.org', 'https://staff.example.org:8443', 'null', 'https://elsewhere.example'])('a form from %s is refused', async (origin) => {
  expect((await enterWith({ origin })).status).toBe(403);
});

test('every answer under HTTPS says so for a year, errors included, and none says it without', async () => {
  for (const path of ['/', '/en/', '/v1/keys', '/v1/nothing', '/healthz', '/staff', '/packs/', '/nothing.js']) {
    expect([path, (await at(PUBLIC, path)).headers.get('strict-transport-security')]).toEqual([path, 'max-age=31536000']);
  }
  const plain = await aCouncil(undefined, { front: { trustedProxies: ['127.0.0.1'] } });
  const ask = (address: string, headers: Readonly<Record<string, string>>): Promise<Response> => plain.fetchFrom(address, '/v1/keys', { headers });
  expect((await ask('127.0.0.1', { 'x-forwarded-proto': 'https' })).headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect((await ask('127.0.0.1', { 'x-forwarded-proto': 'http' })).headers.get('strict-transport-security')).toBeNull();
  expect((await ask('198.51.100.7', { 'x-forwarded-proto': 'https' })).headers.get('strict-transport-security')).toBeNull();
});
