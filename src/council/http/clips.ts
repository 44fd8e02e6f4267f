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
import type { Council } from '../council.ts';
import { problemResponse } from './problems.ts';
import { readAtMost } from './read-body.ts';
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

/** The piece, held against its digest. A body that breaks off is no piece, and nothing to write into a log. */
const readPiece = async (request: Request, said: Said): Promise<Result<Uint8Array>> => {
  const body = await readAtMost(request, CLIP_PIECE_BYTES).catch(() => bad(problem('not-a-piece', 'body')));
  if (!body.ok) return body;
  return toBase64(await pieceDigestOf(new Uint8Array(body.value))) === said.digest ? body : bad(problem('digest-mismatch', UPLOAD.digest));
};

const patch = async (council: Council, request: Request, asked: ClipName): Promise<Response> => {
  const said = readSaid(request);
  if (!said.ok) return problemResponse(said.problem);
  const name = nameOf(asked);
  if (name === undefined || (await standingOf(council, name)) === undefined) return problemResponse(problem('not-expected'));
  const piece = await readPiece(request, said.value);
  if (!piece.ok) return problemResponse(piece.problem);
  const taken = await takePiece(council, name, said.value.offset, piece.value);
  if (!taken.ok) return problemResponse(taken.problem);
  switch (taken.value.took) {
    case 'whole':
      return receiptResponse(council.keys, said.value.nonce, [{ id: name.id as RecordId, digest: name.digest, verdict: taken.value.verdict, durable: taken.value.durable }]);
    case 'piece':
      return standsAt(204, taken.value.goesOnAt);
    case 'nothing':
      return problemResponse(problem('wrong-offset'), { [UPLOAD.offset]: String(taken.value.goesOnAt) });
  }
};

/** Nothing of this is logged: a line with a time, for a clip that stands apart, would lead to what came just before it. */
export const answerClips = (app: Hono, council: Council): void => {
  const path = `${PATHS.clips}:id/:digest` as const;
  const notAllowed = (): Response => problemResponse(problem('not-allowed'), { allow: 'HEAD, PATCH' });
  // Hono hears a HEAD as a GET, and leaves the body out.
  app.get(path, (c) => (c.req.raw.method === 'HEAD' ? head(council, c.req.param()) : notAllowed()));
  app.patch(path, (c) => patch(council, c.req.raw, c.req.param()));
  app.all(path, notAllowed);
};
