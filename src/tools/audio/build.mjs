/** Builds what is missing or stale of a computer's voices, and never touches what a person has said. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { clipFile, TEXT_OF } from '../../domain/voice.ts';
import { Fault } from '../fault.mjs';
import { ROOT } from '../root.mjs';
import { secondsSince, tell } from '../tell.mjs';
import { makeClips } from './clip-makers.mjs';
import { ASIDE, emptyManifest, readManifest, sha256, writeManifest } from './manifest.mjs';
import { planFor } from './plan.mjs';
import { readRespelling, voiceNameOf } from './recipe.mjs';
import { shelvesIn } from './shelves.mjs';

/**
 * @typedef {import('./plan.mjs').Plan} Plan
 * @typedef {import('./shelves.mjs').Shelf} Shelf
 * @typedef {{ readonly shelf: Shelf, readonly manifest: import('./manifest.mjs').Manifest, readonly plan: Plan }} Work
 * @typedef {{ readonly file: Uint8Array, readonly seconds: number }} Made
 * @typedef {{ readonly made: number, readonly kept: number, readonly dropped: number, readonly setAside: number, readonly takenUp: number }} Report
 */

/** @returns {Work} */
const workOn = (/** @type {string} */ root, /** @type {Shelf} */ shelf) => {
  const read = readManifest(join(root, shelf.folder));
  if (typeof read === 'string') throw new Fault(`${shelf.folder}/manifest.json ${read}. Take it back from git, or delete it if no person has spoken there.`);
  const manifest = read ?? emptyManifest(shelf.voice);
  return { shelf, manifest, plan: planFor(root, shelf, manifest, readRespelling(root, TEXT_OF[shelf.voice])) };
};

const move = (/** @type {string} */ from, /** @type {string} */ to) => {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
};

const seconds3 = (/** @type {number} */ seconds) => Math.round(seconds * 1000) / 1000;

/** @type {(shelf: Shelf, task: Plan['make'][number], made: Made) => import('./plan.mjs').Clip} */
const clipOf = (shelf, { textHash, recipe }, { file, seconds }) => ({
  textHash,
  audioHash: sha256(file),
  bytes: file.length,
  seconds: seconds3(seconds),
  source: 'computer',
  voice: voiceNameOf(TEXT_OF[shelf.voice]),
  speaker: null,
  consent: null,
  recordedAt: null,
  reviewedBy: null,
  recipe,
});

/** @type {(root: string, work: Work, madeFrom: (voice: string, spoken: string) => Made) => void} */
const carryOut = (root, { shelf, manifest, plan }, madeFrom) => {
  const folder = join(root, shelf.folder);
  const clips = { ...plan.keep };
  for (const { name, clip } of plan.setAside) move(join(folder, clipFile(name, clip)), join(folder, ASIDE, clipFile(name, clip)));
  for (const { name, clip } of plan.takeUp) {
    move(join(folder, ASIDE, clipFile(name, clip)), join(folder, clipFile(name, clip)));
    clips[name] = clip;
  }
  for (const { name, clip } of plan.drop) rmSync(join(folder, clipFile(name, clip)), { force: true });
  mkdirSync(folder, { recursive: true });
  for (const task of plan.make) {
    const made = madeFrom(shelf.voice, task.spoken);
    const clip = clipOf(shelf, task, made);
    writeFileSync(join(folder, clipFile(task.name, clip)), made.file);
    clips[task.name] = clip;
  }
  const aside = [...manifest.aside.filter((each) => !plan.takeUp.includes(each)), ...plan.setAside];
  writeManifest(folder, { ...manifest, voice: shelf.voice, clips, sequences: shelf.sequences, aside });
  if (existsSync(join(folder, ASIDE)) && readdirSync(join(folder, ASIDE)).length === 0) rmSync(join(folder, ASIDE), { recursive: true });
};

/** @type {(works: readonly Work[], say: (line: string) => void) => Promise<(voice: string, spoken: string) => Made>} */
const makeAll = async (works, say) => {
  const nameOf = (/** @type {string} */ voice, /** @type {string} */ spoken) => `${voice}\n${spoken}`;
  // "Go on" stands in many places and sounds the same in all of them.
  const wishes = new Map(works.flatMap(({ shelf, plan }) => plan.make.map(({ spoken }) => [nameOf(shelf.voice, spoken), { lang: TEXT_OF[shelf.voice], spoken }])));
  const step = Math.max(1, Math.ceil(wishes.size / 10));
  const made = await makeClips([...wishes.values()], (count) => (count % step === 0 ? say(`${count} of ${wishes.size} clips made`) : undefined));
  const byName = new Map([...wishes.keys()].map((name, index) => [name, made[index]]));
  return (voice, spoken) => {
    const found = byName.get(nameOf(voice, spoken));
    if (found === undefined) throw new Error(`no clip was made for "${spoken}"`);
    return found;
  };
};

/** @type {(root: string, say?: (line: string) => void) => Promise<Report>} */
export const buildAudio = async (root, say = () => undefined) => {
  const works = shelvesIn(root).map((shelf) => workOn(root, shelf));
  // All of them first: where one can't be said, nothing on the disk has changed.
  const madeFrom = await makeAll(works, say);
  for (const work of works) carryOut(root, work, madeFrom);
  const sum = (/** @type {(plan: Plan) => number} */ count) => works.reduce((total, { plan }) => total + count(plan), 0);
  return {
    made: sum(({ make }) => make.length),
    kept: sum(({ keep }) => Object.keys(keep).length),
    dropped: sum(({ drop }) => drop.length),
    setAside: sum(({ setAside }) => setAside.length),
    takenUp: sum(({ takeUp }) => takeUp.length),
  };
};

/** What `npm run build-audio` does. */
export const run = async () => {
  const from = performance.now();
  const { made, kept, dropped, setAside, takenUp } = await buildAudio(ROOT, tell);
  tell(`${made} clips made in ${secondsSince(from)}, ${kept} kept, ${dropped} dropped; of people's, ${setAside} set aside and ${takenUp} taken up again.`);
};
