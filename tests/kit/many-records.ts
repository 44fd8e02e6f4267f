/** Many sealed records in no time, each with bytes of its own: for whoever carries and keeps them and opens none. */
import { drawRecordId } from '../../src/domain/id.ts';
import type { SealedPart, SealedRecord } from '../../src/domain/record.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { fromBase64, toBase64 } from '../../src/proof/receipt.ts';

const random = (bytes: number): Uint8Array<ArrayBuffer> => {
  const drawn = new Uint8Array(bytes);
  for (let from = 0; from < bytes; from += 65_536) crypto.getRandomValues(drawn.subarray(from, Math.min(bytes, from + 65_536)));
  return drawn;
};

const STANZA = /[A-Za-z0-9+/]{43}/g;
/** The 43 letters that stand for 32 bytes in a head. */
const letters = (): string => toBase64(random(32)).slice(0, 43);
const END_OF_HEAD = '\n--- ';

/** As long as this age file and built like it, and every byte that is random in one is another: packing gains no more than it truly would. */
const alike = ({ part, age }: SealedPart): SealedPart => {
  const bytes = fromBase64(age);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const end = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length + 44;
  const head = text.slice(0, end).replace(STANZA, letters);
  return { part, age: toBase64(Uint8Array.from([...new TextEncoder().encode(head), ...random(bytes.length - end)])) };
};

export const manyAlike = (record: SealedRecord, many: number): Promise<readonly SealedRecord[]> =>
  Promise.all(
    Array.from({ length: many }, async () => {
      const id = drawRecordId(random);
      const hash = Array.from(random(32), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const header = JSON.stringify({ ...(JSON.parse(record.header) as object), id, withdrawHash: hash });
      const sealed = record.sealed.map(alike);
      return { id, digest: await digestOf(header, sealed), header, sealed };
    }),
  );
