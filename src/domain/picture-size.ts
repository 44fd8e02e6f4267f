/** How large a picture is, read from the first bytes of its file: known before anything so large is unfolded in memory. */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** 40 megapixels take 160 MB when they are unfolded: more than an old phone can give. */
export const MOST_PIXELS = 40_000_000;
/** Of the file as it comes; no phone's own camera writes as much. */
export const LARGEST_PICTURE_BYTES = 30 * 1024 * 1024;
/** A camera puts its notes, a small picture among them, before the size. */
export const PICTURE_HEAD_BYTES = 1024 * 1024;

const startsWith = (bytes: DataView, at: number, text: string): boolean =>
  bytes.byteLength >= at + text.length && Array.from(text).every((letter, index) => bytes.getUint8(at + index) === letter.charCodeAt(0));

const png = (bytes: DataView): PictureSize | undefined =>
  startsWith(bytes, 1, 'PNG') && startsWith(bytes, 12, 'IHDR') ? { width: bytes.getUint32(16), height: bytes.getUint32(20) } : undefined;

const gif = (bytes: DataView): PictureSize | undefined => (startsWith(bytes, 0, 'GIF8') ? { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) } : undefined);

const threeBytes = (bytes: DataView, at: number): number => bytes.getUint16(at, true) + bytes.getUint8(at + 2) * 65_536;

const webp = (bytes: DataView): PictureSize | undefined => {
  if (!startsWith(bytes, 0, 'RIFF') || !startsWith(bytes, 8, 'WEBP')) return undefined;
  if (startsWith(bytes, 12, 'VP8X')) return { width: threeBytes(bytes, 24) + 1, height: threeBytes(bytes, 27) + 1 };
  if (startsWith(bytes, 12, 'VP8L')) {
    const packed = bytes.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  return startsWith(bytes, 12, 'VP8 ') ? { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff } : undefined;
};

/** Frames that bear the size: C0 to CF, but for tables (C4), a reserved one (C8) and arithmetic coding's own (CC). */
const bearsSize = (mark: number): boolean => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);

const jpeg = (bytes: DataView): PictureSize | undefined => {
  if (bytes.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.byteLength; ) {
    if (bytes.getUint8(at) !== 0xff) return undefined;
    const mark = bytes.getUint8(at + 1);
    // Filling between two segments.
    if (mark === 0xff) {
      at += 1;
      continue;
    }
    if (bearsSize(mark)) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    at += 2 + bytes.getUint16(at + 2);
  }
  return undefined;
};

/** Of a JPEG, PNG, WebP or GIF; undefined for what is none of them, or is cut off before it says. */
export const pictureSize = (head: Uint8Array): PictureSize | undefined => {
  const bytes = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const size = jpeg(bytes) ?? png(bytes) ?? webp(bytes) ?? gif(bytes);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch {
    // Cut off in the middle of a number.
    return undefined;
  }
};
