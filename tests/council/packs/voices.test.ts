/** Voices of a pack: whole or not offered, immutable like the words, fetched by the hash that the list names. */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { readVoices } from '../../../src/council/packs/voices.ts';
import { versionName, type Shelf } from '../../../src/domain/pack.ts';
import { clipsFor } from '../../../src/domain/spoken.ts';
import { ClipList } from '../../../src/domain/voice.ts';
import { aCouncil } from '../../kit/a-council.ts';
import { aFolder, ROOT } from '../../kit/a-folder.ts';

const PACK = { id: 'visitor-parking', support: 'support-1', aboutYou: 'about-you-1' };
const sha256 = (bytes: Uint8Array): string => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

test('the example can be heard in English, Somali and Bengali, its shared questions too', () => {
  const voices = readVoices(join(ROOT, 'packs'), PACK);
  expect(voices.map(({ voice }) => voice)).toEqual(['en', 'so', 'bn']);
  for (const { voice, files } of voices) {
    const list = v.parse(ClipList, JSON.parse(new TextDecoder().decode(files.get(`audio/${voice}/clips.json`)?.())));
    expect(list.isComputer).toBe(true);
    for (const key of ['title', 'q.impact.ask', 'support.q.needs.ask', 'about.q.age.ask']) expect(clipsFor(list, voice, key), key).toBeDefined();
  }
});

test('a clip that is fetched is the one that the list names, and the list the one that the shelf names', async () => {
  const council = await aCouncil();
  const shelf = (await (await council.fetch('/packs/')).json()) as Shelf;
  const pack = shelf.packs[0]!;
  const folder = `/packs/${pack.id}/${versionName(pack.version)}/audio/so/`;
  const listed = await council.fetch(`${folder}clips.json`, { headers: { 'accept-encoding': 'identity' } });
  const bytes = new Uint8Array(await listed.arrayBuffer());
  expect(sha256(bytes)).toBe(pack.voices.so?.integrity);
  const list = v.parse(ClipList, JSON.parse(new TextDecoder().decode(bytes)));
  const [file, , integrity, size] = list.clips['q.impact.ask']!;
  const clip = await council.fetch(folder + file);
  expect(clip.headers.get('content-type')).toBe('audio/mpeg');
  expect(clip.headers.get('cache-control')).toContain('immutable');
  const sound = new Uint8Array(await clip.arrayBuffer());
  expect([sha256(sound), sound.byteLength]).toEqual([integrity, size]);
});

test('what a voice is not is not there: another voice, a climbing path, the manifest with its names', async () => {
  const council = await aCouncil();
  const { packs } = (await (await council.fetch('/packs/')).json()) as Shelf;
  const folder = `/packs/${packs[0]!.id}/${versionName(packs[0]!.version)}/audio/`;
  for (const path of ['syl/clips.json', 'so/manifest.json', 'so/..%2f..%2fpack.json', 'so/none.00000000.mp3']) expect((await council.fetch(folder + path)).status, path).toBe(404);
});

test('a voice that would fall silent half way is not offered', async () => {
  const folder = aFolder();
  cpSync(join(ROOT, 'packs'), folder, { recursive: true });
  rmSync(join(folder, 'sets/support-1/audio/bn'), { recursive: true });
  expect(readVoices(folder, PACK).map(({ voice }) => voice)).toEqual(['en', 'so']);
  const [clip = ''] = readdirSync(join(folder, 'visitor-parking/audio/so')).filter((name) => name.endsWith('.mp3'));
  rmSync(join(folder, 'visitor-parking/audio/so', clip));
  expect(readVoices(folder, PACK).map(({ voice }) => voice)).toEqual(['en']);
});

test('the app’s own voices: one file names them with their size, and each has a list', async () => {
  const council = await aCouncil();
  const { voices } = (await (await council.fetch('/audio/voices.json')).json()) as { voices: Record<string, { bytes: number; integrity: string }> };
  expect(Object.keys(voices)).toEqual(['en', 'so', 'bn']);
  for (const [voice, { bytes, integrity }] of Object.entries(voices)) {
    const list = new Uint8Array(await (await council.fetch(`/audio/${voice}/clips.json`)).arrayBuffer());
    expect(sha256(list)).toBe(integrity);
    expect(bytes).toBeGreaterThan(500_000);
    expect((await council.fetch(`/audio/${voice}/manifest.json`)).status).toBe(404);
  }
});
