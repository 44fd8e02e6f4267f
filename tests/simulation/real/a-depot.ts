/** A second place in memory: what is written stays whatever becomes of the endpoint, and whoever dies while writing leaves half of it. */
import type { Depot } from '../../../src/council/journal/depot.ts';

export type Files = Map<string, Buffer>;

const SEGMENT_BYTES = 16_000;
const silence = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** `isDead` is asked before each thing that is done and after it. */
export const aDepot = (files: Files, isApart: boolean, isDead: () => boolean, isLost: () => boolean = () => false): Depot => {
  const alive = async <T>(work: () => T, half: () => void = () => undefined): Promise<T> => {
    if (isLost()) throw Object.assign(new Error('the second place is not there'), { code: 'EIO' });
    if (isDead()) {
      half();
      return silence();
    }
    const done = work();
    return isDead() ? silence() : done;
  };
  const add = (name: string, bytes: Uint8Array): void => void files.set(name, Buffer.concat([files.get(name) ?? Buffer.alloc(0), bytes]));
  const append = (name: string, bytes: Uint8Array): Promise<void> => alive(() => add(name, bytes), () => add(name, bytes.subarray(0, bytes.length >> 1)));
  return {
    where: 'the second place',
    isApart,
    segmentBytes: SEGMENT_BYTES,
    begin: async (name, bytes) => {
      await append(name, bytes);
      return { append: (more) => append(name, more), close: async () => undefined };
    },
    put: async (name, content) => {
      const parts: Uint8Array[] = [];
      for await (const part of content) parts.push(part);
      await alive(() => void files.set(name, Buffer.concat(parts)));
    },
    read: (name, from = 0) => alive(() => files.get(name)?.subarray(from)),
    list: (folder) => alive(() => [...files].filter(([name]) => name.startsWith(`${folder}/`)).map(([name, { length }]) => ({ name, bytes: length, changedAt: 0 })).sort((one, other) => (one.name < other.name ? -1 : 1))),
    remove: (name) => alive(() => void files.delete(name)),
  };
};
