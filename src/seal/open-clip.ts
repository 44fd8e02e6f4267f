/** Opening a recording or a picture: the council's half of `seal-clip`. */
import type { ClipHead } from '../domain/clip.ts';
import { readClipHead } from '../domain/clip-shapes.ts';
import { problem } from '../domain/problem.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { opensWith, type Opener } from './recipients.ts';
import { HEAD_LENGTH_BYTES } from './seal-clip.ts';

/** A clip with its head taken off: bytes of the head's type. */
export interface OpenClip {
  readonly head: ClipHead;
  readonly media: Uint8Array;
}

const takeHead = (whole: Uint8Array): OpenClip | undefined => {
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0, false);
  const json = whole.subarray(HEAD_LENGTH_BYTES, HEAD_LENGTH_BYTES + length);
  const head = readClipHead(JSON.parse(new TextDecoder().decode(json)));
  return head && { head, media: whole.subarray(HEAD_LENGTH_BYTES + length) };
};

/**
 * Opens a sealed clip with any of these. Gives `cannot-open` when no key fits, the file was tampered with or
 * is no clip, `not-the-same-record` when it was sealed for another record or under another id.
 */
export const openClip = async (
  openers: readonly Opener[],
  belongs: Pick<ClipHead, 'id' | 'record' | 'pack'>,
  sealed: Uint8Array,
): Promise<Result<OpenClip>> => {
  try {
    const open = takeHead(await opensWith(openers).decrypt(sealed));
    if (open === undefined) return bad(problem('cannot-open', 'inside'));
    const { id, record, pack } = open.head;
    const isOurs = id === belongs.id && record === belongs.record && pack === belongs.pack;
    return isOurs ? good(open) : bad(problem('not-the-same-record'));
  } catch {
    return bad(problem('cannot-open'));
  }
};
