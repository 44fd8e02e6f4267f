/** Sounds made by arithmetic: something that rises and falls as a voice does, a room's noise, nothing at all. */

export const RATE = 22_050;

const samples = (seconds: number): number => Math.round(seconds * RATE);

export const silence = (seconds: number): Float32Array => new Float32Array(samples(seconds));

/** The same noise every time: a generator of its own, since a test must not depend on chance. */
export const noise = (seconds: number, height: number): Float32Array => {
  let state = 1;
  return silence(seconds).map(() => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 1_073_741_823 - 1) * height;
  });
};

const PITCH_HZ = 110;
const SYLLABLES_A_SECOND = 4;

/**
 * Pulses of a throat that ring and fade a hundred times a second, in syllables that swell and ebb: its peaks stand far
 * above its loudness, as those of speech do.
 */
export const aVoice = (seconds: number): Float32Array =>
  silence(seconds).map((_, at) => {
    const time = at / RATE;
    const inPulse = (time * PITCH_HZ) % 1;
    const swell = 0.25 + 0.75 * Math.abs(Math.sin(Math.PI * SYLLABLES_A_SECOND * time)) ** 2;
    return 0.8 * swell * Math.exp(-9 * inPulse) * Math.cos(2 * Math.PI * 6 * inPulse);
  });

export const joined = (...sounds: readonly Float32Array[]): Float32Array => Float32Array.from(sounds.flatMap((sound) => [...sound]));
