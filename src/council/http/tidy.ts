/** Gives memory back in time: left to itself, V8 lets a busy process grow well past what it needs before it cleans up. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const HIGH_WATER_BYTES = 180 * 1024 * 1024;
/** Each time costs some tens of milliseconds. */
const NOT_BEFORE_MS = 1_000;

/** Made when it is first needed, and once: a context costs more memory than most requests. */
let collect: (() => void) | undefined;
const sweeper = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
};

/** To be called after each piece of heavy work: mostly it does nothing. */
export const tidier = (): (() => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < NOT_BEFORE_MS || process.memoryUsage.rss() < HIGH_WATER_BYTES) return;
    collect ??= sweeper();
    collect();
    last = performance.now();
  };
};
