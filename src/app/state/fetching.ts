/** Fetches what the council has published; with a service worker the device's own copy answers. */
import type { Language } from '../../domain/language.ts';
import { versionName, type Pack, type PackVersion, type PackWords, type Shelf } from '../../domain/pack.ts';
import { problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import { KEPT_HEADER, PATHS, type KeyRing } from '../../domain/wire.ts';
import type { OpenPack } from './app-state.ts';

const fetchResponse = async (path: string): Promise<Result<Response>> => {
  try {
    const response = await fetch(path, { credentials: 'omit' });
    if (response.status === 404) return bad(problem('not-found', path));
    // A login page with 200 is a page, and none of ours.
    return response.ok && response.headers.get('content-type')?.includes('json') ? good(response) : bad(problem('could-not-load', path));
  } catch {
    return bad(problem('could-not-load', path));
  }
};

const jsonOf = async <T>(response: Response, path: string): Promise<Result<T>> => {
  try {
    return good((await response.json()) as T);
  } catch {
    return bad(problem('could-not-load', path));
  }
};

const fetchJson = async <T>(path: string): Promise<Result<T>> => {
  const found = await fetchResponse(path);
  return found.ok ? jsonOf<T>(found.value, path) : found;
};

const folderOf = (id: string, version: PackVersion): string => `${PATHS.shelf}${encodeURIComponent(id)}/${versionName(version)}/`;

/** The shelf, and whether it is only what this device has kept. */
export const fetchShelf = async (): Promise<Result<{ readonly shelf: Shelf; readonly isKept: boolean }>> => {
  const found = await fetchResponse(PATHS.shelf);
  if (!found.ok) return found;
  const shelf = await jsonOf<Shelf>(found.value, PATHS.shelf);
  return shelf.ok ? good({ shelf: shelf.value, isKept: found.value.headers.has(KEPT_HEADER) }) : shelf;
};

export const fetchWords = (id: string, version: PackVersion, lang: Language): Promise<Result<PackWords>> =>
  fetchJson<PackWords>(`${folderOf(id, version)}words.${lang}.json`);

/** A conversation in one language, whole: a pack without its words is of no use to anyone. */
export const fetchPack = async (id: string, version: PackVersion, lang: Language): Promise<Result<OpenPack>> => {
  const [pack, words] = await Promise.all([fetchJson<Pack>(`${folderOf(id, version)}pack.json`), fetchWords(id, version, lang)]);
  if (!pack.ok) return pack;
  return words.ok ? good({ pack: pack.value, words: words.value }) : words;
};

/** Looked at before anything is sealed to it; what looks is loaded then. */
export const fetchRing = async (pack: Pick<Pack, 'id' | 'version'>): Promise<Result<KeyRing>> => {
  const path = `${folderOf(pack.id, pack.version)}keys.json`;
  const [found, reading] = await Promise.all([fetchJson<unknown>(path), import('../../domain/read-ring.ts').catch(() => undefined)]);
  if (!found.ok) return found;
  const ring = reading?.readRing(found.value);
  return ring === undefined ? bad(problem('could-not-load', path)) : good(ring);
};
