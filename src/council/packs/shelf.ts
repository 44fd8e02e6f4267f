/** What is published: the shelf that phones fetch, and every version ever published, for reading old answers. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import { versionName, type Pack, type PackVersion, type PackWords, type Shelf, type ShelfPack } from '../../domain/pack.ts';
import type { ShelfVoice, Voice } from '../../domain/voice.ts';
import type { KeyRing } from '../../domain/wire.ts';
import type { Packs, PublishedPack } from '../council.ts';
import type { Database } from '../database/schema.ts';

/** Beside a version's files: its entry on the shelf. It is never served by itself. */
export const SHELF_FILE = 'shelf.json';

/** As a browser checks it: `sha256-...`. */
export const integrityOf = (content: string | Uint8Array): string => `sha256-${createHash('sha256').update(content).digest('base64')}`;

/** A version's entry on the shelf. */
export const manifestOf = (pack: Pack, words: Readonly<Record<Language, PackWords>>, files: ReadonlyMap<string, string>, voices: readonly { readonly voice: Voice; readonly shelf: ShelfVoice }[]): ShelfPack => ({
  id: pack.id,
  version: pack.version,
  picture: pack.picture,
  example: pack.example,
  closes: pack.closes,
  replyBy: pack.replyBy,
  words: Object.fromEntries(LANGUAGES.map((lang) => [lang, { title: words[lang]['title'] ?? pack.id, who: words[lang]['who'] ?? '' }])),
  files: [...files].map(([path, text]) => ({ path, integrity: integrityOf(text), bytes: Buffer.byteLength(text) })),
  voices: Object.fromEntries(voices.map(({ voice, shelf }) => [voice, shelf])),
});

const readVersion = (folder: string): PublishedPack | undefined => {
  if (!existsSync(join(folder, 'pack.json'))) return undefined;
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const words = Object.fromEntries(LANGUAGES.map((lang) => [lang, read(`words.${lang}.json`)]));
  const sealedTo = (read('keys.json') as KeyRing).recipients.filter(({ use }) => use === 'intake').map(({ kid }) => kid);
  return { pack: read('pack.json') as Pack, words: words as PublishedPack['words'], sealedTo };
};

/** `onShelf`: the names of the packs whose sources are there; others keep their versions but are no longer offered. */
export const openPacks = async (db: Database, dataDir: string, onShelf?: readonly string[]): Promise<Packs> => {
  const rows = await db.selectFrom('published').select(['pack', 'number', 'hash']).orderBy('pack').orderBy('number').execute();
  const folderOf = (pack: string, version: PackVersion): string => join(dataDir, 'packs', pack, versionName(version));
  // Another process may have published what does not lie on this machine; until it does, the one before is the newest here.
  const newest = new Map(rows.filter((row) => existsSync(folderOf(row.pack, row))).map((row) => [row.pack, row]));
  const opened = new Map<string, PublishedPack | undefined>();
  const open = (row: (typeof rows)[number] | undefined): PublishedPack | undefined => {
    if (row === undefined) return undefined;
    const folder = folderOf(row.pack, row);
    if (!opened.has(folder)) opened.set(folder, readVersion(folder));
    return opened.get(folder);
  };
  const entry = (row: (typeof rows)[number]): readonly ShelfPack[] => {
    const file = join(folderOf(row.pack, row), SHELF_FILE);
    return existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8')) as ShelfPack] : [];
  };
  const shelf: Shelf = { v: 1, packs: [...newest.values()].filter((row) => onShelf?.includes(row.pack) ?? true).flatMap(entry) };
  return {
    shelf: () => shelf,
    current: (id) => open(newest.get(id)),
    everSealedTo: (id) => [...new Set(rows.filter((row) => row.pack === id).flatMap((row) => open(row)?.sealedTo ?? []))],
    version: (id, number) => open(rows.find((row) => row.pack === id && row.number === number)),
  };
};
