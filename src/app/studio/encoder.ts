/** MP3 for people's clips. Fetched when somebody first records, and only in the studio. */
import { createEncoder } from 'wasm-media-encoders';
import address from 'wasm-media-encoders/wasm/mp3?url';

/** For people; a computer's have 24. */
const KBITS = 32;
/** A slow speaker's long sentence still fits into 40 kB with these. */
const KBITS_OF_LONG = 24;
/** What 40 kB hold at 32 kbit/s, with a little room. */
const LONG_SECONDS = 9.8;
const OUTPUT_RATE = 22_050;

let encoder: ReturnType<typeof createEncoder<'audio/mpeg'>> | undefined;

export const toMp3 = async (sound: Float32Array, rate: number): Promise<Uint8Array> => {
  const mp3 = await (encoder ??= createEncoder('audio/mpeg', address));
  // Also forgets the clip before.
  mp3.configure({ sampleRate: rate, outputSampleRate: OUTPUT_RATE, channels: 1, bitrate: sound.length / rate > LONG_SECONDS ? KBITS_OF_LONG : KBITS });
  // Copied at once, for the encoder hands out the same memory again.
  const body = Uint8Array.from(mp3.encode([sound]));
  const end = Uint8Array.from(mp3.finalize());
  const whole = new Uint8Array(body.length + end.length);
  whole.set(body);
  whole.set(end, body.length);
  return whole;
};
