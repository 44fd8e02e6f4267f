/** Opens the recordings only where there are any: most phones never make one, and none is to pay for a database that it lacks. */
import { Dexie, type DexieOptions } from 'dexie';
import { openClipRows } from './clip-rows.ts';
import { clipsAreThere } from './clips-are-there.ts';
import { openClips, type Clips } from './clips.ts';

export interface FoundClips {
  /** Undefined as long as nothing was ever recorded here. */
  readonly clips: () => Promise<Clips | undefined>;
  readonly close: () => void;
}

export const findClips = (options: DexieOptions = {}): FoundClips => {
  let found: Clips | undefined;
  return {
    clips: async () => {
      const indexedDB = (options.indexedDB ?? Dexie.dependencies.indexedDB) as IDBFactory;
      if (found === undefined && (await clipsAreThere(indexedDB))) found ??= openClips(openClipRows(options));
      return found;
    },
    close: () => found?.close(),
  };
};
