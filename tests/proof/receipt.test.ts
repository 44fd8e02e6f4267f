/** Receipts: the true one is taken; any other key, nonce, body or byte is not. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { signReceipt, toBase64, verifyReceipt } from '../../src/proof/receipt.ts';
import type { ReceiptKey } from '../../src/domain/wire.ts';

const NONCE = '00112233445566778899aabbccddeeff';
const body = new TextEncoder().encode('{"v":1,"verdicts":[]}');
let mine: { kid: string; pair: CryptoKeyPair; ring: ReceiptKey };
let header: string;

const aKey = async (kid: string) => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const spki = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
  return { kid, pair, ring: { kid, spki } };
};

beforeAll(async () => {
  mine = await aKey('r1');
  header = await signReceipt('r1', mine.pair.privateKey, NONCE, body);
});

test('the true receipt is taken', async () => {
  expect(await verifyReceipt([mine.ring], header, NONCE, body)).toBe(true);
});

test('a receipt for another request, or of another key with the same name, is not', async () => {
  const other = await aKey('r1');
  expect(await verifyReceipt([mine.ring], header, NONCE.replace('0', '1'), body)).toBe(false);
  expect(await verifyReceipt([other.ring], header, NONCE, body)).toBe(false);
  expect(await verifyReceipt([{ ...mine.ring, kid: 'r2' }], header, NONCE, body)).toBe(false);
  expect(await verifyReceipt([], header, NONCE, body)).toBe(false);
});

test('no signature, half of one, or something else in its place is a no and never an error', async () => {
  const odd = [null, '', 'r1', 'r1.', 'r1.AAAA', `${header}A`, header.slice(0, -4), header.replace('r1.', ''), `r1.${'?'.repeat(88)}`];
  for (const each of odd) expect(await verifyReceipt([mine.ring], each, NONCE, body)).toBe(false);
  expect(await verifyReceipt([{ kid: 'r1', spki: 'not a key' }], header, NONCE, body)).toBe(false);
});

test('a single flipped bit in the body is found', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(body.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = body.slice();
      flipped[at] = flipped[at]! ^ (1 << bit);
      expect(await verifyReceipt([mine.ring], header, NONCE, flipped)).toBe(false);
    }),
  );
});
