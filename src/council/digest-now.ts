/** The digest that names a record's bytes, as proof/digest makes it, by Node's own hand: at once, where a browser's way costs a wait for each. */
import { createHash } from 'node:crypto';
import type { SealedPart } from '../domain/record.ts';

const LENGTH_BYTES = 4;

/** For each text four bytes of length, highest first, and its UTF-8 bytes. */
export const digestNow = (header: string, sealed: readonly SealedPart[]): string => {
  const hash = createHash('sha256');
  const length = Buffer.alloc(LENGTH_BYTES);
  for (const text of [header, ...sealed.flatMap(({ part, age }) => [part, age])]) {
    const bytes = Buffer.from(text);
    length.writeUInt32BE(bytes.byteLength);
    hash.update(length).update(bytes);
  }
  return hash.digest('hex');
};
