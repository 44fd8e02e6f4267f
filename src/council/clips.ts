/** Takes clips in, piece by piece, and gives them back whole: each is kept once, and called kept when its digest fits. */
import { CLIP_PIECE_BYTES, type ClipId } from '../domain/clip.ts';
import type { PackId, RecordId } from '../domain/id.ts';
import { problem } from '../domain/problem.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { clipDigestOf, pieceDigestOf } from '../proof/clip-digest.ts';
import { concat } from '../proof/digest.ts';
import { openClip, type OpenClip } from '../seal/open-clip.ts';
import { countPiece, type Sender } from './budgets.ts';
import type { Council } from './council.ts';
import type { ClipsTable, Database } from './database/schema.ts';
import { transact } from './database/transact.ts';
import { dayOf } from './day.ts';
import { openersFor } from './rewrap.ts';
import { keepClipTwice, notYetTwice, stillOnce } from './safe-twice.ts';
import type { Named } from './second-place.ts';

/** A clip is asked for by both, so that nobody can send other bytes in its name. */
export type ClipName = Named;

const rowOf = (db: Database, { id, digest }: ClipName): Promise<ClipsTable | undefined> =>
  db.selectFrom('clips').selectAll().where('id', '=', id).where('digest', '=', digest).executeTakeFirst();

export interface Standing {
  /** Where it goes on; its length where it is whole. */
  readonly offset: number;
  readonly length: number;
}

/** Undefined where no record here names this clip. */
export const standingOf = async ({ db }: Pick<Council, 'db'>, name: ClipName): Promise<Standing | undefined> => {
  const row = await rowOf(db, name);
  return row && { offset: row.receivedOn === null ? row.pieces * CLIP_PIECE_BYTES : row.bytes, length: row.bytes };
};

export async function* piecesOf(db: Database, { id, digest }: ClipName): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let number = 0; ; number += 1) {
    const row = await db
      .selectFrom('clipPieces')
      .select('bytes')
      .where('clip', '=', id)
      .where('digest', '=', digest)
      .where('number', '=', number)
      .executeTakeFirst();
    if (row === undefined) return;
    yield new Uint8Array(row.bytes);
  }
}

