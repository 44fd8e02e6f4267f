/** Puts a finished build where the last one stood, by renaming, so that there is never half of one. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Beside the last good build and on the same disk, or it couldn't be renamed into place. Relative to the root. */
export const NEXT = `.cache/dist-next-${process.pid}`;
const LAST = `.cache/dist-last-${process.pid}`;
/** Two that finish at once can take each other's place away; more than a few times is not chance. */
const TRIES = 5;

const isRunning = (/** @type {number} */ pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
};

/** Clears away what builds left that were killed; the last good one goes back if it was just being swapped. */
export const tidyUp = async (/** @type {string} */ root) => {
  const cache = join(root, '.cache');
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const [, kind, pid] = /^dist-(next|last)-(\d+)$/.exec(name) ?? [];
    if (kind === undefined || (Number(pid) !== process.pid && isRunning(Number(pid)))) continue;
    if (kind === 'last' && !existsSync(join(root, 'dist'))) await rename(join(cache, name), join(root, 'dist'));
    else await rm(join(cache, name), { recursive: true, force: true });
  }
};

const renameIfThere = async (/** @type {string} */ from, /** @type {string} */ to) => {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false;
    throw error;
  }
};

export const swapIn = async (/** @type {string} */ root) => {
  const [dist, next, last] = [join(root, 'dist'), join(root, NEXT), join(root, LAST)];
  for (let attempt = 1; ; attempt += 1) {
    const hadLast = await renameIfThere(dist, last);
    try {
      await rename(next, dist);
      break;
    } catch (error) {
      if (hadLast && !existsSync(dist)) await rename(last, dist);
      if (attempt === TRIES || !existsSync(dist)) throw error;
    } finally {
      await rm(last, { recursive: true, force: true });
    }
  }
};
