/** A packs folder of a test's own, with the sources as they stand, to be spoilt or changed. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { aFolder, ROOT } from './a-folder.ts';

export interface APacksFolder {
  readonly folder: string;
  /** Changes a JSON file, named below the folder. What is given back, if anything, takes its place. */
  readonly change: (file: string, how: (content: any) => unknown) => void;
  /** Writes a file as it is told, JSON or not. */
  readonly write: (file: string, text: string) => void;
}

export const aPacksFolder = (folder = join(aFolder(), 'packs')): APacksFolder => {
  // Without the clips, which are many megabytes and which nobody here listens to.
  cpSync(join(ROOT, 'packs'), folder, { recursive: true, filter: (from) => basename(from) !== 'audio' });
  const write: APacksFolder['write'] = (file, text) => writeFileSync(join(folder, file), text);
  return {
    folder,
    write,
    change: (file, how) => {
      const content: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      write(file, JSON.stringify(how(content) ?? content));
    },
  };
};
