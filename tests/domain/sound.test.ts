/** What a recording must be: trimmed to the voice, as loud as the others, and refused where nobody could listen to it. */
import { expect, test } from 'vitest';
import { level, LONGEST_SECONDS, loudnessOf, peakOf, soundFault, trimSpeech } from '../../src/domain/sound.ts';
import { aVoice, joined, noise, RATE, silence } from '../kit/a-sound.ts';

const secondsOf = (sound: Float32Array): number => sound.length / RATE;

test('the room before and after goes, all but a breath; a pause inside stays', () => {
  const room = noise(5, 0.004);
  const spoken = joined(aVoice(0.6), silence(0.5), aVoice(0.6));
  const sound = room.map((sample, at) => sample + (at >= RATE && at < RATE + spoken.length ? (spoken[at - RATE] ?? 0) : 0));
  const left = secondsOf(trimSpeech(sound, RATE));
  expect(left).toBeGreaterThan(1.7);
  expect(left).toBeLessThan(2.2);
});

test('what is all speech is not cut, and a cut makes no click', () => {
  expect(secondsOf(trimSpeech(aVoice(2), RATE))).toBeGreaterThan(1.85);
  const [first = 1] = trimSpeech(joined(silence(0.3), aVoice(1), silence(0.3)), RATE);
  expect(Math.abs(first)).toBeLessThan(0.001);
});

test('where nobody speaks there is nothing left', () => {
  expect(trimSpeech(silence(2), RATE)).toHaveLength(0);
  expect(soundFault(trimSpeech(silence(2), RATE), RATE)).toBe('silent');
});

test('a quiet voice and a loud one come out alike', () => {
  const [quiet, loud] = [aVoice(1).map((sample) => sample * 0.05), aVoice(1)];
  expect(loudnessOf(level(quiet, RATE), RATE)).toBeCloseTo(loudnessOf(level(loud, RATE), RATE), 3);
  expect(peakOf(level(quiet, RATE))).toBeLessThanOrEqual(0.85);
});

test('a voice is fine; nobody, a moment, a sermon and a shout are refused by name', () => {
  const voice = aVoice(2);
  expect(soundFault(voice, RATE)).toBeUndefined();
  expect(soundFault(noise(2, 0.001), RATE)).toBe('silent');
  expect(soundFault(aVoice(0.1), RATE)).toBe('too-short');
  expect(soundFault(aVoice(LONGEST_SECONDS + 1), RATE)).toBe('too-long');
  const shout = voice.map((sample) => Math.max(-1, Math.min(1, sample * 12)));
  expect(soundFault(shout, RATE)).toBe('overdriven');
  // Levelled afterwards it no longer stands at the top, and is still what it is.
  expect(soundFault(level(shout, RATE), RATE)).toBe('overdriven');
});
