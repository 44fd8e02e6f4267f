/** What a voice weighs: bytes of prompts by language, of the app itself and of each conversation with its shared questions. Exact. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mostBytesFor } from '../../src/tools/audio/check.mjs';
import { TEXT_OF, VOICES, parseManifest, type Voice, type VoiceManifest } from '../../src/domain/voice.ts';
import { ROOT } from '../kit/a-folder.ts';
import { bytesRow, report, type Row } from './table.ts';

const KB = 1_000;

const manifestIn = (folder: string, voice: Voice): VoiceManifest | undefined => {
  const file = join(ROOT, folder, 'audio', voice, 'manifest.json');
  if (!existsSync(file)) return undefined;
  const parsed = parseManifest(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.ok ? parsed.value : undefined;
};
const sum = (manifest: VoiceManifest, of: 'bytes' | 'seconds'): number => Object.values(manifest.clips).reduce((all, clip) => all + clip[of], 0);
const keysIn = (folder: string, voice: Voice): number => Object.keys(JSON.parse(readFileSync(join(ROOT, folder, `${TEXT_OF[voice]}.json`), 'utf8')) as object).length;

const folders = (below: string): readonly string[] => readdirSync(join(ROOT, below), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${below}/${entry.name}`] : []));
const packs = [...folders('packs').filter((folder) => existsSync(join(ROOT, folder, 'pack.json'))), ...folders('packs/sets')];

const rowsOf = (voice: Voice): readonly { readonly row: Row; readonly manifest: VoiceManifest }[] => {
  const own = manifestIn('public', voice);
  const app = own === undefined ? [] : [{ row: bytesRow(`the app itself, ${voice}`, undefined, sum(own, 'bytes'), undefined), manifest: own }];
  const ofPacks = packs.flatMap((folder) => {
    const manifest = manifestIn(folder, voice);
    if (manifest === undefined) return [];
    const goal = mostBytesFor(keysIn(folder, voice)) / KB;
    return [{ row: bytesRow(`${folder.slice('packs/'.length)}, ${voice}`, undefined, sum(manifest, 'bytes'), Math.round(goal)), manifest }];
  });
  return [...app, ...ofPacks];
};

const found = VOICES.flatMap((voice) => {
  const rows = rowsOf(voice);
  const all = rows.reduce((bytes, { manifest }) => bytes + sum(manifest, 'bytes'), 0);
  const minutes = rows.reduce((seconds, { manifest }) => seconds + sum(manifest, 'seconds'), 0) / 60;
  return rows.length === 0 ? [] : [{ voice, rows, note: `${voice}: ${(all / KB / KB).toFixed(2)} MB to keep on a phone, ${minutes.toFixed(1)} minutes of sound, ${(all / KB / minutes / 60).toFixed(2)} kB a second.` }];
});
report({
  name: 'prompts',
  rows: found.flatMap(({ rows }) => rows.map(({ row }) => row)),
  notes: ['Never on the way to the first question: one voice, and only when somebody asks for it.', ...found.map(({ note }) => note)],
  details: found.map(({ voice, rows }) => ({ voice, clips: rows.map(({ manifest }) => Object.fromEntries(Object.entries(manifest.clips).map(([name, { bytes, seconds }]) => [name, { bytes, seconds }]))) })),
});
