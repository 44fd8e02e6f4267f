/** WAV files for a browser's fake microphone, made of clips that are here: real voices, if a computer's. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MPEGDecoder } from 'mpg123-decoder';
import { clipFile, parseManifest } from '../../src/domain/voice.ts';
import { ROOT } from './a-folder.ts';
import { silence } from './a-sound.ts';

const HEADER_BYTES = 44;
const BYTES_A_SAMPLE = 2;
const LOUDEST = 32_767;

/** 16 bits, mono. */
const wavOf = (sound: Float32Array, rate: number): Buffer => {
  const file = Buffer.alloc(HEADER_BYTES + sound.length * BYTES_A_SAMPLE);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * BYTES_A_SAMPLE, 28);
  file.writeUInt16LE(BYTES_A_SAMPLE, 32);
  file.writeUInt16LE(8 * BYTES_A_SAMPLE, 34);
  file.write('data', 36);
  file.writeUInt32LE(sound.length * BYTES_A_SAMPLE, 40);
  sound.forEach((sample, at) => file.writeInt16LE(Math.round(sample * LOUDEST), HEADER_BYTES + at * BYTES_A_SAMPLE));
  return file;
};

/** Half a second of nothing, one English clip of the app, and a second of nothing, as a file in this folder. Gives its path and the clip's seconds. */
export const aSpokenWav = async (folder: string, name: string): Promise<{ readonly file: string; readonly seconds: number }> => {
  const shelf = join(ROOT, 'public/audio/en');
  const manifest = parseManifest(JSON.parse(readFileSync(join(shelf, 'manifest.json'), 'utf8')));
  const clip = manifest.ok ? manifest.value.clips[name] : undefined;
  if (clip === undefined) throw new Error(`there is no clip ${name}`);
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  const { channelData, sampleRate } = decoder.decode(readFileSync(join(shelf, clipFile(name, clip))));
  decoder.free();
  const [spoken = new Float32Array()] = channelData;
  const sound = Float32Array.from([...silence(0.5), ...spoken.map((sample) => sample * 0.6), ...silence(1)]);
  const file = join(folder, 'spoken.wav');
  writeFileSync(file, wavOf(sound, sampleRate));
  return { file, seconds: clip.seconds };
};
