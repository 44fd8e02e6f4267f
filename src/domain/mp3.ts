/** MP3 read frame by frame, to know what a file is and how long it takes. It decodes nothing. */

/** By MPEG version: 2 bits of the header. */
const RATES: Readonly<Record<number, readonly number[]>> = { 3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000] };
const KBITS_OF_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const;
const KBITS_OF_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;

interface Frame {
  readonly bytes: number;
  readonly seconds: number;
  readonly isMono: boolean;
}

const frameAt = (file: Uint8Array, at: number): Frame | undefined => {
  const [sync = 0, kind = 0, rates = 0, mode = 0] = file.subarray(at, at + 4);
  const version = (kind >> 3) & 3;
  const isLayer3 = ((kind >> 1) & 3) === 1;
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0 || !isLayer3 || version === 1) return undefined;
  const rate = RATES[version]?.[(rates >> 2) & 3];
  const kbits = (version === 3 ? KBITS_OF_1 : KBITS_OF_2)[rates >> 4];
  if (!rate || !kbits) return undefined;
  const samples = version === 3 ? 1152 : 576;
  return { bytes: Math.floor((samples / 8) * ((kbits * 1000) / rate)) + ((rates >> 1) & 1), seconds: samples / rate, isMono: mode >> 6 === 3 };
};

/** Seconds of a file that is nothing but mono MP3 frames; undefined for anything else. */
export const secondsOf = (file: Uint8Array): number | undefined => {
  let seconds = 0;
  for (let at = 0; at < file.length; ) {
    const frame = frameAt(file, at);
    if (frame === undefined || !frame.isMono || at + frame.bytes > file.length) return undefined;
    at += frame.bytes;
    seconds += frame.seconds;
  }
  return seconds === 0 ? undefined : seconds;
};
