/** Opens the recordings only where there are any: most phones never make one, and none is to pay for a database that it lacks. */
import { Dexie, type DexieOptions } from 'dexie';
import type { Clips } from './clips.ts';
import { CLIPS_NAME } from './clips-name.ts';

export interface FoundClips {
  /** Undefined as long as nothing was ever recorded here. */
  readonly clips: () => Promise<Clips | undefined>;
  readonly close: () => void;
}

/** Firefox before 126 can't say which databases there are: there it is opened, and an empty one made. */
export const clipsAreThere = async (indexedDB: IDBFactory): Promise<boolean> =>
  typeof indexedDB.databases !== 'function' || (await indexedDB.databases()).some(({ name }) => name === CLIPS_NAME);

/** Loaded when there is something to open. */
const open = async (options: DexieOptions): Promise<Clips> => {
  const [{ openClips }, { openClipRows }] = await Promise.all([import('./clips.ts'), import('./clip-rows.ts')]);
  return openClips(openClipRows(options));
};

export const findClips = (options: DexieOptions = {}): FoundClips => {
  let opening: Promise<Clips> | undefined;
  const openOnce = (): Promise<Clips> =>
    (opening ??= open(options).catch((error: unknown) => {
      // What could not be loaded just now may be there the next time.
      opening = undefined;
      throw error;
    }));
  return {
    clips: async () => {
      const indexedDB = (options.indexedDB ?? Dexie.dependencies.indexedDB) as IDBFactory;
      return opening !== undefined || (await clipsAreThere(indexedDB)) ? openOnce() : undefined;
    },
    close: () => void opening?.then((clips) => clips.close()).catch(() => undefined),
  };
};
