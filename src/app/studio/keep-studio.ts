/** Puts the studio itself aside, all of its files or none, so that the worker can open it without a network. */
import { linkWorker } from '../worker-link.ts';

/** The worker answers from caches of this name: see worker/studio. */
const CACHE_PREFIX = 'our-turn-studio/';
/** Put in last: a set without it is not whole, and is not used. */
const COMPLETE = '/complete';
const LIST = '/studio/files.json';
/** The worker keeps letters by itself, once they were asked for. */
const LETTERS = '/fonts/our-turn-bengali.woff2';

interface FileList {
  readonly stamp: string;
  readonly files: readonly { readonly path: string; readonly integrity: string }[];
}

const isWhole = async (name: string): Promise<boolean> => (await (await caches.open(name)).match(COMPLETE)) !== undefined;

const ofTheStudio = async (): Promise<readonly string[]> => (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX));

const fill = async (name: string, { files }: FileList): Promise<void> => {
  const cache = await caches.open(name);
  try {
    await Promise.all(
      files.map(async ({ path, integrity }) => {
        const response = await fetch(path, { integrity, credentials: 'omit' });
        if (!response.ok) throw new Error(`${response.status}`);
        await cache.put(path, response);
      }),
    );
    await cache.put(COMPLETE, new Response());
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
};

/** Whether some whole set is here, of whatever version. */
const isKept = async (): Promise<boolean> => {
  for (const name of await ofTheStudio()) if (await isWhole(name)) return true;
  return false;
};

const keepNewest = async (): Promise<void> => {
  const response = await fetch(LIST, { cache: 'no-cache', credentials: 'omit' });
  if (!response.ok) throw new Error(`${response.status}`);
  const list = (await response.json()) as FileList;
  const name = CACHE_PREFIX + list.stamp;
  if (!(await isWhole(name))) await fill(name, list);
  for (const other of await ofTheStudio()) if (other !== name) await caches.delete(other);
  await fetch(LETTERS, { credentials: 'omit' }).catch(() => undefined);
};

/** Gives whether the studio can be opened without a network from now on. */
export const keepStudio = async (): Promise<boolean> => {
  try {
    await linkWorker(() => undefined);
    if ((await navigator.serviceWorker.getRegistration('/')) === undefined) return false;
    await navigator.serviceWorker.ready;
    await keepNewest().catch(() => undefined);
    return await isKept();
  } catch {
    // No worker in this browser, or no room.
    return false;
  }
};
