/** Conversations on this device: each version a set of its own, apart from the shell, kept whole or not at all. */
import { versionName, type Shelf, type ShelfPack } from '../domain/pack.ts';
import { KEPT_HEADER, PATHS } from '../domain/wire.ts';

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

/** `3` of `our-turn-pack/visitor-parking/3-0f4a...`. */
const numberIn = (name: string): number => Number(/\/(\d+)-[^/]*$/.exec(name)?.[1] ?? 0);

/**
 * Lets go of what is no longer on the shelf, once every set on it is here. The version before stays too: somebody may
 * be in the middle of it, and needs its words and keys to hand it in without a network.
 */
const dropOthers = async (shelf: Shelf): Promise<void> => {
  const wanted = new Set(shelf.packs.map(setName));
  for (const { id } of shelf.packs) {
    const mine = (await caches.keys()).filter((name) => name.startsWith(`${SET_PREFIX}${id}/`) && !wanted.has(name));
    const [before] = mine.sort((one, other) => numberIn(other) - numberIn(one));
    if (before !== undefined) wanted.add(before);
  }
  for (const name of await caches.keys()) if (name.startsWith(SET_PREFIX) && !wanted.has(name)) await caches.delete(name);
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

/** On a link that answers nothing, a person who has the shelf already is not kept waiting for a newer one. */
const PATIENCE_MS = 3_000;

/** Says that it is the device's own, so that the screen can say so too. */
const asKept = (response: Response): Response => new Response(response.body, { headers: { 'content-type': 'application/json', [KEPT_HEADER]: 'yes' } });

/** The network's shelf where it comes in time, else the device's own. */
const answerShelf = async (request: Request): Promise<Response> => {
  const fetched = fetch(request);
  const found = await (await caches.open(SHELF_CACHE)).match(PATHS.shelf);
  if (found === undefined) return fetched;
  const kept = asKept(found);
  const late = new Promise<Response>((give) => setTimeout(() => give(kept), PATIENCE_MS));
  return Promise.race([fetched.catch(() => kept), late]);
};

/** A version never changes, so what is kept is as good as what the network has. The shelf itself does change. */
export const answerPackFile = async (url: URL, request: Request): Promise<Response> => {
  if (url.pathname === PATHS.shelf) return answerShelf(request);
  const [, , id, version] = url.pathname.split('/');
  const name = `${SET_PREFIX}${id}/${version}`;
  const kept = (await isComplete(name)) ? await (await caches.open(name)).match(url.pathname) : undefined;
  return kept ?? fetch(request);
};
