/** The one place where the real clock, chance, network and locks come in; everything else is handed them. */
import type { SyncEnv } from './env.ts';

export const realWorld = (): SyncEnv => ({
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  sleep: (ms, stop) =>
    new Promise((wake) => {
      if (stop?.aborted) return wake();
      const done = (): void => {
        clearTimeout(timer);
        stop?.removeEventListener('abort', done);
        wake();
      };
      const timer = setTimeout(done, ms);
      stop?.addEventListener('abort', done);
    }),
  // Over plain HTTP anyone on the way could change the script itself: nothing is sent, and nothing believed. Localhost counts as safe.
  fetch: (request, init) => (isSecureContext ? fetch(request, init) : Promise.reject(new TypeError('plain HTTP'))),
  ...('locks' in navigator ? { locks: navigator.locks } : {}),
});
