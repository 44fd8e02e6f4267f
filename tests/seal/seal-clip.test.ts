/** Sealed clips: opening inverts sealing, piece by piece, and nothing that was touched or moved opens. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { CLIP_PIECE_BYTES, type ClipHead, type ClipId } from '../../src/domain/clip.ts';
import type { PackId, QuestionId, RecordId } from '../../src/domain/id.ts';
import { clipDigestOf, pieceDigestOf } from '../../src/proof/clip-digest.ts';
import { concat } from '../../src/proof/digest.ts';
import { makeSealingKey, type SealingKey } from '../../src/seal/keys.ts';
import { openClip } from '../../src/seal/open-clip.ts';
import { sealClip } from '../../src/seal/seal-clip.ts';

let intake: SealingKey;
let recovery: SealingKey;
beforeAll(async () => {
  [intake, recovery] = await Promise.all([makeSealingKey(), makeSealingKey()]);
});

const head: ClipHead = {
  v: 1,
  id: 'a'.repeat(32) as ClipId,
  record: 'b'.repeat(32) as RecordId,
  pack: 'visitor-parking' as PackId,
  q: 'impact' as QuestionId,
  medium: 'sound',
  type: 'audio/webm',
  seconds: 12.5,
  lang: 'so',
};

async function* inChunks(media: Uint8Array<ArrayBuffer>, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < media.byteLength; at += size) yield media.slice(at, at + size);
}

const sealed = async (media: Uint8Array<ArrayBuffer>, size = 3_000) => {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const recipients = [
    { kid: 'i1', use: 'intake' as const, recipient: intake.recipient },
    { kid: 'x1', use: 'recovery' as const, recipient: recovery.recipient },
  ];
  const result = await sealClip({ recipients }, head, inChunks(media, size), async (piece, number) => {
    expect(number).toBe(pieces.length);
    pieces.push(piece);
  });
  if (!result.ok) throw new Error(result.problem.code);
  return { pieces, facts: result.value, whole: concat(pieces) };
};

test('opened sound equals the sound that was sealed, with either key, however the recorder cut it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), fc.integer({ min: 1, max: 6_000 }), async (bytes, size) => {
      const media = new Uint8Array(bytes);
      const { whole } = await sealed(media, size);
      for (const { identity } of [intake, recovery]) {
        const opened = await openClip([identity], head, whole);
        expect(opened.ok && [opened.value.head, [...opened.value.media]]).toEqual([head, [...media]]);
      }
    }),
    { numRuns: 20 },
  );
});

test('a long one comes in pieces of one size but for the last, and the digest is of those pieces', async () => {
  const { pieces, facts, whole } = await sealed(new Uint8Array(2 * CLIP_PIECE_BYTES + 1));
  expect(pieces.map((piece) => piece.byteLength)).toEqual([CLIP_PIECE_BYTES, CLIP_PIECE_BYTES, whole.byteLength - 2 * CLIP_PIECE_BYTES]);
  expect(facts).toEqual({ digest: await clipDigestOf(await Promise.all(pieces.map(pieceDigestOf))), bytes: whole.byteLength, pieces: 3 });
});

test('the next second is asked for only when what came before is kept', async () => {
  let kept = 0;
  let asked = 0;
  async function* media(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (; asked < 40; asked += 1) {
      // Sealing works one block ahead of the piece that it is filling, no more.
      expect(asked * CLIP_PIECE_BYTES - kept).toBeLessThanOrEqual(4 * CLIP_PIECE_BYTES);
      yield new Uint8Array(CLIP_PIECE_BYTES);
    }
  }
  const recipients = [{ kid: 'i1', use: 'intake' as const, recipient: intake.recipient }, { kid: 'x1', use: 'recovery' as const, recipient: recovery.recipient }];
  const result = await sealClip({ recipients }, head, media(), async (piece) => {
    await new Promise((later) => setImmediate(later));
    kept += piece.byteLength;
  });
  expect(result.ok).toBe(true);
});

test('a flipped byte, a cut end, another record, another id: not opened', async () => {
  const { whole } = await sealed(new Uint8Array(1_000).fill(7));
  for (const at of [0, 200, 700, whole.byteLength - 1]) {
    const touched = whole.slice();
    touched[at]! ^= 1;
    expect(await openClip([intake.identity], head, touched)).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
  }
  expect(await openClip([intake.identity], head, whole.slice(0, -40))).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
  for (const other of [{ record: 'c'.repeat(32) as RecordId }, { id: 'c'.repeat(32) as ClipId }, { pack: 'other' as PackId }]) {
    expect(await openClip([intake.identity], { ...head, ...other }, whole)).toMatchObject({ ok: false, problem: { code: 'not-the-same-record' } });
  }
});

test('a ring that lacks a key seals nothing', async () => {
  const recipients = [{ kid: 'i1', use: 'intake' as const, recipient: intake.recipient }];
  expect(await sealClip({ recipients }, head, inChunks(new Uint8Array(1), 1), async () => undefined)).toMatchObject({ ok: false, problem: { code: 'keys-missing' } });
});
