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

/** A signature in base64, as it stands in headers and vouchers. */
export const sign = async (key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<string> => toBase64(new Uint8Array(await crypto.subtle.sign(SIGNATURE, key, bytes)));

/** Whether the secret of this public key signed these bytes. Anything that can't be read is a no, never an error. */
export const isSignedBy = async (spki: string, signed: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> => {
  try {
    const signature = fromBase64(signed);
    // The last letter has bits to spare, which decoding forgives: one signature is written in one way only.
    if (signature.byteLength !== SIGNATURE_BYTES || toBase64(signature) !== signed) return false;
    const key = await crypto.subtle.importKey('spki', fromBase64(spki), CURVE, false, ['verify']);
    return await crypto.subtle.verify(SIGNATURE, key, signature, bytes);
  } catch {
    return false;
  }
};

const signedBytes = (nonce: string, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  concat([utf8.encode(RECEIPT_PREFIX), utf8.encode(`${nonce}\n`), body]);

/** What stands in the `our-turn-receipt` header: `<kid>.<signature in base64>`. */
export const signReceipt = async (kid: string, key: CryptoKey, nonce: string, body: Uint8Array): Promise<string> =>
  `${kid}.${await sign(key, signedBytes(nonce, body))}`;

const partsOf = (header: string | null): { readonly kid?: string | undefined; readonly signed?: string | undefined } => {
  const [, kid, signed] = /^([a-z0-9-]{1,40})\.([A-Za-z0-9+/=]{80,100})$/.exec(header ?? '') ?? [];
  return { kid, signed };
};

/** The key that a receipt says it was signed with; undefined where the header is none. */
export const kidIn = (header: string | null): string | undefined => partsOf(header).kid;

/** Whether one of these keys signed this body for this nonce. Anything that can't be read is a no, never an error. */
export const verifyReceipt = async (
  keys: readonly ReceiptKey[],
  header: string | null,
  nonce: string,
  body: Uint8Array,
): Promise<boolean> => {
  const { kid, signed } = partsOf(header);
  const known = keys.find((key) => key.kid === kid);
  return known !== undefined && signed !== undefined && isSignedBy(known.spki, signed, signedBytes(nonce, body));
};
