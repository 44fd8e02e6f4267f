/** A receipt: the council's signed word that it has these very records. Nothing else acknowledges anything. */
import { RECEIPT_PREFIX, type ReceiptKey } from '../domain/wire.ts';
import { concat } from './digest.ts';

const utf8 = new TextEncoder();
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** WebCrypto's ECDSA signatures are P1363 (r and s, 64 bytes); Node's own `sign` writes DER, which no browser takes. */
const SIGNATURE_BYTES = 64;

export const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** Throws on text that is no base64, as `atob` does. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const signedBytes = (nonce: string, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  concat([utf8.encode(RECEIPT_PREFIX), utf8.encode(`${nonce}\n`), body]);

/** What stands in the `our-turn-receipt` header: `<kid>.<signature in base64>`. */
export const signReceipt = async (kid: string, key: CryptoKey, nonce: string, body: Uint8Array): Promise<string> =>
  `${kid}.${toBase64(new Uint8Array(await crypto.subtle.sign(SIGNATURE, key, signedBytes(nonce, body))))}`;

/** Whether one of these keys signed this body for this nonce. Anything that can't be read is a no, never an error. */
export const verifyReceipt = async (
  keys: readonly ReceiptKey[],
  header: string | null,
  nonce: string,
  body: Uint8Array,
): Promise<boolean> => {
  const [, kid, signed] = /^([a-z0-9-]{1,40})\.([A-Za-z0-9+/=]{80,100})$/.exec(header ?? '') ?? [];
  const known = keys.find((key) => key.kid === kid);
  if (known === undefined || signed === undefined) return false;
  try {
    const signature = fromBase64(signed);
    if (signature.byteLength !== SIGNATURE_BYTES) return false;
    const key = await crypto.subtle.importKey('spki', fromBase64(known.spki), CURVE, false, ['verify']);
    return await crypto.subtle.verify(SIGNATURE, key, signature, signedBytes(nonce, body));
  } catch {
    return false;
  }
};
