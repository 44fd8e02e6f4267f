/** Takes in a zip from another phone: what fits the words here, can be heard, and was agreed to; the rest is told by name. */
import { unzipSync } from 'fflate';
import { secondsOf } from '../../domain/mp3.ts';
import { LONGEST_SECONDS, soundFault } from '../../domain/sound.ts';
import { takeId, type StudioPrompt, type Take } from '../../domain/studio.ts';
import { isStrangePath, parseVoicesFile, parseZipClip, parseZipSpeaker, VOICES_FILE, type ZipClip, type ZipSpeaker } from '../../domain/voice-zip.ts';
import { decode, RATE } from './decode.ts';
import type { Studio } from './studio.ts';

export type WhyNot = 'sound' | 'words' | 'consent' | 'here';
export interface TakenIn {
  readonly count: number;
  readonly refused: readonly { readonly name: string; readonly why: WhyNot }[];
}

/** Nothing of ours is larger: a clip has at most 40 kB, the list some hundred. */
const MOST_BYTES_A_FILE = 2_000_000;
const MOST_BYTES_IN_ALL = 80_000_000;
const MOST_BYTES_A_CLIP = 40_000;
/** MP3 puts up to two frames of its own before and after. */
const ROOM_SECONDS = 0.2;

/** Each file is opened into as many bytes as it says that it has and not one more, so that no bomb can grow. */
const open = (zip: Uint8Array): Readonly<Record<string, Uint8Array>> => {
  let left = MOST_BYTES_IN_ALL;
  return unzipSync(zip, {
    filter: ({ name, originalSize }) => {
      left -= originalSize;
      return originalSize <= MOST_BYTES_A_FILE && left >= 0 && !isStrangePath(name);
    },
  });
};

const isHeard = async (mp3: Uint8Array | undefined): Promise<boolean> => {
  if (mp3 === undefined || mp3.length > MOST_BYTES_A_CLIP || secondsOf(mp3) === undefined) return false;
  const sound = await decode(mp3.slice().buffer as ArrayBuffer);
  if (sound === undefined || sound.length / RATE > LONGEST_SECONDS + ROOM_SECONDS) return false;
  const fault = soundFault(sound, RATE);
  return fault === undefined || fault === 'too-long';
};

/** What is here already stays, unless a second person has said yes only to what comes. */
const isKnown = (takes: readonly Take[], entry: ZipClip): boolean => {
  const here = takes.find((take) => takeId(take) === takeId(entry) && take.textHash === entry.textHash);
  return here !== undefined && (here.state === 'approved' || entry.reviewedBy === null);
};

const promptFor = (studio: Studio, { voice, shelf, name, textHash }: ZipClip): StudioPrompt | undefined =>
  studio.lists.value.get(voice)?.prompts.find((prompt) => prompt.shelf === shelf && prompt.name === name && prompt.textHash === textHash);

interface Zip {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly speakers: ReadonlyMap<string, ZipSpeaker>;
}

const takeOne = async (studio: Studio, { files, speakers }: Zip, entry: ZipClip): Promise<WhyNot | undefined> => {
  const speaker = speakers.get(entry.speaker);
  const prompt = promptFor(studio, entry);
  const mp3 = files[entry.file];
  if (speaker === undefined || speaker.voice !== entry.voice) return 'consent';
  if (prompt === undefined) return 'words';
  if (isKnown(studio.takes.value, entry)) return 'here';
  if (mp3 === undefined || !(await isHeard(mp3))) return 'sound';
  const { consent, ...who } = speaker;
  await studio.store.addSpeaker(who, files[consent] ?? new Uint8Array());
  const { file: _file, ...told } = entry;
  await studio.store.keep({ ...told, text: prompt.text, seconds: secondsOf(mp3) ?? 0, state: entry.reviewedBy === null ? 'spoken' : 'approved' }, mp3);
  return undefined;
};

const readZip = async (file: File): Promise<(Zip & { readonly clips: readonly unknown[] }) | undefined> => {
  try {
    const files = open(new Uint8Array(await file.arrayBuffer()));
    const list = parseVoicesFile(JSON.parse(new TextDecoder().decode(files[VOICES_FILE])));
    if (list === undefined) return undefined;
    const speakers = new Map<string, ZipSpeaker>();
    for (const value of list.speakers) {
      const speaker = parseZipSpeaker(value);
      if (typeof speaker !== 'string' && (await isHeard(files[speaker.consent]))) speakers.set(speaker.id, speaker);
    }
    return { files, speakers, clips: list.clips };
  } catch {
    // No zip, or a broken one.
    return undefined;
  }
};

/** Undefined for what is no file of a studio. Throws where the phone keeps nothing. */
export const takeIn = async (studio: Studio, file: File): Promise<TakenIn | undefined> => {
  const zip = await readZip(file);
  if (zip === undefined) return undefined;
  const refused: { name: string; why: WhyNot }[] = [];
  for (const [index, value] of zip.clips.entries()) {
    const entry = parseZipClip(value);
    const why = typeof entry === 'string' ? 'words' : await takeOne(studio, zip, entry);
    if (why !== undefined) refused.push({ name: typeof entry === 'string' ? String(index + 1) : entry.file, why });
  }
  await studio.look();
  return { count: zip.clips.length - refused.length, refused };
};
