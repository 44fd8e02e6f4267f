/** How many minutes a conversation takes by ear, from the lengths of the clips that are really there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipsFor, sayCode } from '../../domain/spoken.ts';
import { TEXT_OF } from '../../domain/voice.ts';
import { heardOn } from './journey.mjs';

/**
 * @typedef {import('../../domain/voice.ts').VoiceManifest} Manifest
 * @typedef {import('./check.mjs').Checked} Checked
 * @typedef {import('./journey.mjs').From} From
 * @typedef {{ readonly pack: string, readonly voice: string, readonly shortest: number, readonly longest: number }} Minutes
 */

/** The player's pause between two clips. */
const PAUSE_SECONDS = 0.35;

/** @type {(manifests: Readonly<Record<From, Manifest>>, lang: string, heard: import('./journey.mjs').Heard) => readonly number[]} */
const secondsFor = (manifests, lang, [from, key, values = {}]) => {
  const manifest = manifests[from];
  const names = key === 'say.code' ? sayCode(String(values['code'])) : (clipsFor(manifest, lang, key, values) ?? []);
  return names.map((name) => manifest.clips[name]?.seconds ?? 0);
};

const readJson = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * By pack and voice, wherever all four shelves are there.
 * @type {(root: string, checked: readonly Checked[]) => readonly Minutes[]}
 */
export const minutesByEar = (root, checked) => {
  const manifestOf = (/** @type {string} */ id, /** @type {string} */ voice) => checked.find(({ shelf }) => shelf.id === id && shelf.voice === voice)?.manifest;
  return checked
    .filter(({ shelf: { id } }) => id !== 'app' && !id.startsWith('sets/'))
    .flatMap(({ shelf: { id, voice } }) => {
      const pack = readJson(join(root, 'packs', id, 'pack.json'));
      const set = (/** @type {string} */ name) => readJson(join(root, 'packs/sets', name, 'set.json'));
      const found = { app: manifestOf('app', voice), pack: manifestOf(id, voice), support: manifestOf(`sets/${pack.support}`, voice), about: manifestOf(`sets/${pack.aboutYou}`, voice) };
      if (Object.values(found).includes(undefined)) return [];
      const manifests = /** @type {Record<From, Manifest>} */ (found);
      const lang = TEXT_OF[voice];
      const conversation = { pack, support: set(pack.support), about: set(pack.aboutYou), isDraft: lang !== 'en' };
      const minutes = (/** @type {import('./journey.mjs').Path} */ path) => {
        const seconds = heardOn(conversation, path).flatMap((heard) => secondsFor(manifests, lang, heard));
        return (seconds.reduce((sum, each) => sum + each, 0) + PAUSE_SECONDS * Math.max(0, seconds.length - 1)) / 60;
      };
      return [{ pack: id, voice, shortest: minutes('shortest'), longest: minutes('longest') }];
    });
};