/** Of what lies in the database, read back piece by piece. */
export const digestOfPieces = async (pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<string> => {
  const digests: Uint8Array[] = [];
  for await (const piece of pieces) digests.push(await pieceDigestOf(piece));
  return clipDigestOf(digests);
};

export type Taken =
  | { readonly took: 'whole'; readonly verdict: 'stored' | 'duplicate' | 'corrupt'; readonly durable: boolean }
  /** `nothing`: it goes on elsewhere, for another sender was quicker, or an answer was lost. */
  | { readonly took: 'piece' | 'nothing'; readonly goesOnAt: number };

const change = (db: Database, { id, digest }: ClipName, to: Partial<ClipsTable>) =>
  db.updateTable('clips').set(to).where('id', '=', id).where('digest', '=', digest).execute();

/** What one piece came to, before the second place has heard of it. */
type Laid = Exclude<Taken, { readonly took: 'whole' }> | { readonly took: 'whole'; readonly verdict: 'stored' | 'duplicate' | 'corrupt'; readonly row: ClipsTable };

/** Everything is here: either it is what the record named, or it is dropped and begins again. */
const judge = async (db: Database, row: ClipsTable, now: number): Promise<Laid> => {
  if ((await digestOfPieces(piecesOf(db, row))) === row.digest) {
    const whole = { ...row, pieces: row.pieces + 1, receivedOn: dayOf(now) };
    await change(db, row, { pieces: whole.pieces, receivedOn: whole.receivedOn });
    await notYetTwice(db, [row]);
    return { took: 'whole', verdict: 'stored', row: whole };
  }
  await db.deleteFrom('clipPieces').where('clip', '=', row.id).where('digest', '=', row.digest).execute();
  await change(db, row, { pieces: 0 });
  return { took: 'whole', verdict: 'corrupt', row };
};

const lay = async ({ db, env }: Pick<Council, 'db' | 'env'>, name: ClipName, offset: number, piece: Uint8Array, sender: Sender | undefined): Promise<Result<Laid>> => {
  const row = await rowOf(db, name);
  if (row === undefined) return bad(problem('not-expected'));
  if (row.receivedOn !== null) return good({ took: 'whole', verdict: 'duplicate', row });
  const stands = row.pieces * CLIP_PIECE_BYTES;
  if (offset !== stands) return good({ took: 'nothing', goesOnAt: stands });
  if (piece.byteLength !== Math.min(CLIP_PIECE_BYTES, row.bytes - offset)) return bad(problem('not-a-piece', 'length'));
  await db.insertInto('clipPieces').values({ clip: row.id, digest: row.digest, number: row.pieces, bytes: piece }).execute();
  await countPiece(db, { env }, sender, piece.byteLength);
  if (offset + piece.byteLength === row.bytes) return good(await judge(db, row, env.now()));
  await change(db, row, { pieces: row.pieces + 1 });
  return good({ took: 'piece', goesOnAt: offset + piece.byteLength });
};

const isTwice = async (council: Pick<Council, 'db' | 'env' | 'log' | 'second'>, verdict: 'stored' | 'duplicate' | 'corrupt', row: ClipsTable): Promise<boolean> => {
  if (verdict === 'corrupt') return false;
  if (verdict === 'stored') return keepClipTwice(council, row, piecesOf(council.db, row));
  return council.second.isApart && (await stillOnce(council, [row])).size === 0;
};

/**
 * Takes one piece. When it comes back, what it took is committed. Gives `not-expected` where no record names this clip,
 * `not-a-piece` where the piece is not as long as it must be there. Throws what the database says when it can't write.
 */
export const takePiece = async (council: Pick<Council, 'db' | 'env' | 'log' | 'second'>, name: ClipName, offset: number, piece: Uint8Array, sender?: Sender): Promise<Result<Taken>> => {
  const laid = await transact(council.db, (db) => lay({ ...council, db }, name, offset, piece, sender));
  if (!laid.ok || laid.value.took !== 'whole') return laid as Result<Taken>;
  const { took, verdict, row } = laid.value;
  return good({ took, verdict, durable: await isTwice(council, verdict, row) });
};

/** A clip of a record, as far as it is known without opening it. */
export interface ListedClip extends Pick<ClipsTable, 'id' | 'record' | 'pack' | 'bytes' | 'receivedOn' | 'q' | 'medium' | 'seconds' | 'lang'> {
  readonly isWhole: boolean;
}

/** What is expected or here for a record that was understood. In what order they were recorded stands in its answers. */
export const clipsOf = async (db: Database, record: string): Promise<readonly ListedClip[]> => {
  const rows = await db
    .selectFrom('clips')
    .select(['id', 'record', 'pack', 'bytes', 'receivedOn', 'q', 'medium', 'seconds', 'lang'])
    .where('record', '=', record)
    .where('lane', '!=', 'parked')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, isWhole: row.receivedOn !== null }));
};

/**
 * Opens a clip that is whole: `not-found` where there is none, otherwise as `openClip`. Logs nothing: whoever shows or
 * plays it to a person logs it first.
 */
export const openClipOf = async (council: Pick<Council, 'db' | 'keys'>, id: string): Promise<Result<OpenClip>> => {
  const { db } = council;
  const row = await db.selectFrom('clips').selectAll().where('id', '=', id).where('lane', '!=', 'parked').executeTakeFirst();
  if (row === undefined || row.receivedOn === null) return bad(problem('not-found'));
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(db, row)) pieces.push(piece);
  const belongs = { id: row.id as ClipId, record: row.record as RecordId, pack: row.pack as PackId };
  return openClip(await openersFor(council, id), belongs, concat(pieces));
};
