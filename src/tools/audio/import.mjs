/** Takes the studio's zip into the packs: each clip is held against the words as they are now, and against its own sound. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { showId } from '../../domain/studio.ts';
import { clipFile } from '../../domain/voice.ts';
import { parseVoicesFile, parseZipClip, parseZipSpeaker, VOICES_FILE } from '../../domain/voice-zip.ts';
import { Fault } from '../fault.mjs';
import { judge } from './judge.mjs';
import { emptyManifest, MANIFEST, readManifest, sha256, textHashOf, writeManifest } from './manifest.mjs';
import { shelvesIn } from './shelves.mjs';
import { unzip } from './unzip.mjs';
import { consentFile, readWithdrawn } from './withdrawn.mjs';

/**
 * @typedef {import('../../domain/voice.ts').Clip} Clip
 * @typedef {import('../../domain/voice-zip.ts').ZipClip} ZipClip
 * @typedef {import('../../domain/voice-zip.ts').ZipSpeaker} ZipSpeaker
 * @typedef {import('./shelves.mjs').Shelf} Shelf
 * @typedef {import('./unzip.mjs').Refused} Refused
 * @typedef {{ readonly shelf: Shelf, readonly name: string, readonly clip: Clip, readonly mp3: Uint8Array }} Accepted
 * @typedef {{ readonly taken: number, readonly speakers: readonly string[], readonly refused: readonly Refused[] }} Report
 * @typedef {{ readonly root: string, readonly files: ReadonlyMap<string, Uint8Array>, readonly shelves: readonly Shelf[], readonly speakers: ReadonlyMap<string, ZipSpeaker> }} Desk
 */

const readList = (/** @type {Uint8Array | undefined} */ file) => {
  try {
    return file && parseVoicesFile(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file)));
  } catch {
    return undefined;
  }
};

/** Who may be heard: they agreed, aloud, and have not taken it back. @type {(listed: readonly unknown[], files: Desk['files'], withdrawn: readonly string[]) => Promise<{ readonly speakers: ReadonlyMap<string, ZipSpeaker>, readonly refused: readonly Refused[] }>} */
const readSpeakers = async (listed, files, withdrawn) => {
  const speakers = new Map();
  const refused = [];
  for (const [index, value] of listed.entries()) {
    const speaker = parseZipSpeaker(value);
    const name = typeof speaker === 'string' ? `speaker ${index + 1}` : `speaker ${showId(speaker.id)}`;
    const consent = typeof speaker === 'string' ? undefined : files.get(speaker.consent);
    const judged = consent && (await judge(consent));
    if (typeof speaker === 'string') refused.push({ name, why: speaker });
    else if (withdrawn.includes(speaker.id)) refused.push({ name, why: 'has taken their voice back' });
    else if (speakers.has(speaker.id)) refused.push({ name, why: 'is there twice' });
    else if (judged === undefined) refused.push({ name, why: 'has no recording in which they agree' });
    else if ('why' in judged) refused.push({ name, why: `agrees in a recording that ${judged.why}` });
    else speakers.set(speaker.id, speaker);
  }
  return { speakers, refused };
};

const plain = (/** @type {string} */ name) => name.normalize('NFC').replace(/\s+/g, ' ').toLowerCase();

/** Why this clip can't be taken, before anybody has listened to it. @type {(desk: Desk, entry: ZipClip, shelf: Shelf | undefined) => string | undefined} */
const wordsFault = ({ files, speakers }, entry, shelf) => {
  const speaker = speakers.get(entry.speaker);
  if (!files.has(entry.file)) return 'is listed and not in the zip';
  if (speaker === undefined) return 'is by nobody who agreed';
  if (speaker.voice !== entry.voice) return `is in another voice than its speaker agreed to`;
  if (entry.reviewedBy === null) return 'was heard by no second person yet';
  if (speaker.credit !== null && plain(speaker.credit) === plain(entry.reviewedBy)) return 'was approved by the one who spoke it';
  const prompt = shelf?.prompts.find(({ name }) => name === entry.name);
  if (prompt === undefined) return `is for "${entry.shelf} ${entry.name}", which has no words`;
  return textHashOf(prompt.text) === entry.textHash ? undefined : 'is for another text: these words have changed since';
};

