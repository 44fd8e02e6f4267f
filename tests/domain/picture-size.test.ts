/** A picture's size is read from its first bytes, whatever stands before it; what is no picture has none. */
import { expect, test } from 'vitest';
import { pictureSize } from '../../src/domain/picture-size.ts';
import { aJpegHead } from '../kit/a-photo.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part)));

test.each([
  ['JPEG', aJpegHead(4_000, 3_000), { width: 4_000, height: 3_000 }],
  ['JPEG with a camera’s long notes', aJpegHead(640, 480, 60_000), { width: 640, height: 480 }],
  ['PNG', bytes([0x89], 'PNG', [13, 10, 26, 10, 0, 0, 0, 13], 'IHDR', [0, 0, 1, 2], [0, 0, 3, 4]), { width: 258, height: 772 }],
  ['GIF', bytes('GIF89a', [16, 1], [2, 0]), { width: 272, height: 2 }],
  ['WebP, large', bytes('RIFF', [0, 0, 0, 0], 'WEBP', 'VP8X', [10, 0, 0, 0], [0, 0, 0, 0], [255, 0, 1], [1, 0, 0]), { width: 65_792, height: 2 }],
  ['WebP, lossy', bytes('RIFF', [0, 0, 0, 0], 'WEBP', 'VP8 ', [0, 0, 0, 0], [0, 0, 0, 0x9d, 1, 0x2a], [16, 0], [8, 0]), { width: 16, height: 8 }],
])('%s', (_kind, head, size) => {
  expect(pictureSize(head)).toEqual(size);
});

test.each([
  ['nothing', bytes()],
  ['words', bytes('This is no picture.')],
  ['a JPEG cut off before its size', aJpegHead(640, 480, 60_000).subarray(0, 30_000)],
  ['a JPEG that only says it is one', bytes([0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
  ['a PNG of no size', bytes([0x89], 'PNG', [13, 10, 26, 10, 0, 0, 0, 13], 'IHDR', [0, 0, 0, 0], [0, 0, 3, 4])],
])('%s is no picture', (_kind, head) => {
  expect(pictureSize(head)).toBeUndefined();
});
