/** The voices of a pack: the clips that lie beside its words and beside those of its question sets, as one list each. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIP_LIST_FILE, clipFile, clipListOf, parseManifest, publishedManifest, VOICES, type ShelfVoice, type Voice, type VoiceManifest } from '../../domain/voice.ts';
import { integrityOf } from './shelf.ts';

/** One voice of a version: what is written into it, and what the shelf says of it. */
export interface PublishedVoice {
  readonly voice: Voice;
  /** Path below the version's folder, and how to read it: a start that publishes nothing new reads no clip. */
  readonly files: ReadonlyMap<string, () => Uint8Array>;
  readonly shelf: ShelfVoice;
}

const readManifest = (folder: string): VoiceManifest | undefined => {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return undefined;
  const parsed = parseManifest(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.ok ? parsed.value : undefined;
};

/** The list of a manifest's clips, as a phone fetches it. */
export const listBytes = (manifest: VoiceManifest): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(clipListOf(manifest, (hex) => Buffer.from(hex, 'hex').toString('base64'))));

interface ClipAt {
  readonly name: string;
  readonly file: string;
}
const clipsIn = (prefix: string, folder: string, manifest: VoiceManifest): readonly ClipAt[] =>
  Object.entries(manifest.clips).map(([name, clip]) => ({ name: clipFile(prefix + name, clip), file: join(folder, clipFile(name, clip)) }));

const readVoice = (root: string, voice: Voice, pack: string, support: string, aboutYou: string): PublishedVoice | undefined => {
  const folders = [pack, `sets/${support}`, `sets/${aboutYou}`].map((each) => join(root, each, 'audio', voice));
  const [own, first, second] = folders.map(readManifest);
  if (!own || !first || !second) return undefined;
  const manifest = publishedManifest(own, first, second);
  const [a = '', b = '', c = ''] = folders;
  const clips = [...clipsIn('', a, own), ...clipsIn('support.', b, first), ...clipsIn('about.', c, second)];
  // A voice that falls silent half way is no voice: it is offered where the pack and both sets have all of it.
  if (clips.some(({ file }) => !existsSync(file))) return undefined;
  const list = listBytes(manifest);
  const reading = [[CLIP_LIST_FILE, () => list] as const, ...clips.map(({ name, file }) => [name, () => readFileSync(file)] as const)];
  const files = new Map<string, () => Uint8Array>(reading.map(([name, read]) => [`audio/${voice}/${name}`, read]));
  const all = Object.values(manifest.clips);
  const sum = (of: 'bytes' | 'seconds'): number => all.reduce((total, clip) => total + clip[of], 0);
  return { voice, files, shelf: { integrity: integrityOf(list), bytes: sum('bytes') + list.byteLength, seconds: Math.round(sum('seconds')) } };
};

/** Every voice in which all of this pack can be heard. `root` is the packs folder. */
export const readVoices = (root: string, pack: { readonly id: string; readonly support: string; readonly aboutYou: string }): readonly PublishedVoice[] =>
  VOICES.flatMap((voice) => readVoice(root, voice, pack.id, pack.support, pack.aboutYou) ?? []);
