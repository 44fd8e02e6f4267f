/** Makes a picture small enough to send, and draws it anew: nothing of where and with what it was taken is left in it. */
import { LARGEST_PICTURE_BYTES, MOST_PIXELS, PICTURE_HEAD_BYTES, pictureSize } from '../../domain/picture-size.ts';
import { problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';

/** The longer side: a letter or a road sign can still be read. */
const LONGEST_SIDE = 1_600;
const QUALITY = 0.8;

export const toJpeg = (canvas: HTMLCanvasElement): Promise<Blob | null> => new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));

const drawSmaller = async (file: Blob): Promise<Blob | null> => {
  // Turned as the camera says; after that the note which says so is gone.
  const picture = await createImageBitmap(file);
  const part = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * part));
  canvas.height = Math.max(1, Math.round(picture.height * part));
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  // What was see-through becomes paper.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return toJpeg(canvas);
};

/** Gives `picture-too-large` or `picture-unreadable` before anything is unfolded, where its first bytes say so. */
export const shrinkPicture = async (file: Blob): Promise<Result<Blob>> => {
  if (file.size > LARGEST_PICTURE_BYTES) return bad(problem('picture-too-large'));
  try {
    const size = pictureSize(new Uint8Array(await file.slice(0, PICTURE_HEAD_BYTES).arrayBuffer()));
    if (size === undefined) return bad(problem('picture-unreadable'));
    if (size.width * size.height > MOST_PIXELS) return bad(problem('picture-too-large'));
    const small = await drawSmaller(file);
    return small === null ? bad(problem('picture-unreadable')) : good(small);
  } catch (cause) {
    return bad(problem('picture-unreadable', undefined, cause instanceof Error ? cause.name : undefined));
  }
};
