/** Keeps a voice on the phone, so that everything can be heard without a network: whole, or it is not called ready. */
import type { Book, ClipSet } from './book.ts';

const CACHE_PREFIX = 'our-turn-voice/';
/** A few at a time: enough for a slow link, and none of it stands in the way of an answer that is being sent. */
const AT_ONCE = 4;

const cacheName = (voice: string): string => CACHE_PREFIX + voice;

const pathsIn = async (cache: Cache): Promise<ReadonlySet<string>> => new Set((await cache.keys()).map((request) => new URL(request.url).pathname));

const isWhole = (kept: ReadonlySet<string>, { listPath, clips }: ClipSet): boolean => kept.has(listPath) && clips.every(({ path }) => kept.has(path));

/** Whether every clip that this book can say lies on the phone, a part of it, or nothing. */
export const howMuchIsKept = async (book: Book): Promise<'all' | 'part' | 'none'> => {
  if (!(await caches.has(cacheName(book.voice)))) return 'none';
  const kept = await pathsIn(await caches.open(cacheName(book.voice)));
  return book.sets.every((set) => isWhole(kept, set)) ? 'all' : 'part';
};

/** What is no longer said goes, and so do the other voices: one at a time lies on a phone. */
const letGo = async (book: Book, cache: Cache): Promise<void> => {
  const wanted = new Set(book.sets.flatMap(({ listPath, clips }) => [listPath, ...clips.map(({ path }) => path)]));
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  for (const name of await caches.keys()) if (name.startsWith(CACHE_PREFIX) && name !== cacheName(book.voice)) await caches.delete(name);
};

/** Names of what a browser throws when there is no more room. */
const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

/**
 * Fetches what is missing; what came before a cut is not fetched again. Each folder's list is put in after all of its
 * clips, and nothing plays without its list: half a version is never heard. `onPart` hears how much is here, 0 to 1.
 */
export const keepVoice = async (book: Book, onPart: (part: number) => void): Promise<'all' | 'cut' | 'full'> => {
  try {
    const cache = await caches.open(cacheName(book.voice));
    const kept = await pathsIn(cache);
    const all = book.sets.flatMap(({ clips }) => clips);
    const whole = all.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    const count = (bytes: number): void => onPart((done += bytes) / whole);
    for (const { path, bytes } of all) if (kept.has(path)) count(bytes);
    for (const { listPath, list, clips } of book.sets) {
      const missing = clips.filter(({ path }) => !kept.has(path));
      const take = async (): Promise<void> => {
        for (let next = missing.shift(); next !== undefined; next = missing.shift()) {
          const response = await fetch(next.path, { credentials: 'omit', integrity: next.integrity });
          if (!response.ok) throw new Error(`${response.status}`);
          await cache.put(next.path, response);
          count(next.bytes);
        }
      };
      // All of them come to their end before anything is said: one that is late would say that it still goes on.
      const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, take));
      const cut = ends.find((end) => end.status === 'rejected');
      if (cut) throw cut.reason;
      await cache.put(listPath, new Response(JSON.stringify(list), { headers: { 'content-type': 'application/json' } }));
    }
    await letGo(book, cache);
    return 'all';
  } catch (error) {
    // What has come stays, and the next try goes on from there.
    return isFull(error) ? 'full' : 'cut';
  }
};

export const removeVoice = async (voice: string): Promise<void> => void (await caches.delete(cacheName(voice)));
