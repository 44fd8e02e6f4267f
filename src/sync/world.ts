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
  fetch: (request, init) => fetch(request, init),
  ...('locks' in navigator ? { locks: navigator.locks } : {}),
});
