/** What an operator says of what stands in front of the council, and what is said to one who said it wrong. */
import { expect, test } from 'vitest';
import { addressesOf } from '../../src/council/config.ts';
import { readFront } from '../../src/council/front.ts';
import { SettingFault } from '../../src/council/setting-fault.ts';

const PUBLIC = 'https://talk.example.org';
const STAFF = 'https://staff.example.org';

test('nothing is set: only this very machine is believed', () => {
  expect(readFront({ TRUSTED_PROXY: '', PUBLIC_URL: '', METRICS_TOKEN: '' })).toEqual({ trustedProxies: ['127.0.0.0/8', '::1/128'] });
});

test('all of it is set', () => {
  const env = { PUBLIC_URL: `${PUBLIC}/`, STAFF_ORIGIN: STAFF, TRUSTED_PROXY: 'loopback, 10.0.0.5,fd00::/8', METRICS_TOKEN: 'x'.repeat(20), STRANGERS_MB: '2' };
  const trustedProxies = ['127.0.0.0/8', '::1/128', '10.0.0.5', 'fd00::/8'];
  expect(readFront(env)).toEqual({ publicUrl: PUBLIC, staffOrigin: STAFF, trustedProxies, metricsToken: 'x'.repeat(20), strangersBytes: 2 * 1024 * 1024 });
  expect(readFront({ TRUSTED_PROXY: 'none' })).toEqual({ trustedProxies: [] });
});

test.each([
  ['PUBLIC_URL', { PUBLIC_URL: 'talk.example.org' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'https://example.org/talk' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'ftp://example.org' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'https://me@example.org' }],
  ['STAFF_ORIGIN', { STAFF_ORIGIN: STAFF }],
  ['STAFF_ORIGIN', { STAFF_ORIGIN: 'http://talk.example.org', PUBLIC_URL: PUBLIC.replace('https', 'http') }],
  ['TRUSTED_PROXY', { TRUSTED_PROXY: 'caddy' }],
  ['TRUSTED_PROXY', { TRUSTED_PROXY: '10.0.0.0/33' }],
  ['TRUSTED_PROXY', { TRUSTED_PROXY: '10.0.0.5,' }],
  ['TRUSTED_PROXY', { TRUSTED_PROXY: 'none,10.0.0.5' }],
  ['METRICS_TOKEN', { METRICS_TOKEN: 'secret' }],
  ['METRICS_TOKEN', { METRICS_TOKEN: `Bearer ${'x'.repeat(30)}` }],
  ['STRANGERS_MB', { STRANGERS_MB: 'all' }],
  ['STRANGERS_MB', { STRANGERS_MB: '-1' }],
])('%s that can’t be used is refused in one sentence that names it: %o', (name, env) => {
  const read = (): unknown => readFront(env);
  expect(read).toThrow(SettingFault);
  expect(read).toThrow(new RegExp(`^${name}\\b.*(set|give|leave).*\\.$`));
});

test('links lead where people open it: staff to theirs, if they have one', () => {
  const host = '127.0.0.1';
  expect(addressesOf({ host, front: readFront({}) }, 8080)).toEqual({ residents: 'http://127.0.0.1:8080', staff: 'http://127.0.0.1:8080' });
  expect(addressesOf({ host, front: readFront({ PUBLIC_URL: PUBLIC }) }, 8080)).toEqual({ residents: PUBLIC, staff: PUBLIC });
  expect(addressesOf({ host, front: readFront({ PUBLIC_URL: PUBLIC, STAFF_ORIGIN: STAFF }) }, 8080)).toEqual({ residents: PUBLIC, staff: STAFF });
});
