/** Whose consent was withdrawn: their clips go from the tree and from what was published, and never come back by an old zip. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipFile } from '../../domain/voice.ts';
import { Fault } from '../fault.mjs';
import { ASIDE, MANIFEST, readManifest, writeManifest } from './manifest.mjs';
import { hasComputer, shelvesIn } from './shelves.mjs';

/** Only numbers that were drawn at random stand in it, and nobody's name. */
const LIST = 'locales/withdrawn-voices.json';

/** @typedef {import('../../domain/voice.ts').Clip} Clip */

/** @returns {readonly string[]} */
export const readWithdrawn = (/** @type {string} */ root) => (existsSync(join(root, LIST)) ? JSON.parse(readFileSync(join(root, LIST), 'utf8')) : []);

/** Where a speaker's spoken consent lies: with the council's data, never in the tree that everyone can read. */
export const consentFile = (/** @type {string} */ dataDir, /** @type {string} */ id) => join(dataDir, 'voices', `${id}.mp3`);

/** Takes one speaker's clips off one shelf; gives their files' names. @type {(folder: string, shelf: import('./shelves.mjs').Shelf, id: string) => readonly string[]} */
const clear = (folder, { voice }, id) => {
  const manifest = readManifest(folder);
  if (typeof manifest === 'string') throw new Fault(`${folder}/${MANIFEST} ${manifest}. Take it back from git, then run the same command again.`);
  if (manifest === undefined) return [];
  const isTheirs = (/** @type {Clip} */ { speakerId }) => speakerId === id;
  const played = Object.entries(manifest.clips).filter(([, clip]) => isTheirs(clip)).map(([name, clip]) => clipFile(name, clip));
  const aside = manifest.aside.filter(({ clip }) => isTheirs(clip)).map(({ name, clip }) => clipFile(name, clip));
  if (played.length + aside.length === 0) return [];
  for (const file of played) rmSync(join(folder, file), { force: true });
  for (const file of aside) rmSync(join(folder, ASIDE, file), { force: true });
  const clips = Object.fromEntries(Object.entries(manifest.clips).filter(([, clip]) => !isTheirs(clip)));
  const left = manifest.aside.filter(({ clip }) => !isTheirs(clip));
  // A voice that has no computer's ends with its last speaker.
  if (!hasComputer(voice) && Object.keys(clips).length + left.length === 0) rmSync(folder, { recursive: true, force: true });
  else writeManifest(folder, { ...manifest, clips, aside: left });
  if (left.length === 0) rmSync(join(folder, ASIDE), { recursive: true, force: true });
  return [...played, ...aside];
};

/** `title.0a1b2c3d.mp3`: the hash says whose it is under whatever name a set's clips are published. */
const hashIn = (/** @type {string} */ file) => /\.([0-9a-f]{8})\.mp3$/.exec(file)?.[1] ?? '';

/** Versions that were published stay for answers that were begun with them; the voice in them does not. @type {(dataDir: string, files: readonly string[]) => void} */
const clearPublished = (dataDir, files) => {
  const hashes = new Set(files.map(hashIn));
  const packs = join(dataDir, 'packs');
  if (!existsSync(packs) || hashes.size === 0) return;
  for (const entry of readdirSync(packs, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && hashes.has(hashIn(entry.name))) rmSync(join(entry.parentPath, entry.name), { force: true });
  }
};

/** Gives how many clips went. At the next build-audio a computer says their words again. @type {(root: string, dataDir: string, id: string) => number} */
export const withdraw = (root, dataDir, id) => {
  const files = shelvesIn(root, { all: true }).flatMap((shelf) => clear(join(root, shelf.folder), shelf, id));
  clearPublished(dataDir, files);
  rmSync(consentFile(dataDir, id), { force: true });
  writeFileSync(join(root, LIST), `${JSON.stringify([...new Set([...readWithdrawn(root), id])].sort(), null, 1)}\n`);
  return files.length;
};
