/** Makes many clips at once, one on each processor, in the order in which they were asked for. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { secondsOf } from '../../domain/mp3.ts';
import { Fault } from '../fault.mjs';

/** Each holds the whole of espeak-ng, about 150 MB. */
const MOST_THREADS = 4;

/** @typedef {{ readonly lang: string, readonly spoken: string }} Wish */
/** @typedef {{ readonly file: Uint8Array, readonly seconds: number }} Made */

/** The thread is plain JavaScript, which can't take in domain's TypeScript: so the length is read here. @type {(file: Uint8Array, wish: Wish) => Made} */
const measured = (file, { spoken }) => {
  const seconds = secondsOf(file);
  if (seconds === undefined) throw new Error(`the encoder gave no MP3 for "${spoken}"`);
  return { file, seconds };
};

/** @type {(worker: Worker, wish: Wish) => Promise<Made>} */
const ask = async (worker, wish) => {
  const file = await new Promise((done, fail) => {
    worker.once('message', (answer) => ('fault' in answer ? fail(new Fault(answer.fault)) : done(answer.file)));
    worker.postMessage(wish);
  });
  return measured(file, wish);
};

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
