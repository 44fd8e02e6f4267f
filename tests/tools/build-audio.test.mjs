/** Building clips: only what is missing or stale is made, the same bytes come out again, and people's clips are never lost. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { aVoiceTree, EN, PACK_EN, SPOKEN } from './a-voice-tree.mjs';

/** Real voices, which a busy machine takes its time for. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const built = aVoiceTree();
let tree = built;
beforeAll(() => built.build());
beforeEach(() => {
  tree = aVoiceTree(built.root);
});
afterEach(() => tree.remove());
afterAll(() => built.remove());

const everyFile = () =>
  readdirSync(tree.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('/audio/'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, readFileSync(file).toString('base64')]);

test('each word has a clip in each voice, and a sentence with a date is cut at it', () => {
  expect(tree.faults()).toEqual([]);
  expect(tree.readManifest(EN)).toMatchObject({ voice: 'en', sequences: { 'promise.open-until': ['promise.open-until~1', '{{date}}'] }, aside: [] });
  expect(tree.readManifest('public/audio/bn').sequences).toEqual({ 'promise.open-until': ['{{date}}', 'promise.open-until~1'] });
  expect(tree.readManifest(PACK_EN).clips['title']).toMatchObject({ source: 'computer', voice: 'espeak-ng en-gb', speaker: null, consent: null, recordedAt: null, reviewedBy: null });
});

test('a second run makes nothing, and one from nothing makes the same bytes', async () => {
  const before = everyFile();
  expect(before.length).toBe(3 * (2 + 1) + 6);
  expect(await tree.build()).toMatchObject({ made: 0, kept: 9, dropped: 0 });
  expect(everyFile()).toEqual(before);
  for (const folder of ['public/audio', 'packs/a-road/audio']) rmSync(join(tree.root, folder), { recursive: true });
  await tree.build();
  expect(everyFile()).toEqual(before);
});

test('other words make one other clip, and leave nothing of the old one', async () => {
  const old = tree.fileOf(EN, 'dock.back');
  tree.say('en', { 'dock.back': 'Go back' });
  expect(tree.faults()).toEqual([`stale ${EN}/dock.back`]);
  expect(await tree.build()).toMatchObject({ made: 1, dropped: 1, setAside: 0 });
  expect(existsSync(old)).toBe(false);
  expect(tree.faults()).toEqual([]);
});

test('another respelling makes another clip of the same words', async () => {
  tree.json('locales/so/speak.json', { keys: {}, words: { Dib: { say: 'Dhib', why: 'to hear a difference' } } });
  expect(tree.faults().sort()).toEqual(['stale packs/a-road/audio/so/title', 'stale public/audio/so/dock.back']);
  expect(await tree.build()).toMatchObject({ made: 2 });
  expect(tree.faults()).toEqual([]);
});

test('a broken or lost clip of a computer is made again', async () => {
  rmSync(tree.fileOf(EN, 'dock.back'));
  tree.write(tree.fileOf(PACK_EN, 'title').slice(tree.root.length + 1), 'not sound');
  expect(await tree.build()).toMatchObject({ made: 2 });
  expect(tree.faults()).toEqual([]);
});

test('what a person said stays, whatever the rules become', async () => {
  tree.alter(EN, 'dock.back', { ...SPOKEN, recipe: 'of old' });
  expect(await tree.build()).toMatchObject({ made: 0, dropped: 0, setAside: 0 });
  expect(tree.readManifest(EN).clips['dock.back']).toMatchObject(SPOKEN);
});

test('when the words change, a person’s clip is set aside, and taken up when they come back', async () => {
  tree.alter(EN, 'dock.back', SPOKEN);
  const spoken = readFileSync(tree.fileOf(EN, 'dock.back'));
  tree.say('en', { 'dock.back': 'Go back' });
  expect(await tree.build()).toMatchObject({ made: 1, setAside: 1 });
  const { clips, aside } = tree.readManifest(EN);
  expect(clips['dock.back']?.source).toBe('computer');
  expect(aside).toMatchObject([{ name: 'dock.back', clip: SPOKEN }]);
  expect(readdirSync(join(tree.root, EN, 'aside'))).toHaveLength(1);
  expect(tree.faults()).toEqual([]);
  tree.say('en', {});
  expect(await tree.build()).toMatchObject({ made: 0, takenUp: 1, dropped: 1 });
  expect(tree.readManifest(EN).clips['dock.back']).toMatchObject(SPOKEN);
  expect(readFileSync(tree.fileOf(EN, 'dock.back'))).toEqual(spoken);
  expect(existsSync(join(tree.root, EN, 'aside'))).toBe(false);
  expect(tree.faults()).toEqual([]);
});

test('a person’s clip for words that are gone is set aside as well', async () => {
  tree.alter(PACK_EN, 'title', SPOKEN);
  tree.json('packs/a-road/en.json', { short: 'Back' });
  expect(await tree.build()).toMatchObject({ made: 1, setAside: 1 });
  expect(tree.readManifest(PACK_EN).aside).toHaveLength(1);
});

test('Sylheti has no computer: what people spoke is kept over Bengali words, the rest is not made up', async () => {
  cpSync(join(tree.root, 'public/audio/bn'), join(tree.root, 'public/audio/syl'), { recursive: true });
  const manifest = tree.readManifest('public/audio/syl');
  const clip = { ...manifest.clips['dock.back'], ...SPOKEN };
  tree.json('public/audio/syl/manifest.json', { ...manifest, voice: 'syl', clips: { ...manifest.clips, 'dock.back': clip } });
  tree.say('bn', { 'promise.open-until': '{{date}} পর্যন্ত' });
  await tree.build();
  expect(Object.keys(tree.readManifest('public/audio/syl').clips)).toEqual(['dock.back']);
  expect(tree.faults()).toEqual([]);
});

test('a manifest that can’t be read stops the build before anything is changed', async () => {
  tree.write(`${EN}/manifest.json`, '{');
  const before = everyFile();
  await expect(tree.build()).rejects.toThrow('is not JSON');
  expect(everyFile()).toEqual(before);
});
