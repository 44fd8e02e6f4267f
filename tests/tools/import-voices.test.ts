/** Taking in the studio's zip: what is sound and fits goes into the packs, everything else is refused by name; and taking a voice back. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clipListOf } from '../../src/domain/voice.ts';
import { parseZipClip } from '../../src/domain/voice-zip.ts';
import { importVoices } from '../../src/tools/audio/import.mjs';
import { readManifest } from '../../src/tools/audio/manifest.mjs';
import { planFor } from '../../src/tools/audio/plan.mjs';
import { shelvesIn } from '../../src/tools/audio/shelves.mjs';
import { unzip } from '../../src/tools/audio/unzip.mjs';
import { withdraw } from '../../src/tools/audio/withdrawn.mjs';
import { aFolder } from '../kit/a-folder.ts';
import { aVoice, noise, silence } from '../kit/a-sound.ts';
import { A_SPEAKER, aClip, aVoicesZip, mp3Of, type ZipWish } from '../kit/a-voices-zip.ts';
import { aVoiceTree, EN } from './a-voice-tree.mjs';

/** Real voices, which a busy machine takes its time for. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const built = aVoiceTree();
let tree = built;
let data = '';
beforeAll(() => built.build());
beforeEach(() => {
  tree = aVoiceTree(built.root);
  data = aFolder();
});
afterEach(() => tree.remove());
afterAll(() => built.remove());

const BACK = aClip('dock.back', 'Back');
const TITLE = aClip('title', 'Back', { shelf: 'a-road', file: 'clips/en/a-road/title.mp3' });

const take = async (wish: ZipWish) => importVoices(tree.root, data, await aVoicesZip(wish));
const whyOf = ({ refused }: { readonly refused: readonly { readonly name: string; readonly why: string }[] }) => refused.map(({ name, why }) => `${name}: ${why}`);
const inEnglish = () => tree.readManifest(EN).clips;

test('a person’s clips take the computer’s place, in the app and in a pack, and every check still passes', async () => {
  const report = await take({ clips: [BACK, TITLE] });
  expect(report).toEqual({ taken: 2, speakers: ['3f9a-27c1'], refused: [] });
  expect(inEnglish()['dock.back']).toMatchObject({ source: 'human', voice: 'English, Bow', speaker: 'Ayaan', speakerId: '3f9a27c1', consent: 'spoken and ticked, 2026-11-24', recordedAt: '2026-11-24', reviewedBy: 'Hasan' });
  expect(tree.readManifest('packs/a-road/audio/en').clips['title']?.source).toBe('human');
  expect(tree.faults()).toEqual([]);
  expect(await tree.build()).toMatchObject({ made: 0, dropped: 0, setAside: 0 });
});

test('how someone agreed is kept with the council’s data, and phones are told of nobody but by what is credited', async () => {
  await take({ clips: [BACK] });
  expect(existsSync(join(data, 'voices/3f9a27c1.mp3'))).toBe(true);
  expect(readdirSync(tree.root, { recursive: true }).filter((name) => String(name).includes('3f9a27c1'))).toEqual([]);
  const served = JSON.stringify(clipListOf(tree.readManifest(EN), (hex) => hex));
  for (const told of ['Ayaan', 'Hasan', '3f9a27c1', 'ticked']) expect(served).not.toContain(told);
});

test('the first Sylheti clip makes a place for the voice, and no computer fills the rest', async () => {
  const speaker = { ...A_SPEAKER, voice: 'syl', way: 'Sylheti, Moulvibazar' };
  const clip = aClip('dock.back', 'ফিরে যান', { voice: 'syl', file: 'clips/syl/app/dock.back.mp3' });
  expect(await take({ speakers: [speaker], clips: [clip] })).toMatchObject({ taken: 1, refused: [] });
  await tree.build();
  expect(Object.keys(tree.readManifest('public/audio/syl').clips)).toEqual(['dock.back']);
  expect(tree.faults()).toEqual([]);
});

const clipped = () => aVoice(1).map((sample) => Math.max(-1, Math.min(1, sample * 12)));
/** A clip that is not taken, by what is wrong with its sound. */
const BAD_SOUND: readonly (readonly [what: string, sound: () => Promise<Uint8Array> | Uint8Array, why: string])[] = [
  ['no sound', () => new TextEncoder().encode('not a sound at all'), 'is no sound'],
  ['nothing', () => new Uint8Array(0), 'is no sound'],
  ['half an MP3', async () => (await mp3Of(aVoice(1))).slice(0, -3), 'is no sound'],
  ['too long', () => mp3Of(aVoice(15)), 'is longer than 13 seconds'],
  ['silent', () => mp3Of(silence(1)), 'is silent'],
  ['a still room', async () => (await import('../../src/tools/audio/mp3.mjs')).toMp3(noise(1, 0.001), 22_050), 'is silent'],
  ['a moment', () => mp3Of(aVoice(0.05)), 'is so short'],
  ['clipped', () => mp3Of(clipped()), 'is overdriven'],
];

