/** MP3 for prompts: written at one bit rate, mono, and read back frame by frame to know what it is and how long. */
import { createMp3Encoder } from 'wasm-media-encoders';

/** For a computer's voice; people's are 32. */
export const KBITS = 24;

/** @type {ReturnType<typeof createMp3Encoder> | undefined} */
let encoder;

/** @type {(sound: Float32Array, sampleRate: number) => Promise<Uint8Array>} */
export const toMp3 = async (sound, sampleRate) => {
  const mp3 = await (encoder ??= createMp3Encoder());
  // Also forgets the clip before.
  mp3.configure({ sampleRate, outputSampleRate: /** @type {22050} */ (sampleRate), channels: 1, bitrate: KBITS });
  // Copied at once, for the encoder hands out the same memory again.
  const body = Uint8Array.from(mp3.encode([sound]));
  const end = Uint8Array.from(mp3.finalize());
  const whole = new Uint8Array(body.length + end.length);
  whole.set(body);
  whole.set(end, body.length);
  return whole;
};

/** By MPEG version: 2 bits of the header. */
const RATES = { 3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000] };
const KBITS_OF_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_OF_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** @returns {{ readonly bytes: number, readonly seconds: number, readonly isMono: boolean } | undefined} */
const frameAt = (/** @type {Uint8Array} */ file, /** @type {number} */ at) => {
  const [sync = 0, kind = 0, rates = 0, mode = 0] = file.subarray(at, at + 4);
  const version = (kind >> 3) & 3;
  const isLayer3 = ((kind >> 1) & 3) === 1;
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0 || !isLayer3 || version === 1) return undefined;
  const rate = RATES[/** @type {0 | 2 | 3} */ (version)][(rates >> 2) & 3];
  const kbits = (version === 3 ? KBITS_OF_1 : KBITS_OF_2)[rates >> 4];
  if (!rate || !kbits) return undefined;
  const samples = version === 3 ? 1152 : 576;
  return { bytes: Math.floor((samples / 8) * ((kbits * 1000) / rate)) + ((rates >> 1) & 1), seconds: samples / rate, isMono: mode >> 6 === 3 };
};

/**
 * Length of a file that is nothing but mono MP3 frames; undefined for anything else.
 * @returns {number | undefined} seconds
 */
export const secondsOf = (/** @type {Uint8Array} */ file) => {
  let seconds = 0;
  for (let at = 0; at < file.length; ) {
    const frame = frameAt(file, at);
    if (frame === undefined || !frame.isMono || at + frame.bytes > file.length) return undefined;
    at += frame.bytes;
    seconds += frame.seconds;
  }
  return seconds === 0 ? undefined : seconds;
};
