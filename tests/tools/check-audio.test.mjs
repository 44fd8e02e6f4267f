/** What check-audio finds: each kind of fault, made on purpose in a folder of its own. */
import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mostBytesFor, MOST_BYTES_A_CLIP } from '../../src/tools/audio/check.mjs';
import { secondsOf } from '../../src/domain/mp3.ts';
import { toMp3 } from '../../src/tools/audio/mp3.mjs';
import { sha256 } from '../../src/tools/audio/manifest.mjs';
import { aVoiceTree, EN, PACK_EN, SPOKEN } from './a-voice-tree.mjs';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const built = aVoiceTree();
let tree = built;
const back = () => tree.fileOf(EN, 'dock.back');
const inTree = (/** @type {string} */ file) => file.slice(tree.root.length + 1);

/** A tone that takes so many seconds. */
const aTone = (/** @type {number} */ seconds) => toMp3(Float32Array.from({ length: seconds * 22_050 }, (_, at) => Math.sin(at / 10) / 2), 22_050);

beforeAll(() => built.build());
afterAll(() => built.remove());

/** Makes one thing wrong in a copy, and says what is found. @type {(wrong: () => unknown) => Promise<readonly string[]>} */
const after = async (wrong) => {
  tree = aVoiceTree(built.root);
  await wrong();
  const found = tree.faults();
  tree.remove();
  tree = built;
  return found;
};

test('a tree that was just built has no fault', () => expect(tree.faults()).toEqual([]));

test('missing: no folder, no entry, no file', async () => {
  expect(await after(() => rmSync(join(tree.root, EN), { recursive: true }))).toEqual([`missing ${EN}/manifest.json`]);
  expect(await after(() => tree.say('en', { 'dock.begin': 'Begin' }))).toEqual([`missing ${EN}/dock.begin`]);
  expect(await after(() => rmSync(back()))).toEqual([`missing ${EN}/dock.back`]);
});

test('stale: other words, older rules, a person who said other words, another order in the sentence', async () => {
  expect(await after(() => tree.say('en', { 'dock.back': 'Go back' }))).toEqual([`stale ${EN}/dock.back`]);
  expect(await after(() => tree.alter(EN, 'dock.back', { recipe: 'of old' }))).toEqual([`stale ${EN}/dock.back`]);
  expect(await after(() => tree.alter(EN, 'dock.back', { ...SPOKEN, textHash: sha256('Go back') }))).toEqual([`stale ${EN}/dock.back`]);
  expect(await after(() => tree.say('en', { 'promise.open-until': '{{date}} Open until' }))).toEqual([`stale ${EN}`, `stale ${EN}/promise.open-until~1`]);
});

test('wrong: other bytes, no sound at all, another length, a manifest of another voice or none', async () => {
  expect(await after(async () => tree.write(inTree(back()), await aTone(1)))).toEqual([`wrong ${EN}/dock.back`]);
  expect(await after(() => tree.alter(EN, 'dock.back', { seconds: 9 }))).toEqual([`wrong ${EN}/dock.back`]);
  expect(await after(() => tree.json(`${EN}/manifest.json`, { ...tree.readManifest(EN), voice: 'so' }))).toEqual([`wrong ${EN}`]);
  expect(await after(() => tree.write(`${EN}/manifest.json`, '{}'))).toEqual([`wrong ${EN}/manifest.json`]);
  const noSound = 'not a sound';
  const named = async () => {
    tree.write(`${EN}/dock.back.${sha256(noSound).slice(0, 8)}.mp3`, noSound);
    rmSync(back());
    tree.alter(EN, 'dock.back', { audioHash: sha256(noSound), bytes: noSound.length });
  };
  expect(await after(named)).toEqual([`wrong ${EN}/dock.back`]);
});

test('orphaned: a clip without words, a file in no manifest, also in aside, a voice that we do not know', async () => {
  expect(await after(() => tree.json('packs/a-road/en.json', {}))).toEqual([`orphaned ${PACK_EN}/title`]);
  expect(await after(() => tree.write(`${EN}/stray.mp3`, ''))).toEqual([`orphaned ${EN}/stray.mp3`]);
  expect(await after(() => tree.write(`${EN}/aside/stray.mp3`, ''))).toEqual([`orphaned ${EN}/aside/stray.mp3`]);
  expect(await after(() => tree.write('public/audio/fr/manifest.json', '{}'))).toEqual(['orphaned public/audio/fr']);
});

/** A clip of these bytes in the place of another, with a manifest that fits. */
const replace = async (/** @type {string} */ folder, /** @type {string} */ name, /** @type {number} */ seconds) => {
  const tone = await aTone(seconds);
  const file = tree.fileOf(folder, name);
  const audioHash = sha256(tone);
  const to = join(dirname(file), `${name}.${audioHash.slice(0, 8)}.mp3`);
  renameSync(file, to);
  tree.write(inTree(to), tone);
  tree.alter(folder, name, { audioHash, bytes: tone.length, seconds: secondsOf(tone) ?? 0 });
};

test('too large: a clip above 40 kB, and a pack above 450 kB', async () => {
  expect(MOST_BYTES_A_CLIP).toBe(40_000);
  expect(await after(() => replace(EN, 'dock.back', 14))).toEqual([`too large ${EN}/dock.back`]);
  expect(await after(() => replace(PACK_EN, 'title', 151))).toEqual([`too large ${PACK_EN}`, `too large ${PACK_EN}/title`]);
});

test('the cap of a pack grows with its keys, and is 450 kB up to thirty', () => {
  expect([0, 1, 30, 60].map(mostBytesFor)).toEqual([450_000, 450_000, 450_000, 900_000]);
});
