/** Where clips come in, piece by piece: `HEAD` says where one goes on, `PATCH` brings the next piece. */
import type { Hono } from 'hono';
import * as v from 'valibot';
import { CLIP_PIECE_BYTES } from '../../domain/clip.ts';
import type { RecordId } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import { Nonce, PATHS, UPLOAD } from '../../domain/wire.ts';
import { pieceDigestOf } from '../../proof/clip-digest.ts';
import { toBase64 } from '../../proof/receipt.ts';
import { standingOf, takePiece, type ClipName } from '../clips.ts';
import { refusesClips, type Door } from '../budgets.ts';
import type { Council } from '../council.ts';
import { problemResponse } from './problems.ts';
import type { Bindings } from './peer.ts';
import { BACK_IN_SECONDS, type Reception } from './reception.ts';
import { receiptResponse } from './receipts.ts';

const CLIP_ID = /^[0-9a-f]{32}$/;
const DIGEST = /^[0-9a-f]{64}$/;
/** Seven digits: more than the largest clip has bytes. */
const OFFSET = /^(0|[1-9][0-9]{0,6})$/;
/** Other digests may stand beside ours (RFC 9530). */
const CONTENT_DIGEST = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/;

const standsAt = (status: 200 | 204, offset: number, more: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status, headers: { 'cache-control': 'no-store', [UPLOAD.offset]: String(offset), ...more } });

const nameOf = ({ id, digest }: ClipName): ClipName | undefined => (CLIP_ID.test(id) && DIGEST.test(digest) ? { id, digest } : undefined);

/** Where a clip goes on. */
const head = async (council: Council, asked: ClipName): Promise<Response> => {
  const name = nameOf(asked);
  const standing = name && (await standingOf(council, name));
  if (standing === undefined) return problemResponse(problem('not-expected'));
  return standsAt(200, standing.offset, { [UPLOAD.length]: String(standing.length) });
};

interface Said {
  readonly nonce: string;
  readonly offset: number;
  /** SHA-256 of the piece in base64. */
  readonly digest: string;
}

/** What the request says of its piece, or what it fails to say. */
const readSaid = ({ headers }: Request): Result<Said> => {
  const nonce = headers.get(UPLOAD.nonce) ?? '';
  const offset = headers.get(UPLOAD.offset) ?? '';
  const [, digest] = CONTENT_DIGEST.exec(headers.get(UPLOAD.digest) ?? '') ?? [];
  if (headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() !== UPLOAD.type) return bad(problem('not-a-piece', 'content-type'));
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') return bad(problem('unknown-encoding'));
  if (!v.is(Nonce, nonce)) return bad(problem('not-a-piece', UPLOAD.nonce));
  if (!OFFSET.test(offset) || Number(offset) % CLIP_PIECE_BYTES !== 0) return bad(problem('not-a-piece', UPLOAD.offset));
  if (digest === undefined) return bad(problem('not-a-piece', UPLOAD.digest));
  return good({ nonce, offset: Number(offset), digest });
};

/** A piece, held against its digest before anything else is done with it. */
const take = async (council: Council, name: ClipName, said: Said, piece: Uint8Array, door: Door | undefined): Promise<Response> => {
  if (toBase64(await pieceDigestOf(new Uint8Array(piece))) !== said.digest) return problemResponse(problem('digest-mismatch', UPLOAD.digest));
  const taken = await takePiece(council, name, said.offset, piece, door?.sender);
  if (!taken.ok) return problemResponse(taken.problem);
  switch (taken.value.took) {
    case 'whole':
      return receiptResponse(council.keys, said.nonce, [{ id: name.id as RecordId, digest: name.digest, verdict: taken.value.verdict, durable: taken.value.durable }]);
    case 'piece':
      return standsAt(204, taken.value.goesOnAt);
    case 'nothing':
      return problemResponse(problem('wrong-offset'), { [UPLOAD.offset]: String(taken.value.goesOnAt) });
  }
};

const patch = async ({ council, room, doorOf }: Reception, request: Request, bindings: Bindings | undefined, asked: ClipName): Promise<Response> => {
  const said = readSaid(request);
  if (!said.ok) return problemResponse(said.problem);
  const name = nameOf(asked);
  if (name === undefined || (await standingOf(council, name)) === undefined) return problemResponse(problem('not-expected'));
  const door = await doorOf(request, bindings);
  // Before its quarter of a megabyte is read.
  const refused = await refusesClips(council, door);
  if (refused !== undefined) return problemResponse(refused, refused.code === 'busy' ? { 'retry-after': String(BACK_IN_SECONDS) } : {});
  return room.withBody(request, CLIP_PIECE_BYTES, (piece) => take(council, name, said.value, piece, door));
};

/** Nothing of this is logged: a line with a time, for a clip that stands apart, would lead to what came just before it. */
export const answerClips = (app: Hono<{ Bindings: Bindings }>, reception: Reception): void => {
  const { council } = reception;
  const path = `${PATHS.clips}:id/:digest` as const;
  const notAllowed = (): Response => problemResponse(problem('not-allowed'), { allow: 'HEAD, PATCH' });
  // Hono hears a HEAD as a GET, and leaves the body out.
  app.get(path, (c) => (c.req.raw.method === 'HEAD' ? head(council, c.req.param()) : notAllowed()));
  app.patch(path, (c) => patch(reception, c.req.raw, c.env, c.req.param()));
  app.all(path, notAllowed);
};
