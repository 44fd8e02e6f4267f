/** A true receipt with one byte changed, anywhere in its type, its signature or its body: none is taken. */
import { beforeAll, expect, test } from 'vitest';
import { RECEIPT_HEADER, RECEIPT_TYPE } from '../../src/domain/wire.ts';
import { receiptIn } from '../../src/sync/call.ts';
import type { Trust } from '../../src/sync/sending.ts';
import { aSigner, trusting, type ASigner } from '../kit/a-phone.ts';
import { someBytes } from '../kit/a-world.ts';

const prove = process.env['PROVE'] === '1';
const SEED = Number(process.env['SEED'] ?? 1) || 1;
/** A flip in the body costs a signature, at some thousands a second: each byte once here, and all of them in `prove`. */
const FLIPS = prove ? 100_000 : 6_000;
const AT_ONCE = 500;
const NONCE = '00112233445566778899aabbccddeeff';

let council: ASigner;
let parts: { readonly type: Uint8Array; readonly receipt: Uint8Array; readonly body: Uint8Array };
let trust: Trust;
beforeAll(async () => {
  council = await aSigner();
  const response = await council.receipt(NONCE, [
    { id: 'a'.repeat(32), digest: 'b'.repeat(64), verdict: 'stored', durable: true },
    { id: '0'.repeat(32), digest: '9'.repeat(64), verdict: 'duplicate', durable: false },
  ]);
  const bytes = (text: string | null) => new TextEncoder().encode(text ?? '');
  parts = { type: bytes(RECEIPT_TYPE), receipt: bytes(response.headers.get(RECEIPT_HEADER)), body: new Uint8Array(await response.arrayBuffer()) };
  trust = trusting(council);
});

type Part = keyof typeof parts;

const asHeader = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
/** What comes of a receipt made of these; undefined where no HTTP could carry such a header. */
const heard = async (changed: Partial<typeof parts>): Promise<string | undefined> => {
  const { type, receipt, body } = { ...parts, ...changed };
  let response: Response;
  try {
    response = new Response(body.slice(), { headers: { 'content-type': asHeader(type), [RECEIPT_HEADER]: asHeader(receipt) } });
  } catch {
    return undefined;
  }
  // As in a call: what can't be read is no receipt.
  return (await receiptIn(response, NONCE, trust).catch(() => ({ heard: 'no-receipt' }))).heard;
};

test('the receipt is a true one before anything is changed', async () => {
  expect(await heard({})).toBe('receipt');
});

test(`${FLIPS} flips of it, each byte at least once: none is taken`, { timeout: 10 * 60_000 }, async () => {
  const random = someBytes(SEED);
  const places = (['type', 'receipt', 'body'] as const).flatMap((part) => Array.from(parts[part], (_, at) => [part, at] as const));
  const flip = async (number: number): Promise<void> => {
    const [part, at] = places[number % places.length] as readonly [Part, number];
    const change = 1 + ((random(1)[0] ?? 0) % 255);
    const touched = parts[part].slice();
    touched[at] = touched[at]! ^ change;
    const said = await heard({ [part]: touched });
    if (said === 'receipt') expect.fail(`taken with byte ${at} of its ${part} changed by ${change}, seed ${SEED}`);
  };
  expect(FLIPS).toBeGreaterThan(places.length);
  for (let from = 0; from < FLIPS; from += AT_ONCE) await Promise.all(Array.from({ length: Math.min(AT_ONCE, FLIPS - from) }, (_, at) => flip(from + at)));
});

test('every flip of the signature’s last bytes, which base64 may forgive, and in prove of all of them: none is taken', { timeout: 10 * 60_000 }, async () => {
  // The last bytes first: base64 has letters whose last bits say nothing.
  const places = [...parts.receipt.keys()].reverse().slice(0, prove ? Infinity : 4);
  for (const at of places) {
    for (let change = 1; change < 256; change += 1) {
      const touched = parts.receipt.slice();
      touched[at] = touched[at]! ^ change;
      expect(await heard({ receipt: touched }), `byte ${at} changed by ${change}`).not.toBe('receipt');
    }
  }
});
