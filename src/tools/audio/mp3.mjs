/** MP3 for prompts: written at one bit rate, mono; domain/mp3 reads it back. */
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
