/** Decides what becomes of each clip on a shelf: kept, set aside, taken up again, dropped, or made anew. Changes nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipFile, TEXT_OF } from '../../domain/voice.ts';
import { sha256, textHashOf } from './manifest.mjs';
import { recipeOf, wordsToSpeak } from './recipe.mjs';
import { hasComputer } from './shelves.mjs';

/**
 * @typedef {import('../../domain/voice.ts').Clip} Clip
 * @typedef {import('../../domain/voice.ts').VoiceManifest} Manifest
 * @typedef {import('./recipe.mjs').Respelling} Respelling
 * @typedef {import('./shelves.mjs').Shelf} Shelf
 *
 * @typedef {{ readonly name: string, readonly clip: Clip }} Named
 * @typedef {{ readonly name: string, readonly textHash: string, readonly spoken: string, readonly recipe: string }} Task
 *
 * @typedef {object} Plan
 * @property {Readonly<Record<string, Clip>>} keep by name
 * @property {readonly Named[]} setAside people's clips for words that are no longer said
 * @property {readonly Named[]} takeUp people's clips whose words have come back
 * @property {readonly Named[]} drop a computer's clips that nobody needs any more
 * @property {readonly Task[]} make
 */

/** @type {(shelf: Shelf, respelling: Respelling) => ReadonlyMap<string, Task>} what each prompt would be made of, by name */
export const tasksOf = ({ prompts, voice }, respelling) => {
  const lang = TEXT_OF[voice];
  return new Map(
    prompts.map((prompt) => {
      const spoken = wordsToSpeak(prompt, lang, respelling);
      return [prompt.name, { name: prompt.name, textHash: textHashOf(prompt.text), spoken, recipe: recipeOf(lang, spoken) }];
    }),
  );
};

/** Whether this clip says these words, as well as we now can. A person's need only say them. */
export const isFresh = (/** @type {Clip} */ clip, /** @type {Task | undefined} */ task) =>
  task !== undefined && clip.textHash === task.textHash && (clip.source === 'human' || clip.recipe === task.recipe);

const isWhole = (/** @type {string} */ file, /** @type {Clip} */ clip) => existsSync(file) && sha256(readFileSync(file)) === clip.audioHash;

/** @type {(root: string, shelf: Shelf, manifest: Manifest, respelling: Respelling) => Plan} */
export const planFor = (root, shelf, manifest, respelling) => {
  const tasks = tasksOf(shelf, respelling);
  const clips = Object.entries(manifest.clips).map(([name, clip]) => ({ name, clip }));
  const comesBack = manifest.aside.filter(({ name, clip }) => isFresh(clip, tasks.get(name)) && manifest.clips[name]?.source !== 'human');
  const takeUp = comesBack.filter(({ name }, index) => comesBack.findIndex((each) => each.name === name) === index);
  const back = new Set(takeUp.map(({ name }) => name));
  // A person's clip that is broken is not ours to drop: check-audio names it, and it can be had from git.
  const stays = (/** @type {Named} */ { name, clip }) => isFresh(clip, tasks.get(name)) && !back.has(name) && (clip.source === 'human' || isWhole(join(root, shelf.folder, clipFile(name, clip)), clip));
  const keep = Object.fromEntries(clips.filter(stays).map(({ name, clip }) => [name, clip]));
  const gone = clips.filter(({ name }) => !(name in keep));
  return {
    keep,
    takeUp,
    setAside: gone.filter(({ clip }) => clip.source === 'human'),
    drop: gone.filter(({ clip }) => clip.source === 'computer'),
    make: hasComputer(shelf.voice) ? [...tasks.values()].filter(({ name }) => !(name in keep) && !back.has(name)) : [],
  };
};
