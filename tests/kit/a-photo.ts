/** Photographs made by code: a head alone, as large as it is told to say, and a whole one with the place where it was taken. */
import type { Page } from 'playwright';

const two = (value: number): readonly number[] => [value >> 8, value & 255];

/** A table, whose mark is among those of the frames that bear a size. */
const TABLE: readonly number[] = [0xff, 0xc4, 0, 19, ...Array<number>(17).fill(0)];

/** The first bytes of a JPEG of this size; `notes` stand before it, as a camera's do. */
export const aJpegHead = (width: number, height: number, notes = 16): Uint8Array =>
  new Uint8Array([0xff, 0xd8, 0xff, 0xe1, ...two(notes + 2), ...Array<number>(notes).fill(7), ...TABLE, 0xff, 0xc0, 0, 17, 8, ...two(height), ...two(width), 3, 1, 0x11, 0]);

/** What must never leave a phone, as it stands in the notes below. */
export const PLACE_TAKEN = 'GPS 51.5126,-0.0300';

/** EXIF as cameras write it: a TIFF with a GPS directory, and the place in plain letters too, which a test can look for. */
const exifOf = (): readonly number[] => {
  const text = [...Buffer.from(`${PLACE_TAKEN}\0`)];
  const entry = (tag: number, type: number, count: number, value: readonly number[]): readonly number[] => [...two(tag), ...two(type), 0, 0, ...two(count), ...value];
  const FIRST_DIRECTORY = 8;
  const GPS_DIRECTORY = FIRST_DIRECTORY + 2 + 2 * 12 + 4;
  const TEXT = GPS_DIRECTORY + 2 + 12 + 4;
  const tiff = [
    ...Buffer.from('MM'), 0, 42, 0, 0, 0, FIRST_DIRECTORY,
    ...two(2), ...entry(0x010e, 2, text.length, [0, 0, ...two(TEXT)]), ...entry(0x8825, 4, 1, [0, 0, ...two(GPS_DIRECTORY)]), 0, 0, 0, 0,
    ...two(1), ...entry(1, 2, 2, [...Buffer.from('N'), 0, 0, 0]), 0, 0, 0, 0,
    ...text,
  ];
  const body = [...Buffer.from('Exif'), 0, 0, ...tiff];
  return [0xff, 0xe1, ...two(body.length + 2), ...body];
};

/** A whole photograph of this size, drawn by the browser, with those notes put in where a camera puts them. */
export const aPhoto = async (page: Page, width: number, height: number): Promise<Buffer> => {
  const plain = await page.evaluate(
    async ([wide, high]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: wide, height: high });
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = '#0a6250';
      pen.fillRect(0, 0, wide / 2, high);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
      return Array.from(new Uint8Array(await blob!.arrayBuffer()));
    },
    [width, height] as const,
  );
  return Buffer.from([...plain.slice(0, 2), ...exifOf(), ...plain.slice(2)]);
};
