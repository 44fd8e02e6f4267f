/** Reads and writes the manifest of one shelf of clips, and makes the hashes that stand in it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseManifest, textToHash } from '../../domain/voice.ts';

/** @typedef {import('../../domain/voice.ts').VoiceManifest} Manifest */

export const MANIFEST = 'manifest.json';
/** Where people's clips go whose words have changed. */
export const ASIDE = 'aside';

export const sha256 = (/** @type {string | Uint8Array} */ content) => createHash('sha256').update(content).digest('hex');
export const textHashOf = (/** @type {string} */ text) => sha256(textToHash(text));

/** @type {(voice: Manifest['voice']) => Manifest} */
export const emptyManifest = (voice) => ({ v: 1, voice, clips: {}, sequences: {}, aside: [] });

/** @returns {Manifest | string | undefined} undefined where there is none, and what is wrong where it can't be read */
export const readManifest = (/** @type {string} */ folder) => {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return undefined;
  try {
    const parsed = parseManifest(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.ok ? parsed.value : parsed.problem;
  } catch (error) {
    return `is not JSON: ${error instanceof Error ? error.message : error}`;
  }
};

/** @type {<T>(record: Readonly<Record<string, T>>) => Record<string, T>} */
const inOrder = (record) => Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

/** In the order of the alphabet, so that the same clips are the same bytes. */
export const writeManifest = (/** @type {string} */ folder, /** @type {Manifest} */ manifest) => {
  const file = join(folder, MANIFEST);
  mkdirSync(dirname(file), { recursive: true });
  const aside = manifest.aside.toSorted((one, other) => (`${one.name} ${one.clip.audioHash}` < `${other.name} ${other.clip.audioHash}` ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...manifest, clips: inOrder(manifest.clips), sequences: inOrder(manifest.sequences), aside }, null, 1)}\n`);
};
