/** The one place where the council's real clock, chance and waiting come in; everything else is handed them. */
import { randomBytes } from 'node:crypto';
import type { Env } from '../domain/env.ts';

export const realWorld = (): Env => ({
  now: () => Date.now(),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
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
});
