/** Conversations on this device: each version a set of its own, apart from the shell, kept whole or not at all. */
import { versionName, type Shelf, type ShelfPack } from '../domain/pack.ts';
import { PATHS } from '../domain/wire.ts';

const SHELF_CACHE = 'our-turn-shelf';
const SET_PREFIX = 'our-turn-pack/';
/** Put in last: a set without it is not complete, and is not used. */
const COMPLETE = '/complete';

const setName = (pack: Pick<ShelfPack, 'id' | 'version'>): string => `${SET_PREFIX}${pack.id}/${versionName(pack.version)}`;

export const isPackFile = (url: URL): boolean => url.pathname.startsWith(PATHS.shelf);

const isComplete = async (name: string): Promise<boolean> =>
  (await caches.has(name)) && (await (await caches.open(name)).match(COMPLETE)) !== undefined;

/** Every file with its hash, which the browser checks; one that fails leaves nothing behind. */
const keepSet = async (pack: ShelfPack): Promise<void> => {
  const name = setName(pack);
  if (await isComplete(name)) return;
  const folder = `${PATHS.shelf}${pack.id}/${versionName(pack.version)}/`;
  const cache = await caches.open(name);
  try {
    await Promise.all(
      pack.files.map(async ({ path, integrity }) => {
        const response = await fetch(folder + path, { integrity, credentials: 'omit' });
        if (!response.ok) throw new Error(`${response.status}`);
        await cache.put(folder + path, response);
      }),
    );
    await cache.put(COMPLETE, new Response());
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
};

/** Sets that are no longer on the shelf, once every set on it is here. */
const dropOthers = async (shelf: Shelf): Promise<void> => {
  const wanted = new Set(shelf.packs.map(setName));
  for (const name of await caches.keys()) {
    if (name.startsWith(SET_PREFIX) && !wanted.has(name)) await caches.delete(name);
  }
};

/** Fetches what is open now. Without a network what is here stays as it is. */
export const keepShelf = async (): Promise<void> => {
  try {
    const response = await fetch(PATHS.shelf, { cache: 'no-cache', credentials: 'omit' });
    if (!response.ok) return;
    const shelf = (await response.clone().json()) as Shelf;
    for (const pack of shelf.packs) await keepSet(pack);
    // Last: whoever reads the shelf offline can count on every set that it names.
    await (await caches.open(SHELF_CACHE)).put(PATHS.shelf, response);
    await dropOthers(shelf);
  } catch {
    // No network, or a file that does not fit its hash: next time.
  }
};

/** The shelf as this device last had it whole. */
export const keptShelf = async (): Promise<Shelf | undefined> => {
  const response = await (await caches.open(SHELF_CACHE)).match(PATHS.shelf);
  return response && ((await response.json()) as Shelf);
};

/** A file of a kept set, by its path below `/packs/`. */
export const keptPackFile = async (pack: Pick<ShelfPack, 'id' | 'version'>, file: string): Promise<Response | undefined> => {
  const name = setName(pack);
  return (await isComplete(name)) ? (await caches.open(name)).match(`${PATHS.shelf}${pack.id}/${versionName(pack.version)}/${file}`) : undefined;
};

/** A version never changes, so what is kept is as good as what the network has. The shelf itself does change. */
export const answerPackFile = async (url: URL, request: Request): Promise<Response> => {
  if (url.pathname === PATHS.shelf) {
    try {
      return await fetch(request);
    } catch (error) {
      const kept = await (await caches.open(SHELF_CACHE)).match(PATHS.shelf);
      if (kept) return kept;
      throw error;
    }
  }
  const [, , id, version] = url.pathname.split('/');
  const name = `${SET_PREFIX}${id}/${version}`;
  const kept = (await isComplete(name)) ? await (await caches.open(name)).match(url.pathname) : undefined;
  return kept ?? fetch(request);
};
