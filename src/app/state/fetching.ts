/** Fetches what the council has published; with a service worker the device's own copy answers. */
import type { Language } from '../../domain/language.ts';
import { versionName, type Pack, type PackVersion, type PackWords, type Shelf } from '../../domain/pack.ts';
import { problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import { PATHS, type KeyRing } from '../../domain/wire.ts';
import type { OpenPack } from './app-state.ts';

const fetchJson = async <T>(path: string): Promise<Result<T>> => {
  try {
    const response = await fetch(path, { credentials: 'omit' });
    if (response.status === 404) return bad(problem('not-found', path));
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) return bad(problem('could-not-load', path));
    return good((await response.json()) as T);
  } catch {
    return bad(problem('could-not-load', path));
  }
};

const folderOf = (id: string, version: PackVersion): string => `${PATHS.shelf}${encodeURIComponent(id)}/${versionName(version)}/`;

export const fetchShelf = (): Promise<Result<Shelf>> => fetchJson<Shelf>(PATHS.shelf);

export const fetchWords = (id: string, version: PackVersion, lang: Language): Promise<Result<PackWords>> =>
  fetchJson<PackWords>(`${folderOf(id, version)}words.${lang}.json`);

/** A conversation in one language, whole: a pack without its words is of no use to anyone. */
export const fetchPack = async (id: string, version: PackVersion, lang: Language): Promise<Result<OpenPack>> => {
  const [pack, words] = await Promise.all([fetchJson<Pack>(`${folderOf(id, version)}pack.json`), fetchWords(id, version, lang)]);
  if (!pack.ok) return pack;
  return words.ok ? good({ pack: pack.value, words: words.value }) : words;
};

export const fetchRing = (pack: Pick<Pack, 'id' | 'version'>): Promise<Result<KeyRing>> => fetchJson<KeyRing>(`${folderOf(pack.id, pack.version)}keys.json`);
