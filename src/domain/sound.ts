/** What a recording of speech must be: not silent, not overdriven, of the right length, as loud as the others. Samples go from -1 to 1. */

/** Loudness of speech while there is any: root mean square of the windows that are not pauses. */
const LOUDNESS = 0.1;
const WINDOW_SECONDS = 0.02;
/** Windows quieter than this share of the loudest are pauses. */
const PAUSE = 0.1;
/** Leaves MP3, which overshoots, room below the top. */
const HIGHEST_PEAK = 0.84;

export const peakOf = (sound: Float32Array): number => sound.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** Mean power of each window of 20 ms. */
const powersOf = (sound: Float32Array, rate: number): readonly number[] => {
  const size = Math.round(WINDOW_SECONDS * rate);
  return Array.from({ length: Math.floor(sound.length / size) }, (_, index) => {
    const part = sound.subarray(index * size, (index + 1) * size);
    return part.reduce((sum, sample) => sum + sample * sample, 0) / size;
  });
};

/** Loudness of the speech in it, pauses left out. */
export const loudnessOf = (sound: Float32Array, rate: number): number => {
  const powers = powersOf(sound, rate);
  const floor = powers.reduce((most, power) => Math.max(most, power), 0) * PAUSE * PAUSE;
  const loud = powers.filter((power) => power > floor);
  return loud.length === 0 ? 0 : Math.sqrt(loud.reduce((sum, power) => sum + power, 0) / loud.length);
};

/** As loud as every other clip, or as loud as its highest peak allows. */
export const level = (sound: Float32Array, rate: number): Float32Array => {
  const loudness = loudnessOf(sound, rate);
  if (loudness === 0) return sound;
  const gain = Math.min(LOUDNESS / loudness, HIGHEST_PEAK / peakOf(sound));
  return sound.map((sample) => sample * gain);
};

/** A room is never quite still: speech stands this far above what is heard while nobody speaks, and above a share of the loudest. */
const ABOVE_ROOM = 3;
const ABOVE_LOUDEST = 0.03;
/** Of all windows, the quietest of which are the room alone. */
const ROOM = 0.1;
/** A breath before and after, so that no sound is cut off: s and f begin and end softly. */
const BEFORE_SECONDS = 0.15;
const AFTER_SECONDS = 0.25;
/** Long enough that a cut makes no click. */
const FADE_SECONDS = 0.01;

/** Where a person speaks, from the first window to the last; undefined where nobody does. */
const spokenIn = (powers: readonly number[]): readonly [first: number, last: number] | undefined => {
  const sorted = powers.toSorted((one, other) => one - other);
  const [room = 0, loudest = 0] = [sorted[Math.floor(sorted.length * ROOM)], sorted.at(-1)];
  // Where all of it is speech, the quietest is speech too: then the loudest alone says what is loud.
  const floor = Math.max(Math.min(room * ABOVE_ROOM ** 2, loudest * PAUSE ** 2), loudest * ABOVE_LOUDEST ** 2);
  const [first, last] = [powers.findIndex((power) => power > floor), powers.findLastIndex((power) => power > floor)];
  return first === -1 ? undefined : [first, last];
};

/** The sound without the room's own noise before and after it, begun and ended softly; empty where nobody speaks. */
export const trimSpeech = (sound: Float32Array, rate: number): Float32Array => {
  const spoken = spokenIn(powersOf(sound, rate));
  if (spoken === undefined) return new Float32Array(0);
  const size = Math.round(WINDOW_SECONDS * rate);
  const left = sound.slice(Math.max(0, spoken[0] * size - Math.round(BEFORE_SECONDS * rate)), (spoken[1] + 1) * size + Math.round(AFTER_SECONDS * rate));
  const fade = Math.min(Math.round(FADE_SECONDS * rate), left.length >> 1);
  return left.map((sample, at) => sample * Math.min(1, at / fade, (left.length - 1 - at) / fade));
};

/** Quieter than this nobody would hear it, and making it louder would only bring up the noise. */
const QUIETEST = 0.004;
const SHORTEST_SECONDS = 0.25;
/** What a clip of 40 kB can hold at 24 kbit/s. A prompt has at most 140 letters, which a calm reader says in ten seconds. */
export const LONGEST_SECONDS = 13;

/**
 * Speech is far quieter than its highest peaks. What was cut off at the top is not: measured on 190 clips in three
 * languages, whole ones stay below 0.30, what was five times too loud lies above 0.31, ten times above 0.36.
 */
const LOUDEST_OF_PEAK = 0.31;
/** A click of a few samples is no peak of speech. */
const BY_CHANCE = 0.0005;
/** Where samples stand at the very top, the microphone could go no higher. Only a recording that was not levelled shows it. */
const AT_TOP = 0.99;
const MOST_AT_TOP = 0.0005;

/** Loudness as a share of the peaks. It does not change with levelling or with MP3. */
export const shareOfPeak = (sound: Float32Array, rate: number): number => {
  const top = sound.map(Math.abs).sort()[Math.floor(sound.length * (1 - BY_CHANCE))] ?? 0;
  return top === 0 ? 0 : loudnessOf(sound, rate) / top;
};

const isAtTop = (sound: Float32Array): boolean => sound.reduce((count, sample) => count + (Math.abs(sample) >= AT_TOP ? 1 : 0), 0) > sound.length * MOST_AT_TOP;

export type SoundFault = 'silent' | 'too-short' | 'too-long' | 'overdriven';

/** Why this can't be kept, or undefined. */
export const soundFault = (sound: Float32Array, rate: number): SoundFault | undefined => {
  const seconds = sound.length / rate;
  if (loudnessOf(sound, rate) < QUIETEST) return 'silent';
  if (seconds < SHORTEST_SECONDS) return 'too-short';
  if (seconds > LONGEST_SECONDS) return 'too-long';
  return isAtTop(sound) || shareOfPeak(sound, rate) > LOUDEST_OF_PEAK ? 'overdriven' : undefined;
};
