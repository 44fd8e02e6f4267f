/** Recordings as a phone seals them, with the record that names them, and how their pieces are sent by hand. */
import { CLIP_PIECE_BYTES, drawClipId, type ClipHead, type ClipInHeader } from '../../src/domain/clip.ts';
import { drawRecordId, type QuestionId, type RecordId } from '../../src/domain/id.ts';
import type { Pack } from '../../src/domain/pack.ts';
import type { RecordKind, SealedRecord } from '../../src/domain/record.ts';
import { PATHS, UPLOAD, type KeyRing } from '../../src/domain/wire.ts';
import { pieceDigestOf } from '../../src/proof/clip-digest.ts';
import { toBase64 } from '../../src/proof/receipt.ts';
import { sealClip } from '../../src/seal/seal-clip.ts';
import { NONCE, type ACouncil } from './a-council.ts';
import { aRecord, type RecordWish } from './a-record.ts';
import { someBytes } from './a-world.ts';

const random = someBytes(20261125);

export interface AClip {
  readonly head: ClipHead;
  readonly media: Uint8Array<ArrayBuffer>;
  readonly named: ClipInHeader;
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
}

/** So much of sound, whatever it says. */
export const aClip = async (ring: Pick<KeyRing, 'recipients'>, belongs: Pick<ClipHead, 'record' | 'pack'>, bytes: number, more: Partial<ClipHead> = {}): Promise<AClip> => {
  const head: ClipHead = { v: 1, id: drawClipId(random), q: 'impact' as QuestionId, medium: 'sound', type: 'audio/webm', seconds: 12.5, lang: 'so', ...belongs, ...more };
  const media = new Uint8Array(bytes).map((_, at) => at % 251);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  async function* stream() {
    for (let at = 0; at < bytes; at += 60_000) yield media.slice(at, at + 60_000);
  }
  const sealed = await sealClip(ring, head, stream(), async (piece) => void pieces.push(piece));
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return { head, media, named: { id: head.id, digest: sealed.value.digest, bytes: sealed.value.bytes }, pieces };
};

export interface Recorded {
  readonly record: SealedRecord;
  readonly clips: readonly AClip[];
}

/** A record and its clips, one for each of these sizes. */
export const aRecordWithClips = async (
  ring: Pick<KeyRing, 'recipients'>,
  pack: Pick<Pack, 'id' | 'version'>,
  sizes: readonly number[],
  wish: RecordWish & { readonly kind?: RecordKind } = {},
): Promise<Recorded> => {
  const id: RecordId = wish.id ?? drawRecordId(random);
  const clips: AClip[] = [];
  for (const bytes of sizes) clips.push(await aClip(ring, { record: id, pack: pack.id }, bytes));
  const value = clips.map(({ head: { id: clip, medium, seconds, lang } }) => ({ id: clip, medium, seconds, lang }));
  const header = { clips: clips.map(({ named }) => named), ...wish.header };
  return { record: await aRecord(ring, pack, { ...wish, id, clips: [{ q: 'impact' as QuestionId, kind: 'clips', value }], header }), clips };
};

export const pathOf = ({ id, digest }: Pick<ClipInHeader, 'id' | 'digest'>): string => `${PATHS.clips}${id}/${digest}`;

export const sha256Of = async (piece: Uint8Array<ArrayBuffer>): Promise<string> => `sha-256=:${toBase64(await pieceDigestOf(piece))}:`;

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** Sends one piece, whole or spoilt on purpose: a header that is null is left out. */
export const patchPiece = async (
  { fetch }: Pick<ACouncil, 'fetch'>,
  clip: AClip,
  number: number,
  { body = clip.pieces[number]!, headers = {}, path = pathOf(clip.named) }: { readonly body?: Body; readonly headers?: Readonly<Record<string, string | null>>; readonly path?: string } = {},
): Promise<Response> => {
  const said: Record<string, string | null> = {
    'content-type': UPLOAD.type,
    [UPLOAD.offset]: String(number * CLIP_PIECE_BYTES),
    [UPLOAD.digest]: await sha256Of(body instanceof Uint8Array ? body : clip.pieces[number]!),
    [UPLOAD.nonce]: NONCE,
    ...headers,
  };
  const sent = Object.entries(said).filter((each): each is [string, string] => each[1] !== null);
  return fetch(path, { method: 'PATCH', body, headers: sent, duplex: 'half' } as RequestInit);
};

/** Sends all of it; gives the answer to the last piece. */
export const patchAll = async (council: Pick<ACouncil, 'fetch'>, clip: AClip): Promise<Response> => {
  let last: Response | undefined;
  for (let number = 0; number < clip.pieces.length; number += 1) last = await patchPiece(council, clip, number);
  return last!;
};
