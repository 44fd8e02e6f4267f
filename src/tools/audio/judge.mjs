/** Listens to a person's clip as far as a computer can: whether it is sound at all, silent, overdriven, too long, too large. */
import { MPEGDecoder } from 'mpg123-decoder';
import { secondsOf } from '../../domain/mp3.ts';
import { LONGEST_SECONDS, soundFault } from '../../domain/sound.ts';
import { MOST_BYTES_A_CLIP } from './check.mjs';

const WORDS = {
  silent: 'is silent',
  'too-short': 'is so short that nobody can have said anything',
  'too-long': `is longer than ${LONGEST_SECONDS} seconds`,
  overdriven: 'is overdriven: it was too loud for the microphone, and crackles',
};
/** MP3 puts up to two frames of its own before and after. */
const ROOM_SECONDS = 0.2;

/** @typedef {{ readonly why: string } | { readonly seconds: number }} Judged */

/** @type {MPEGDecoder | undefined} */
let decoder;

/** Decoded, or undefined where it can't be. @type {(mp3: Uint8Array) => Promise<{ readonly sound: Float32Array, readonly rate: number } | undefined>} */
const decode = async (mp3) => {
  decoder ??= new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  await decoder.reset();
  const { channelData, sampleRate, errors } = decoder.decode(mp3);
  const [sound] = channelData;
  return sound === undefined || sound.length === 0 || errors.length > 0 ? undefined : { sound, rate: sampleRate };
};

/** @type {(mp3: Uint8Array) => Promise<Judged>} */
export const judge = async (mp3) => {
  const seconds = secondsOf(mp3);
  if (seconds === undefined) return { why: 'is no sound: it is no MP3 in mono' };
  if (seconds > LONGEST_SECONDS + ROOM_SECONDS) return { why: WORDS['too-long'] };
  if (mp3.length > MOST_BYTES_A_CLIP) return { why: `has ${mp3.length} bytes, more than ${MOST_BYTES_A_CLIP}` };
  const decoded = await decode(mp3);
  if (decoded === undefined) return { why: 'is no sound: it can’t be decoded' };
  const fault = soundFault(decoded.sound, decoded.rate);
  // Its length was judged above, without the encoder's own frames.
  return fault === undefined || fault === 'too-long' ? { seconds } : { why: WORDS[fault] };
};
