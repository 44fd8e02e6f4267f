/** Who sent a request: the socket says it, or a proxy that is trusted, and nobody else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFront } from '../../../src/council/front.ts';
import { networkOf, peerReader, type Peer } from '../../../src/council/http/peer.ts';

const peer = (trusted: string, socket: string | undefined, headers: Readonly<Record<string, string>> = {}): Peer =>
  peerReader(readFront({ TRUSTED_PROXY: trusted }))(new Request('http://localhost/', { headers }), { incoming: { socket: { remoteAddress: socket } } });

test.each([
  ['nobody trusted', 'none', '10.0.0.5', '203.0.113.9', '10.0.0.5'],
  ['a stranger’s word', '10.0.0.5', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
  ['a proxy’s word', '10.0.0.5', '10.0.0.5', '203.0.113.9', '203.0.113.9'],
  ['a proxy on this machine, as the socket writes it', 'loopback', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['what a phone wrote before the proxy did', '10.0.0.5', '10.0.0.5', '192.0.2.1, 203.0.113.9', '203.0.113.9'],
  ['two proxies, one behind the other', '10.0.0.0/8', '10.0.0.5', '192.0.2.1, 203.0.113.9, 10.9.9.9', '203.0.113.9'],
  ['with a port', '10.0.0.5', '10.0.0.5', '203.0.113.9:5123', '203.0.113.9'],
  ['of the newer kind, with a port', '10.0.0.5', '10.0.0.5', '[2001:db8:1:2::9]:5123', '2001:db8:1:2::9'],
  ['a proxy of the newer kind', 'fd00::/8', 'fd00::1', '2001:db8::9', '2001:db8::9'],
  ['a proxy that says what is no address', '10.0.0.5', '10.0.0.5', 'unknown', '10.0.0.5'],
  ['a proxy that says nothing', '10.0.0.5', '10.0.0.5', '', '10.0.0.5'],
])('%s', (_, trusted, socket, forwarded, expected) => {
  expect(peer(trusted, socket, { 'x-forwarded-for': forwarded }).address).toBe(expected);
});

test('without a socket there is nobody, whatever the headers say', () => {
  expect(peerReader(readFront({}))(new Request('http://localhost/', { headers: { 'x-forwarded-for': '203.0.113.9' } }), undefined).address).toBeUndefined();
});

test('HTTPS is what a trusted proxy says, or what the public address is', () => {
  const said = { 'x-forwarded-proto': 'https' };
  expect(peer('10.0.0.5', '10.0.0.5', said).isHttps).toBe(true);
  expect(peer('10.0.0.5', '10.0.0.5', { 'x-forwarded-proto': 'https, http' }).isHttps).toBe(false);
  expect(peer('10.0.0.5', '198.51.100.7', said).isHttps).toBe(false);
  expect(peer('none', '127.0.0.1', said).isHttps).toBe(false);
  expect(peerReader(readFront({ PUBLIC_URL: 'https://talk.example.org' }))(new Request('http://localhost/'), undefined).isHttps).toBe(true);
});

test.each([
  ['203.0.113.9', '203.0.113.0/24'],
  ['203.0.113.255', '203.0.113.0/24'],
  ['2001:db8:1:2::9', '2001:db8:1::/48'],
  ['2001:DB8:1:ffff:1:2:3:4', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['::ffff:cb00:7109', '203.0.113.0/24'],
])('%s stands in %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('whatever stands in the headers, there is an address or none, and it has a network', () => {
  const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.constantFrom('', ',', '[', '[::1]:x', '::ffff:1.2.3.4', '%eth0'));
  fc.assert(
    fc.property(fc.array(text), (hops) => {
      const value = hops.join(', ').replace(/[^\x20-\x7e]/g, '?');
      const { address } = peer('0.0.0.0/0,::/0', '10.0.0.5', { 'x-forwarded-for': value });
      expect(networkOf(address ?? '')).toMatch(/^(\d+\.\d+\.\d+\.0\/24|[0-9a-f]+:[0-9a-f]+:[0-9a-f]+::\/48)$/);
    }),
    { numRuns: 500, seed: Number(process.env['SEED'] ?? 0) || 0 },
  );
});