/** @type {(entry: ZipClip, speaker: ZipSpeaker, mp3: Uint8Array, seconds: number) => Clip} */
const clipOf = (entry, speaker, mp3, seconds) => ({
  textHash: entry.textHash,
  audioHash: sha256(mp3),
  bytes: mp3.length,
  seconds: Math.round(seconds * 1000) / 1000,
  source: 'human',
  voice: speaker.way,
  speaker: speaker.credit,
  speakerId: speaker.id,
  consent: `spoken and ticked, ${speaker.agreedOn}`,
  recordedAt: entry.recordedOn,
  reviewedBy: entry.reviewedBy,
});

/** @type {(desk: Desk, value: unknown, at: string) => Promise<Accepted | Refused>} */
const readClip = async (desk, value, at) => {
  const entry = parseZipClip(value);
  if (typeof entry === 'string') return { name: at, why: entry };
  const shelf = desk.shelves.find(({ id, voice }) => id === entry.shelf && voice === entry.voice);
  const why = wordsFault(desk, entry, shelf);
  const mp3 = desk.files.get(entry.file);
  const speaker = desk.speakers.get(entry.speaker);
  if (why !== undefined || !shelf || !mp3 || !speaker) return { name: entry.file, why: why ?? 'can’t be taken' };
  const judged = await judge(mp3);
  if ('why' in judged) return { name: entry.file, why: judged.why };
  return { shelf, name: entry.name, clip: clipOf(entry, speaker, mp3, judged.seconds), mp3 };
};

/** Puts one shelf's clips in the place of what was there. @type {(root: string, shelf: Shelf, accepted: readonly Accepted[]) => void} */
const put = (root, shelf, accepted) => {
  const folder = join(root, shelf.folder);
  const read = readManifest(folder);
  if (typeof read === 'string') throw new Fault(`${shelf.folder}/${MANIFEST} ${read}. Take it back from git, then run the same command again.`);
  const manifest = read ?? { ...emptyManifest(shelf.voice), sequences: shelf.sequences };
  const clips = { ...manifest.clips };
  mkdirSync(folder, { recursive: true });
  for (const { name, clip, mp3 } of accepted) {
    const before = clips[name];
    if (before !== undefined) rmSync(join(folder, clipFile(name, before)), { force: true });
    writeFileSync(join(folder, clipFile(name, clip)), mp3);
    clips[name] = clip;
  }
  writeManifest(folder, { ...manifest, clips });
};

const keepConsent = (/** @type {string} */ dataDir, /** @type {ZipSpeaker} */ { id, consent }, /** @type {Desk['files']} */ files) => {
  const file = consentFile(dataDir, id);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, files.get(consent) ?? new Uint8Array(), { mode: 0o600 });
};

/** `dataDir`: the council's, for how each speaker agreed. @type {(root: string, dataDir: string, zip: Uint8Array) => Promise<Report>} */
export const importVoices = async (root, dataDir, zip) => {
  const opened = unzip(zip);
  if (opened === undefined) throw new Fault('This is no zip: hand in the file that the voice studio made.');
  const { files } = opened;
  const list = readList(files.get(VOICES_FILE));
  if (list === undefined) throw new Fault(`The zip has no ${VOICES_FILE} that can be read: hand in the file that the voice studio made, as it is.`);
  const { speakers, refused } = await readSpeakers(list.speakers, files, readWithdrawn(root));
  const desk = { root, files, speakers, shelves: shelvesIn(root, { all: true }) };
  /** @type {Accepted[]} */
  const accepted = [];
  const refusedClips = [];
  for (const [index, value] of list.clips.entries()) {
    const read = await readClip(desk, value, `clip ${index + 1}`);
    if ('why' in read) refusedClips.push(read);
    else if (accepted.some(({ shelf, name }) => shelf === read.shelf && name === read.name)) refusedClips.push({ name: `clip ${index + 1}`, why: `is a second one for "${read.shelf.id} ${read.name}"` });
    else accepted.push(read);
  }
  for (const shelf of desk.shelves) {
    const here = accepted.filter((each) => each.shelf === shelf);
    if (here.length > 0) put(root, shelf, here);
  }
  const heard = new Set(accepted.map(({ clip }) => clip.speakerId));
  for (const speaker of speakers.values()) if (heard.has(speaker.id)) keepConsent(dataDir, speaker, files);
  return { taken: accepted.length, speakers: [...heard].map((id) => showId(id ?? '')), refused: [...opened.refused, ...refused, ...refusedClips] };
};