test.each(BAD_SOUND)('%s is refused by name, and the rest is taken in', async (_what, sound, why) => {
  const report = await take({ clips: [BACK, TITLE], files: { [BACK.file]: await sound() } });
  expect(report.taken).toBe(1);
  expect(whyOf(report)).toHaveLength(1);
  expect(whyOf(report)[0]).toContain(`${BACK.file}: ${why}`);
  expect(inEnglish()['dock.back']?.source).toBe('computer');
  expect(tree.faults()).toEqual([]);
});

/** A clip that is not taken, by what it says of itself. */
const BAD_ENTRY: readonly (readonly [what: string, entry: unknown, why: string])[] = [
  ['for another text', aClip('dock.back', 'Go back'), 'is for another text'],
  ['for a key that has gone', aClip('dock.gone', 'Back'), 'has no words'],
  ['for a pack that is not here', { ...BACK, shelf: 'no-such-pack' }, 'has no words'],
  ['by nobody who agreed', { ...BACK, speaker: '00000000' }, 'is by nobody who agreed'],
  ['in another voice', { ...BACK, voice: 'so' }, 'is in another voice'],
  ['approved by the one who spoke', { ...BACK, reviewedBy: 'AYAAN' }, 'was approved by the one who spoke it'],
  ['approved by nobody', { ...BACK, reviewedBy: null }, 'was heard by no second person yet'],
  ['approved by no name', { ...BACK, reviewedBy: '' }, 'reviewedBy'],
  ['listed and not there', { ...BACK, file: 'clips/none.mp3' }, 'is listed and not in the zip'],
  ['a name that climbs', { ...BACK, name: '../../../evil' }, 'is no name of a clip'],
  ['a place that climbs', { ...BACK, shelf: '../..' }, 'is no place for clips'],
  ['nothing at all', null, ''],
];

test.each(BAD_ENTRY)('%s: refused by name, and the rest is taken in', async (what, entry, why) => {
  const files = what === 'listed and not there' ? { 'clips/none.mp3': undefined } : {};
  const zip = unzip(await aVoicesZip({ clips: [entry ?? {}, TITLE] }))!;
  const left = Object.fromEntries([...zip.files].filter(([path]) => !(path in files)));
  const report = await importVoices(tree.root, data, zipSync(left));
  expect(report.taken).toBe(1);
  expect(whyOf(report)).toHaveLength(1);
  expect(whyOf(report)[0]).toContain(why);
  expect(readdirSync(join(tree.root, '..')).filter((name) => name.includes('evil'))).toEqual([]);
});

test.each([
  ['without a recording in which they agree', { ...A_SPEAKER, consent: 'none.mp3' }, 'has no recording in which they agree'],
  ['whose consent is silence', A_SPEAKER, 'agrees in a recording that is silent'],
  ['whose number is none', { ...A_SPEAKER, id: 'Ayaan' }, 'is no speaker’s number'],
])('a speaker %s: nothing of theirs is taken', async (_what, speaker, why) => {
  const consent = why.endsWith('silent') ? { [A_SPEAKER.consent]: await mp3Of(silence(1)) } : {};
  const zip = unzip(await aVoicesZip({ speakers: [speaker], clips: [BACK], files: consent }))!;
  const report = await importVoices(tree.root, data, zipSync(Object.fromEntries([...zip.files].filter(([path]) => path !== 'none.mp3'))));
  expect(report.taken).toBe(0);
  expect(whyOf(report).join('\n')).toContain(why);
  expect(tree.faults()).toEqual([]);
});

test.each(['../evil.mp3', 'clips/../../evil.mp3', '/etc/evil.mp3', 'C:\\evil.mp3', 'clips\\..\\evil.mp3', './evil.mp3'])('a path that climbs (%s) is refused by name, and the rest is taken in', async (path) => {
  const report = await take({ clips: [BACK], files: { [path]: await mp3Of(aVoice(1)) } });
  expect(report.taken).toBe(1);
  expect(whyOf(report)).toEqual([`${path}: has a path that leads out of the zip`]);
});

test('a bomb is stopped while it grows, whatever it says of its own size, and the rest is taken in', async () => {
  const bomb = new Uint8Array(60_000_000);
  const honest = await aVoicesZip({ clips: [BACK], files: { 'clips/bomb.mp3': bomb } });
  expect(whyOf(await importVoices(tree.root, data, honest))).toEqual(['clips/bomb.mp3: says that it has 60000000 bytes, more than 2000000']);
  const lying = liedOf(honest, 'clips/bomb.mp3');
  const before = process.memoryUsage().arrayBuffers;
  const report = await importVoices(tree.root, data, lying);
  expect(report.taken).toBe(1);
  expect(whyOf(report)).toEqual(['clips/bomb.mp3: grows so much that it is a bomb']);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(bomb.length);
});

