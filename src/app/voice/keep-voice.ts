/** Keeps a voice on the phone, so that everything can be heard without a network: whole, or it is not called ready. */
import type { Book } from './book.ts';

const CACHE_PREFIX = 'our-turn-voice/';
/** A few at a time: enough for a slow link, and none of it stands in the way of an answer that is being sent. */
const AT_ONCE = 4;

const cacheName = (voice: string): string => CACHE_PREFIX + voice;

/** Whether every clip that this book can say lies on the phone. */
export const isKept = async (book: Book): Promise<boolean> => {
  if (!(await caches.has(cacheName(book.voice)))) return false;
  const cache = await caches.open(cacheName(book.voice));
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  return book.files.every(({ path }) => kept.has(path));
};

/**
 * Fetches what is missing; what came before a cut is not fetched again. `onPart` hears how much is here, from 0 to 1.
 * Gives whether all of it is. Other voices go, and what this one no longer says.
 */
export const keepVoice = async (book: Book, onPart: (part: number) => void): Promise<boolean> => {
  const cache = await caches.open(cacheName(book.voice));
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const missing = book.files.filter(({ path }) => !kept.has(path));
  let done = book.files.length - missing.length;
  const take = async (): Promise<void> => {
    for (let next = missing.pop(); next !== undefined; next = missing.pop()) {
      const response = await fetch(next.path, { credentials: 'omit', ...(next.integrity === undefined ? {} : { integrity: next.integrity }) });
      if (!response.ok) throw new Error(`${response.status}`);
      await cache.put(next.path, response);
      done += 1;
      onPart(done / book.files.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, take));
  } catch {
    // No network, or no room: what has come stays, and the next try goes on from there.
    return false;
  }
  const wanted = new Set(book.files.map(({ path }) => path));
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  for (const name of await caches.keys()) if (name.startsWith(CACHE_PREFIX) && name !== cacheName(book.voice)) await caches.delete(name);
  return true;
};

export const removeVoice = async (voice: string): Promise<void> => void (await caches.delete(cacheName(voice)));
