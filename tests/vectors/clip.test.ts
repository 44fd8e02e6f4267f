/** A frozen recording: sealed, named and told of as on the day of the first release, and its digest made in the same way. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { openRecord } from '../../src/council/opening.ts';
import { CLIP_PIECE_BYTES, type ClipAnswer, type ClipHead, type ClipInHeader } from '../../src/domain/clip.ts';
import { ClipAnswerShape, ClipInHeaderShape, readClipHead } from '../../src/domain/clip-shapes.ts';
import { toHex } from '../../src/domain/id.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { UPLOAD } from '../../src/domain/wire.ts';
import { clipDigestOf, pieceDigestOf } from '../../src/proof/clip-digest.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { fromBase64 } from '../../src/proof/receipt.ts';
import { openClip } from '../../src/seal/open-clip.ts';
import { vector } from './read-vector.ts';

const { identities } = vector<{ identities: Readonly<Record<'intake' | 'recovery', string>> }>('inside');
const clip = vector<{
  record: SealedRecord;
  named: ClipInHeader;
  head: ClipHead;
  media: string;
  sealed: string;
  pieces: readonly string[];
  answer: ClipAnswer;
  zeros: { bytes: readonly number[]; pieces: readonly string[]; digest: string };
  upload: object;
}>('clip');

const sealed = fromBase64(clip.sealed);

test('the sealed file opens with either key to its head and to the bytes that were recorded', async () => {
  for (const identity of Object.values(identities)) {
    const opened = await openClip([identity], clip.head, sealed);
    expect(opened.ok && opened.value.head).toEqual(clip.head);
    expect(opened.ok && Buffer.from(opened.value.media).toString('base64')).toBe(clip.media);
  }
  expect(readClipHead(clip.head)).toEqual(clip.head);
});

test('its digest and its size are those that the header names', async () => {
  const digest = await pieceDigestOf(sealed);
  expect([toHex(digest)]).toEqual(clip.pieces);
  expect([await clipDigestOf([digest]), sealed.byteLength]).toEqual([clip.named.digest, clip.named.bytes]);
  expect(v.parse(ClipInHeaderShape, clip.named)).toEqual(clip.named);
});

test('of two pieces the digest is over both of theirs, and a piece is as long as it was', async () => {
  expect(CLIP_PIECE_BYTES).toBe(clip.zeros.bytes[0]);
  const digests = await Promise.all(clip.zeros.bytes.map((bytes) => pieceDigestOf(new Uint8Array(bytes))));
  expect([digests.map(toHex), await clipDigestOf(digests)]).toEqual([clip.zeros.pieces, clip.zeros.digest]);
});

test('its record names it, and tells of it in the closed part', async () => {
  const { record } = clip;
  expect(await digestOf(record.header, record.sealed)).toBe(record.digest);
  expect(JSON.parse(record.header)).toHaveProperty('clips', [clip.named]);
  expect(v.is(ClipAnswerShape, clip.answer)).toBe(true);
  const opened = await openRecord({ identities: [identities.intake] }, { id: record.id, kind: 'answers', pack: clip.head.pack, sealed: JSON.stringify(record.sealed) });
  expect(opened).toMatchObject({ ok: true, value: { clips: [clip.answer], answers: [{ kind: 'skipped' }], quote: 'voice-too', unknown: 0 } });
});

test('the words of an upload are what they were', () => {
  expect(UPLOAD).toEqual(clip.upload);
});