/** The same zip, in which this entry claims to have 1,000 bytes once it is opened. */
const liedOf = (zip: Uint8Array, path: string): Uint8Array => {
  const lying = Buffer.from(zip);
  const name = Buffer.from(path);
  for (let at = lying.indexOf(name); at !== -1; at = lying.indexOf(name, at + 1)) {
    const [local, central] = [at - 30, at - 46];
    if (local >= 0 && lying.readUInt32LE(local) === 0x04034b50) lying.writeUInt32LE(1_000, local + 22);
    else if (central >= 0 && lying.readUInt32LE(central) === 0x02014b50) lying.writeUInt32LE(1_000, central + 24);
  }
  return lying;
};

test('what is no zip, has no list, or is cut off is said in a sentence; of the last, what came before the cut is told by name', async () => {
  await expect(importVoices(tree.root, data, new TextEncoder().encode('hello'))).rejects.toThrow('This is no zip');
  await expect(importVoices(tree.root, data, zipSync({ 'a.txt': new Uint8Array(3) }))).rejects.toThrow('has no voices.json');
  const zip = await aVoicesZip({ clips: [BACK, TITLE] });
  const report = await importVoices(tree.root, data, zip.slice(0, zip.length - 3_500));
  expect(report.taken).toBeLessThan(2);
  expect(whyOf(report).some((line) => line.includes('is cut off') || line.includes('is listed and not in the zip'))).toBe(true);
});

test('a second zip by someone else takes the place of the first clip, and leaves nothing of it', async () => {
  await take({ clips: [BACK] });
  const first = tree.fileOf(EN, 'dock.back');
  const other = { ...A_SPEAKER, id: 'aaaaaaaa', credit: null, consent: 'consent/aaaaaaaa.mp3' };
  await take({ speakers: [other], clips: [{ ...BACK, speaker: 'aaaaaaaa' }], files: { [BACK.file]: await mp3Of(aVoice(1.4)) } });
  expect(inEnglish()['dock.back']).toMatchObject({ speaker: null, speakerId: 'aaaaaaaa' });
  expect(existsSync(first)).toBe(false);
  expect(tree.faults()).toEqual([]);
});

test('taken back, a voice is gone at the next build: the computer says the words again, and an old zip brings nothing back', async () => {
  await take({ clips: [BACK, TITLE] });
  const spoken = readFileSync(tree.fileOf(EN, 'dock.back'));
  const published = join(data, 'packs/a-road/1-0000000000000000/audio/en');
  mkdirSync(published, { recursive: true });
  const hash = tree.readManifest('packs/a-road/audio/en').clips['title']?.audioHash.slice(0, 8);
  writeFileSync(join(published, `title.${hash}.mp3`), spoken);
  writeFileSync(join(published, 'other.00000000.mp3'), spoken);

  expect(withdraw(tree.root, data, '3f9a27c1')).toBe(2);
  expect(inEnglish()['dock.back']).toBeUndefined();
  expect(readdirSync(published)).toEqual(['other.00000000.mp3']);
  expect(existsSync(join(data, 'voices/3f9a27c1.mp3'))).toBe(false);
  const shelf = shelvesIn(tree.root).find(({ id, voice }) => id === 'app' && voice === 'en')!;
  const manifest = readManifest(join(tree.root, EN));
  if (typeof manifest !== 'object') throw new Error('no manifest');
  expect(planFor(tree.root, shelf, manifest, { keys: {}, words: {} }).make.map(({ name }) => name)).toEqual(['dock.back']);

  expect(await tree.build()).toMatchObject({ made: 2 });
  expect(inEnglish()['dock.back']?.source).toBe('computer');
  expect(tree.faults()).toEqual([]);
  const again = await take({ clips: [BACK] });
  expect(again.taken).toBe(0);
  expect(whyOf(again)).toContain('speaker 3f9a-27c1: has taken their voice back');
});

test('a voice that was set aside is taken back as well, and Sylheti ends with its last speaker', async () => {
  const syl = { ...A_SPEAKER, voice: 'syl' };
  await take({ speakers: [syl], clips: [aClip('dock.back', 'ফিরে যান', { voice: 'syl', file: 'clips/syl/app/dock.back.mp3' })] });
  tree.say('bn', { 'dock.back': 'পিছনে যান' });
  await tree.build();
  expect(tree.readManifest('public/audio/syl').aside).toHaveLength(1);
  expect(withdraw(tree.root, data, '3f9a27c1')).toBe(1);
  expect(existsSync(join(tree.root, 'public/audio/syl'))).toBe(false);
  expect(tree.faults()).toEqual([]);
});

test('names are lines of letters, and no more', () => {
  expect(parseZipClip({ ...BACK, reviewedBy: 'x'.repeat(81) })).toContain('reviewedBy');
  expect(parseZipClip({ ...BACK, reviewedBy: 'Hasan\nroot' })).toContain('reviewedBy');
  expect(parseZipClip(BACK)).toEqual(BACK);
});
