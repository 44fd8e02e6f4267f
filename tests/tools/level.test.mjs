/** Clips sound alike: trimmed, as loud as each other, never beyond the top; and MP3 is what it says it is. */
import { expect, test } from 'vitest';
import { SAMPLE_RATE } from '../../src/tools/audio/espeak.mjs';
import { level, loudnessOf, trim } from '../../src/tools/audio/level.mjs';
import { secondsOf } from '../../src/domain/mp3.ts';
import { toMp3 } from '../../src/tools/audio/mp3.mjs';

const silence = (/** @type {number} */ seconds) => new Float32Array(Math.round(seconds * SAMPLE_RATE));
/** @type {(seconds: number, height: number) => Float32Array} */
const tone = (seconds, height) => silence(seconds).map((_, at) => Math.sin(at / 10) * height);
const joined = (/** @type {readonly Float32Array[]} */ sounds) => Float32Array.from(sounds.flatMap((sound) => [...sound]));
const peak = (/** @type {Float32Array} */ sound) => Math.max(...sound.map(Math.abs));

test('silence at both ends goes, all but a breath; a pause inside stays', () => {
  const sound = joined([silence(0.5), tone(0.3, 0.5), silence(0.4), tone(0.3, 0.5), silence(1)]);
  const left = trim(sound).length / SAMPLE_RATE;
  expect(left).toBeGreaterThan(1);
  expect(left).toBeLessThan(1.1);
  expect(trim(silence(1)).length).toBe(0);
});

test('a quiet voice and a loud one come out alike, and a pause makes neither louder', () => {
  const [quiet, loud] = [level(tone(1, 0.02)), level(joined([tone(1, 0.9), silence(2)]))];
  expect(loudnessOf(quiet)).toBeCloseTo(0.1, 3);
  expect(loudnessOf(loud)).toBeCloseTo(0.1, 3);
});

test('one loud click is not cut off at the top: the whole clip stays lower', () => {
  const clicking = joined([tone(1, 0.01), Float32Array.of(1, -1, 1)]);
  expect(peak(level(clicking))).toBeCloseTo(0.84, 3);
});

test('an MP3 is mono, 24 kbit/s and as long as its sound; the same sound is the same bytes', async () => {
  const sound = tone(1, 0.5);
  const file = await toMp3(sound, SAMPLE_RATE);
  const seconds = secondsOf(file) ?? 0;
  expect(seconds).toBeGreaterThan(1);
  expect(seconds).toBeLessThan(1.12);
  expect((file.length * 8) / seconds).toBeCloseTo(24_000, -3);
  await toMp3(tone(0.3, 0.2), SAMPLE_RATE);
  expect(Buffer.from(await toMp3(sound, SAMPLE_RATE)).equals(Buffer.from(file))).toBe(true);
});

test('what is no MP3, is cut off, or is in stereo has no length', async () => {
  const file = await toMp3(tone(0.5, 0.5), SAMPLE_RATE);
  const stereo = Uint8Array.from(file);
  // The mode stands in the first two bits of a frame's fourth byte: 11 is mono.
  stereo[3] = (stereo[3] ?? 0) & 0x3f;
  expect([secondsOf(file.slice(0, -1)), secondsOf(stereo), secondsOf(new Uint8Array(0)), secondsOf(Buffer.from('RIFF....WAVE'))]).toEqual([undefined, undefined, undefined, undefined]);
});
