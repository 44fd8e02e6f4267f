/** A folder of a test's own, gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { forgetDatabaseOf } from './engine.ts';

/** The project's root. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** Made for a whole file with `afterAll`, or for one test, whichever it is called in. */
export const aFolderFor = (whenOver: (clean: () => Promise<void>) => void): string => {
  const folder = mkdtempSync(join(tmpdir(), 'our-turn-'));
  whenOver(async () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    await forgetDatabaseOf(folder);
  });
  return folder;
};

export const aFolder = (): string => aFolderFor((clean) => onTestFinished(clean));

/**
 * Called at the top of a file: what is handed to the result, also from within `beforeAll`, is done after the file's
 * last test, the last first. `afterAll` itself is not heard when it is called from within `beforeAll`.
 */
export const theEnd = (): ((work: () => unknown) => void) => {
  const works: (() => unknown)[] = [];
  afterAll(async () => {
    for (const work of works.reverse()) await work();
  });
  return (work) => void works.push(work);
};
