/** Sealing a recording or a picture as it streams by: neither the open nor the sealed whole is ever in memory. */
import { CLIP_PIECE_BYTES, type ClipHead } from '../domain/clip.ts';
import { bad, good, type Result } from '../domain/result.ts';
import type { KeyRing } from '../domain/wire.ts';
import { clipDigestOf, pieceDigestOf } from '../proof/clip-digest.ts';
import { couldNotSeal, sealsTo } from './recipients.ts';

const utf8 = new TextEncoder();
/** The head's length stands before it. */
export const HEAD_LENGTH_BYTES = 4;

/** Before the media's own bytes: four bytes of length, highest first, and the head as JSON. */
const writeHead = (head: ClipHead): Uint8Array<ArrayBuffer> => {
  const json = utf8.encode(JSON.stringify(head));
  const whole = new Uint8Array(HEAD_LENGTH_BYTES + json.byteLength);
  new DataView(whole.buffer).setUint32(0, json.byteLength, false);
  whole.set(json, HEAD_LENGTH_BYTES);
  return whole;
};

/** What came out of sealing; it goes into the record's header. */
export interface SealedClip {
  readonly digest: string;
  readonly bytes: number;
  readonly pieces: number;
}

/** The pieces of a stream, each of the same size but for the last. */
async function* inPieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(CLIP_PIECE_BYTES);
  let filled = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    for (let rest = read.value; rest.byteLength > 0; ) {
      const part = rest.subarray(0, CLIP_PIECE_BYTES - filled);
      piece.set(part, filled);
      filled += part.byteLength;
      rest = rest.subarray(part.byteLength);
      if (filled < CLIP_PIECE_BYTES) continue;
      yield piece;
      piece = new Uint8Array(CLIP_PIECE_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.slice(0, filled);
}

/** From a list that comes bit by bit; not every browser has `ReadableStream.from`. */
const streamOf = (head: Uint8Array, media: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (to) => to.enqueue(head),
    pull: async (to) => {
      const next = await media.next();
      if (next.done === true) to.close();
      else to.enqueue(next.value);
    },
  });

/**
 * Seals `media` to every recipient of the ring; each sealed piece is handed to `keep` as soon as it is full, and the
 * next is not begun before that one is kept. Gives `keys-missing` as `seal` does, `could-not-seal` when the browser's
 * cryptography refuses; what `keep` or `media` throw, it throws.
 */
export const sealClip = async (
  ring: Pick<KeyRing, 'recipients'>,
  head: ClipHead,
  media: AsyncIterator<Uint8Array>,
  keep: (piece: Uint8Array<ArrayBuffer>, number: number) => Promise<void>,
): Promise<Result<SealedClip>> => {
  const encrypter = sealsTo(ring);
  if (!encrypter.ok) return encrypter;
  let sealing: ReadableStream<Uint8Array>;
  try {
    sealing = await encrypter.value.encrypt(streamOf(writeHead(head), media));
  } catch (cause) {
    return bad(couldNotSeal(cause));
  }
  const digests: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of inPieces(sealing)) {
    await keep(piece, digests.length);
    digests.push(await pieceDigestOf(piece));
    bytes += piece.byteLength;
  }
  return good({ digest: await clipDigestOf(digests), bytes, pieces: digests.length });
};
