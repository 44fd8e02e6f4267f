/** What every answer says to a browser, whatever it is and however it went. */
import { beforeAll, expect, test } from 'vitest';
import { versionName } from '../../../src/domain/pack.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolderFor, theEnd } from '../../kit/a-folder.ts';

const whenOver = theEnd();
let council: ACouncil;
beforeAll(async () => {
  council = await aCouncil(aFolderFor(whenOver), { whenOver });
});

const ANSWERS: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/'], ['GET', '/en/'], ['GET', '/so/visitor-parking'], ['GET', '/bn/visitor-parking/paper'], ['GET', '/en/nothing'], ['GET', '/nothing.js'], ['POST', '/en/'], ['HEAD', '/en/'],
  ['GET', '/worker.js'], ['GET', '/shell.html'], ['GET', '/manifest.webmanifest'], ['GET', '/icons/icon-192.png'], ['GET', '/healthz'], ['POST', '/healthz'],
  ['POST', '/v1/records'], ['GET', '/v1/records'], ['POST', '/v1/held'], ['GET', '/v1/keys'], ['GET', '/v1/replies'], ['GET', '/v1/nothing'], ['GET', '/v1'],
  ['GET', '/packs/'], ['GET', '/packs/nothing'], ['POST', '/packs/'], ['GET', '/packs'],
  ['GET', '/staff'], ['GET', '/staff/log'], ['GET', '/staff/staff.css'], ['GET', '/staff/enter/x'], ['POST', '/staff/enter/x'], ['POST', '/staff/sign-out'], ['GET', '/staff/nothing'], ['GET', '/staff/play.js'], ['GET', '/staff/listening'], ['GET', '/staff/clips/x'], ['POST', '/staff/clips/x/bytes'], ['GET', '/staff/clips/x/bytes'], ['HEAD', '/staff'],
  ['GET', '/studio'], ['HEAD', '/studio'], ['GET', '/studio/'], ['GET', '/studio/nothing'], ['POST', '/studio/enter'], ['GET', '/studio/words/en.json'], ['POST', '/studio'],
];

test.each(ANSWERS)('%s %s: never sniffed, never framed, leaves no trail, and runs nothing that it does not name', async (method, path) => {
  const { headers } = await council.fetch(path, { method });
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('geolocation=()');
  expect(headers.get('referrer-policy')).toBe(path.startsWith('/staff') ? 'same-origin' : 'no-referrer');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  // The studio compiles its encoder; nothing else that is called unsafe stands anywhere.
  expect(headers.get('content-security-policy')?.replace(/^.studio.?$/.test(path) ? "'wasm-unsafe-eval'" : '', '')).not.toContain('unsafe');
  if (path !== '/worker.js') expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
});

test.each(ANSWERS.filter(([, path]) => /^\/(v1|staff|healthz)/.test(path)))('%s %s is kept nowhere', async (method, path) => {
  if (method === 'POST' && path === '/healthz') return;
  expect((await council.fetch(path, { method })).headers.get('cache-control')).toBe('no-store');
});

test.each(ANSWERS.filter(([, path]) => path.startsWith('/v1') || path.startsWith('/packs')))('%s %s is never a page', async (method, path) => {
  const response = await council.fetch(path, { method, headers: { accept: 'text/html' } });
  expect(response.headers.get('content-type')).toMatch(/^application\/(problem\+)?json/);
});

test('staff pages have no script, and may send forms only here', async () => {
  const response = await council.fetch('/staff');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("form-action 'self'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).not.toContain('script-src');
  expect(await response.text()).not.toContain('<script');
});

test('the worker may talk to this council and to nobody else', async () => {
  const policy = (await council.fetch('/worker.js')).headers.get('content-security-policy');
  expect(policy).toBe("default-src 'none'; connect-src 'self'; script-src 'self'");
});

test('what is published says so too', async () => {
  const { pack } = council.council.packs.current('visitor-parking')!;
  const { headers } = await council.fetch(`/packs/${pack.id}/${versionName(pack.version)}/pack.json`);
  expect([headers.get('x-content-type-options'), headers.get('content-security-policy')]).toEqual(['nosniff', "default-src 'none'; frame-ancestors 'none'"]);
});
