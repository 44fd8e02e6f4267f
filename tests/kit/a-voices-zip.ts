/** The studio's zip as a phone makes it, and every way to make one wrong. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { VOICES_FILE, type ZipClip, type ZipSpeaker } from '../../src/domain/voice-zip.ts';
import { level } from '../../src/domain/sound.ts';
import { textHashOf } from '../../src/tools/audio/manifest.mjs';
import { toMp3 } from '../../src/tools/audio/mp3.mjs';
import { aVoice, RATE } from './a-sound.ts';

/** As the studio makes them, from a sound of one's own. */
export const mp3Of = (sound: Float32Array): Promise<Uint8Array> => toMp3(level(sound, RATE), RATE);

export const A_SPEAKER: ZipSpeaker = { id: '3f9a27c1', voice: 'en', way: 'English, Bow', credit: 'Ayaan', agreedOn: '2026-11-24', consent: 'consent/3f9a27c1.mp3' };

/** A clip of the app's English for these words. */
export const aClip = (name: string, text: string, more: Partial<ZipClip> = {}): ZipClip => ({
  file: `clips/en/app/${name}.mp3`,
  voice: 'en',
  shelf: 'app',
  name,
  textHash: textHashOf(text),
  speaker: A_SPEAKER.id,
  recordedOn: '2026-11-24',
  reviewedBy: 'Hasan',
  ...more,
});

export interface ZipWish {
  readonly speakers?: readonly unknown[];
  readonly clips: readonly unknown[];
  /** Path and bytes beside the list; each clip and consent that is not here gets a voice that is fine. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

const pathsIn = (entries: readonly unknown[], field: 'file' | 'consent'): readonly string[] =>
  entries.flatMap((entry) => ((entry as Record<string, unknown>)[field] as string | undefined) ?? []);

export const aVoicesZip = async ({ speakers = [A_SPEAKER], clips, files = {} }: ZipWish): Promise<Uint8Array> => {
  const fine = await mp3Of(aVoice(1));
  const asked = [...pathsIn(clips, 'file'), ...pathsIn(speakers, 'consent')];
  const all: Zippable = { [VOICES_FILE]: strToU8(JSON.stringify({ v: 1, speakers, clips })), ...Object.fromEntries(asked.map((path) => [path, fine])), ...files };
  return zipSync(all);
};
