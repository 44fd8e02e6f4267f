/** Sends one sealed clip, piece by piece, from where the council says that it stands. */
import { CLIP_PIECE_BYTES } from '../domain/clip.ts';
import type { RecordId } from '../domain/id.ts';
import { PATHS, UPLOAD } from '../domain/wire.ts';
import { pieceDigestOf } from '../proof/clip-digest.ts';
import { toBase64 } from '../proof/receipt.ts';
import type { Sealing } from '../store/clip-rows.ts';
import type { Clips } from '../store/clips.ts';
import { drawNonce, reach, receiptIn, refusal, type Called } from './call.ts';
import { askAfter, heardAbout, type Pair } from './deliver.ts';
import type { SyncEnv } from './env.ts';
import type { Trust } from './sending.ts';

/** `interrupted`: something more urgent has come, and the council knows where this goes on. */
export type Uploaded = Called | { readonly heard: 'interrupted' };
/** `offset`: it goes on there. Acknowledges nothing. */
type Heard = Called | { readonly heard: 'offset'; readonly offset: number };

/** So often a piece may be altered on the way, or the council be elsewhere than it said, before a clip waits on its own clock. */
const SPARE_REQUESTS = 4;

export interface Upload {
  readonly env: SyncEnv;
  readonly clips: Pick<Clips, 'sealedPiece'>;
  readonly trust: Trust;
  /** Asked after each piece. */
  readonly isInterrupted: () => Promise<boolean>;
}

const pathOf = ({ id, digest }: Sealing): string => `${PATHS.clips}${id}/${digest}`;
export const pairOf = ({ id, digest }: Sealing): Pair => ({ id: id as string as RecordId, digest });

/** Where an answer says that it goes on; anything that a clip of this length can't go on at is nobody's true word. */
const offsetIn = (response: Response, { bytes }: Sealing): Heard => {
  const said = response.headers.get(UPLOAD.offset) ?? '';
  const offset = /^\d{1,15}$/.test(said) ? Number(said) : Number.NaN;
  const isOne = offset === bytes || (offset < bytes && offset % CLIP_PIECE_BYTES === 0);
  return isOne && !response.redirected ? { heard: 'offset', offset } : { heard: 'no-receipt' };
};

const standing = (env: SyncEnv, sealing: Sealing): Promise<Heard> =>
  reach<Heard>(env, pathOf(sealing), { method: 'HEAD' }, (response) => {
    if (response.status !== 200) return refusal(response, env.now());
    return response.headers.get(UPLOAD.length) === String(sealing.bytes) ? offsetIn(response, sealing) : { heard: 'no-receipt' };
  });

const isAltered = async (response: Response): Promise<boolean> => ((await response.json().catch(() => ({}))) as { code?: unknown }).code === 'digest-mismatch';

const sendPiece = async ({ env, trust }: Upload, sealing: Sealing, offset: number, piece: Uint8Array<ArrayBuffer>): Promise<Heard> => {
  const nonce = drawNonce(env);
  const digest = `sha-256=:${toBase64(await pieceDigestOf(piece))}:`;
  const headers = { 'content-type': UPLOAD.type, [UPLOAD.offset]: String(offset), [UPLOAD.digest]: digest, [UPLOAD.nonce]: nonce };
  return reach<Heard>(env, pathOf(sealing), { method: 'PATCH', headers, body: piece }, async (response) => {
    switch (response.status) {
      case 200:
        return heardAbout(await receiptIn(response, nonce, trust), [pairOf(sealing)]);
      case 204:
      case 409:
        return offsetIn(response, sealing);
      case 400:
        return (await isAltered(response)) ? { heard: 'offset', offset } : { heard: 'bad' };
      default:
        return refusal(response, env.now());
    }
  });
};

/**
 * Sends what is missing. Only a receipt for this clip, these bytes and this request acknowledges; one that is whole
 * already, for a receipt was lost, is asked after and not sent again. Never throws for what the network does.
 */
export const uploadClip = async (upload: Upload, sealing: Sealing): Promise<Uploaded> => {
  let at = await standing(upload.env, sealing);
  // Nobody here expects it: its record is not here yet, or was taken back, which only a signed word may say.
  if (at.heard === 'bad') {
    const asked = await askAfter(upload.env, upload.trust, [pairOf(sealing)]);
    return asked.heard === 'receipt' ? asked : at;
  }
  for (let requests = sealing.pieces + SPARE_REQUESTS; at.heard === 'offset'; requests -= 1) {
    if (at.offset === sealing.bytes) return askAfter(upload.env, upload.trust, [pairOf(sealing)]);
    if (requests === 0) return { heard: 'bad' };
    const piece = await upload.clips.sealedPiece(sealing.sealing, at.offset / CLIP_PIECE_BYTES);
    // Gone from the device: there is nothing that could be sent, and everything else goes on.
    if (piece === undefined) return { heard: 'bad' };
    at = await sendPiece(upload, sealing, at.offset, piece);
    if (at.heard === 'offset' && (await upload.isInterrupted())) return { heard: 'interrupted' };
  }
  return at;
};
