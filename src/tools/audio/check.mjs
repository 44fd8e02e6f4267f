/** Holds every clip against the words as they are now: what is missing, stale, wrong, orphaned or too large. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secondsOf } from '../../domain/mp3.ts';
import { clipFile, TEXT_OF } from '../../domain/voice.ts';
import { ASIDE, MANIFEST, readManifest, sha256 } from './manifest.mjs';
import { isFresh, tasksOf } from './plan.mjs';
import { readRespelling } from './recipe.mjs';
import { hasComputer, shelvesIn } from './shelves.mjs';

/**
 * @typedef {import('../../domain/voice.ts').Clip} Clip
 * @typedef {import('../../domain/voice.ts').VoiceManifest} Manifest
 * @typedef {import('./shelves.mjs').Shelf} Shelf
 * @typedef {'missing' | 'stale' | 'wrong' | 'orphaned' | 'too large'} Kind
 * @typedef {{ readonly kind: Kind, readonly place: string, readonly why: string }} AudioFault
 * @typedef {{ readonly shelf: Shelf, readonly manifest: Manifest | undefined, readonly faults: readonly AudioFault[] }} Checked
 */

/** A prompt must come quickly over a bad link. */
export const MOST_BYTES_A_CLIP = 40_000;
/** A language and pack of up to thirty keys, on which the cap was measured, and as much again for each further thirty. */
export const MOST_BYTES_A_PACK = 450_000;
const KEYS_OF_A_PACK = 30;

export const mostBytesFor = (/** @type {number} */ keys) => Math.round(MOST_BYTES_A_PACK * Math.max(1, keys / KEYS_OF_A_PACK));

/** Seconds by which the manifest may be off: it is rounded. */
const NEAR_SECONDS = 0.01;

/** @type {(file: string, clip: Clip) => string | undefined} */
const wrongIn = (file, clip) => {
  const content = readFileSync(file);
  if (sha256(content) !== clip.audioHash || content.length !== clip.bytes) return 'is not the file that the manifest names';
  const seconds = secondsOf(content);
  if (seconds === undefined) return 'is no MP3 in mono';
  return Math.abs(seconds - clip.seconds) > NEAR_SECONDS ? `takes ${seconds.toFixed(2)} s and not ${clip.seconds}` : undefined;
};

/** @type {(root: string, shelf: Shelf, manifest: Manifest) => readonly AudioFault[]} */
const clipFaults = (root, shelf, manifest) => {
  const tasks = tasksOf(shelf, readRespelling(root, TEXT_OF[shelf.voice]));
  return Object.entries(manifest.clips).flatMap(([name, clip]) => {
    const place = `${shelf.folder}/${clipFile(name, clip)}`;
    const fault = (/** @type {Kind} */ kind, /** @type {string} */ why) => ({ kind, place, why });
    const task = tasks.get(name);
    if (task === undefined) return [fault('orphaned', 'is for a key that has no words')];
    if (!existsSync(join(root, place))) return [fault('missing', 'is in the manifest and not on the disk')];
    const wrong = wrongIn(join(root, place), clip);
    return [
      ...(wrong === undefined ? [] : [fault('wrong', wrong)]),
      ...(isFresh(clip, task) ? [] : [fault('stale', clip.textHash === task.textHash ? 'was made by older rules' : 'says other words')]),
      ...(clip.bytes > MOST_BYTES_A_CLIP ? [fault('too large', `has ${clip.bytes} bytes, more than ${MOST_BYTES_A_CLIP}`)] : []),
    ];
  });
};

/** Files that no manifest names: nobody would ever hear them. @type {(root: string, shelf: Shelf, manifest: Manifest) => readonly AudioFault[]} */
const strayFiles = (root, { folder }, manifest) => {
  const known = new Set([MANIFEST, ...Object.entries(manifest.clips).map(([name, clip]) => clipFile(name, clip))]);
  const kept = new Set(manifest.aside.map(({ name, clip }) => clipFile(name, clip)));
  const inAside = existsSync(join(root, folder, ASIDE)) ? readdirSync(join(root, folder, ASIDE)) : [];
  const strays = [
    ...readdirSync(join(root, folder)).filter((name) => name !== ASIDE && !known.has(name)),
    ...inAside.filter((name) => !kept.has(name)).map((name) => `${ASIDE}/${name}`),
  ];
  return strays.map((name) => ({ kind: 'orphaned', place: `${folder}/${name}`, why: 'stands in no manifest' }));
};

/** @type {(shelf: Shelf, manifest: Manifest) => readonly AudioFault[]} */
const shelfFaults = (shelf, manifest) => {
  const bytes = Object.values(manifest.clips).reduce((sum, clip) => sum + clip.bytes, 0);
  const most = mostBytesFor(shelf.keys);
  // People speak key after key; only a computer's voice must be whole from the first.
  const missing = hasComputer(shelf.voice) ? shelf.prompts.filter(({ name }) => manifest.clips[name] === undefined) : [];
  const isAsPlanned = JSON.stringify(Object.entries(manifest.sequences).sort()) === JSON.stringify(Object.entries(shelf.sequences).sort());
  /** @type {readonly AudioFault[]} */
  const ofShelf = [
    ...(manifest.voice === shelf.voice ? [] : [{ kind: /** @type {const} */ ('wrong'), place: shelf.folder, why: `is of the voice "${manifest.voice}"` }]),
    ...(isAsPlanned ? [] : [{ kind: /** @type {const} */ ('stale'), place: shelf.folder, why: 'puts sentences together in another way than the words now do' }]),
    // The app's own words are fetched once, and not with a pack.
    ...(shelf.id === 'app' || bytes <= most ? [] : [{ kind: /** @type {const} */ ('too large'), place: shelf.folder, why: `has ${bytes} bytes, more than ${most} for ${shelf.keys} keys` }]),
  ];
  return [...ofShelf, ...missing.map(({ name }) => ({ kind: /** @type {const} */ ('missing'), place: `${shelf.folder}/${name}`, why: 'has no clip' }))];
};

/** @type {(root: string, shelf: Shelf) => Checked} */
const checkShelf = (root, shelf) => {
  const manifest = readManifest(join(root, shelf.folder));
  if (typeof manifest === 'string') return { shelf, manifest: undefined, faults: [{ kind: 'wrong', place: `${shelf.folder}/${MANIFEST}`, why: manifest }] };
  if (manifest === undefined) return { shelf, manifest, faults: [{ kind: 'missing', place: `${shelf.folder}/${MANIFEST}`, why: 'is not there' }] };
  return { shelf, manifest, faults: [...shelfFaults(shelf, manifest), ...clipFaults(root, shelf, manifest), ...strayFiles(root, shelf, manifest)] };
};

/** Folders of clips for packs, sets or voices that are no longer there. @type {(root: string, shelves: readonly Shelf[]) => readonly AudioFault[]} */
const strayFolders = (root, shelves) => {
  const known = new Set(shelves.map(({ folder }) => folder));
  return [...new Set(shelves.map(({ folder }) => folder.replace(/\/[^/]+$/, '')))]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((folder) => !known.has(folder))
    .map((place) => ({ kind: 'orphaned', place, why: 'is no voice that we know' }));
};

/** @type {(root: string) => { readonly checked: readonly Checked[], readonly faults: readonly AudioFault[] }} */
export const checkAudio = (root) => {
  const shelves = shelvesIn(root);
  const checked = shelves.map((shelf) => checkShelf(root, shelf));
  return { checked, faults: [...checked.flatMap(({ faults }) => faults), ...strayFolders(root, shelves)] };
};
