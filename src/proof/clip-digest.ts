/** The digest that names a sealed clip's exact bytes, made piece by piece: a phone never holds a whole clip in memory. */
import { toHex } from '../domain/id.ts';
import { concat, sha256 } from './digest.ts';

/** SHA-256 of one piece, 32 bytes. */
export const pieceDigestOf = (piece: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => sha256(piece);

/** SHA-256 over the pieces' own digests in order, as 64 hexadecimal digits. Pieces are cut at `CLIP_PIECE_BYTES`. */
export const clipDigestOf = async (pieces: readonly Uint8Array[]): Promise<string> => toHex(await sha256(concat(pieces)));
