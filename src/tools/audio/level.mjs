/** Makes clips sound alike: silence cut off at both ends, the same loudness, never beyond the top. */
import { SAMPLE_RATE } from './espeak.mjs';

const samplesIn = (/** @type {number} */ seconds) => Math.round(seconds * SAMPLE_RATE);

/** Below this share of the peak it is silence, or the tail of a word that nobody hears. */
const SILENCE = 0.006;
/** A breath before and after: the encoder swallows the very first sound of a clip that begins at once. */
const BEFORE_SECONDS = 0.02;
const AFTER_SECONDS = 0.06;
/** Loudness of speech while there is any: root mean square of the windows that are not pauses. */
const LOUDNESS = 0.1;
const WINDOW_SECONDS = 0.02;
/** Windows quieter than this share of the loudest are pauses. */
const PAUSE = 0.1;
/** Leaves MP3, which overshoots, room below the top. */
const HIGHEST_PEAK = 0.84;

const peakOf = (/** @type {Float32Array} */ sound) => sound.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** The sound without the silence round it; empty where there is nothing but silence. */
export const trim = (/** @type {Float32Array} */ sound) => {
  const floor = peakOf(sound) * SILENCE;
  if (floor === 0) return new Float32Array(0);
  const first = sound.findIndex((sample) => Math.abs(sample) > floor);
  const last = sound.findLastIndex((sample) => Math.abs(sample) > floor);
  return sound.slice(Math.max(0, first - samplesIn(BEFORE_SECONDS)), last + 1 + samplesIn(AFTER_SECONDS));
};

/** Loudness of the speech in it, pauses left out. */
export const loudnessOf = (/** @type {Float32Array} */ sound) => {
  const size = samplesIn(WINDOW_SECONDS);
  const powers = Array.from({ length: Math.floor(sound.length / size) }, (_, index) => {
    const window = sound.subarray(index * size, (index + 1) * size);
    return window.reduce((sum, sample) => sum + sample * sample, 0) / size;
  });
  const floor = Math.max(0, ...powers) * PAUSE * PAUSE;
  const loud = powers.filter((power) => power > floor);
  return loud.length === 0 ? 0 : Math.sqrt(loud.reduce((sum, power) => sum + power, 0) / loud.length);
};

/** As loud as every other clip, or as loud as its highest peak allows. */
export const level = (/** @type {Float32Array} */ sound) => {
  const loudness = loudnessOf(sound);
  if (loudness === 0) return sound;
  const gain = Math.min(LOUDNESS / loudness, HIGHEST_PEAK / peakOf(sound));
  return sound.map((sample) => sample * gain);
};
