/** A voice for the fake microphone: a WAV made by code, whose every second has a pitch of its own, so that it can be told what was kept. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RATE = 16_000;
const HEADER_BYTES = 44;
/** Well apart, and all within what a voice's codec keeps. */
const LOWEST_HZ = 300;
const STEP_HZ = 100;
const PITCHES = 20;
const LOUD = 0.4;

/** The pitch of this second, 0 for the first; they come round again after twenty. */
export const pitchOf = (second: number): number => LOWEST_HZ + STEP_HZ * (second % PITCHES);

const wavOf = (seconds: number): Buffer => {
  const samples = seconds * RATE;
  const wav = Buffer.alloc(HEADER_BYTES + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    const wave = Math.sin((2 * Math.PI * pitchOf(Math.floor(at / RATE)) * at) / RATE);
    wav.writeInt16LE(Math.round(wave * LOUD * 32_767), HEADER_BYTES + at * 2);
  }
  return wav;
};

/** Writes it into this folder and gives its path; the fake microphone plays it round and round. */
export const aVoice = (folder: string, seconds = PITCHES): string => {
  const path = join(folder, 'voice.wav');
  writeFileSync(path, wavOf(seconds));
  return path;
};
