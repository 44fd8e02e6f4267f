/** The digest that names a record's exact bytes: SHA-256 over header and sealed parts, each with its length before it. */
import type { SealedPart } from '../domain/record.ts';
import { toHex } from '../domain/id.ts';

const utf8 = new TextEncoder();

const length = (bytes: number): Uint8Array => {
  const four = new Uint8Array(4);
  new DataView(four.buffer).setUint32(0, bytes, false);
  return four;
};

/** Lengths come first so that no two different records can run together into the same bytes. */
const withLength = (text: string): readonly Uint8Array[] => {
  const bytes = utf8.encode(text);
  return [length(bytes.byteLength), bytes];
};

export const concat = (pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
};

export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/**
 * The digest of a record: 64 hexadecimal digits. For each of header, and then each part's name and age file as
 * base64 text: four bytes of length, highest first, and the UTF-8 bytes.
 */
export const digestOf = async (header: string, sealed: readonly SealedPart[]): Promise<string> =>
  toHex(
    await sha256(concat([...withLength(header), ...sealed.flatMap((part) => [...withLength(part.part), ...withLength(part.age)])])),
  );
