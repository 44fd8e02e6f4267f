/** The disk under a second place, which can be full (what is written then is written by halves, as a disk does it) or hang. */
import type { Depot } from '../../src/council/journal/depot.ts';

export interface ASmallDisk {
  readonly fill: () => void;
  /** As a share on a network that is away: nothing comes back until the given function is called. */
  readonly hang: () => () => void;
  readonly makeRoom: () => void;
}

const full = (): Error => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

/** Call it before anything is kept there. */
export const aSmallDisk = (depot: Depot): ASmallDisk => {
  const { begin, put } = depot;
  let isFull = false;
  let back: Promise<void> = Promise.resolve();
  const onDisk: Pick<Depot, 'begin' | 'put'> = {
    begin: async (name, bytes) => {
      await back;
      const segment = await begin(name, isFull ? bytes.subarray(0, bytes.length / 2) : bytes);
      if (isFull) {
        await segment.close();
        throw full();
      }
      return {
        ...segment,
        append: async (more) => {
          await segment.append(isFull ? more.subarray(0, more.length / 2) : more);
          if (isFull) throw full();
        },
      };
    },
    put: (name, content, day) => (isFull ? Promise.reject(full()) : put(name, content, day)),
  };
  Object.assign(depot, onDisk);
  return {
    hang: () => {
      let wake = (): void => undefined;
      back = new Promise((done) => {
        wake = done;
      });
      return wake;
    },
    fill: () => {
      isFull = true;
    },
    makeRoom: () => {
      isFull = false;
    },
  };
};
