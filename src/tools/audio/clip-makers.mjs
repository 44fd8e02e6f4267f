/** Makes many clips at once, one on each processor, in the order in which they were asked for. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Fault } from '../fault.mjs';

/** Each holds the whole of espeak-ng, about 150 MB. */
const MOST_THREADS = 4;

/** @typedef {{ readonly lang: string, readonly spoken: string }} Wish */
/** @typedef {{ readonly file: Uint8Array, readonly seconds: number }} Made */

/** @type {(worker: Worker, wish: Wish) => Promise<Made>} */
const ask = (worker, wish) =>
  new Promise((done, fail) => {
    worker.once('message', (answer) => ('fault' in answer ? fail(new Fault(answer.fault)) : done(answer)));
    worker.postMessage(wish);
  });

/**
 * @param {readonly Wish[]} wishes
 * @param {(made: number) => void} onMade told after each
 * @returns {Promise<readonly Made[]>}
 */
export const makeClips = async (wishes, onMade) => {
  const made = /** @type {Made[]} */ ([]);
  let next = 0;
  const work = async () => {
    const worker = new Worker(new URL('./make-clip.mjs', import.meta.url));
    try {
      while (next < wishes.length) {
        const at = next++;
        made[at] = await ask(worker, /** @type {Wish} */ (wishes[at]));
        onMade(made.filter(Boolean).length);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(MOST_THREADS, availableParallelism(), wishes.length) }, work));
  return made;
};
