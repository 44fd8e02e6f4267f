/** A world that a test can repeat: its own clock, its own chance, and waiting that passes by itself. */
import type { SyncEnv } from '../../src/sync/env.ts';

/** Bytes from a small generator (mulberry32), so that a seed always gives the same test. */
export const someBytes = (seed: number): ((bytes: number) => Uint8Array<ArrayBuffer>) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) & 255;
  };
  return (bytes) => Uint8Array.from({ length: bytes }, next);
};

export interface AWorld extends SyncEnv {
  readonly pass: (ms: number) => void;
}

/** `origin` is the council's address: a device asks for paths. Sleeping moves the clock and takes no time. */
export const aWorld = (origin: string, seed = 1, fetching: typeof fetch = fetch): AWorld => {
  let clock = Date.UTC(2026, 10, 23, 20, 31);
  return {
    now: () => clock,
    random: someBytes(seed),
    sleep: async (ms, stop) => {
      // Patience is a real wait with a real end; nothing here should ever need it.
      if (stop !== undefined) return new Promise((wake) => stop.addEventListener('abort', () => wake()));
      clock += ms;
    },
    fetch: (path, init) => fetching(new URL(path, origin), init),
    pass: (ms) => {
      clock += ms;
    },
  };
};
