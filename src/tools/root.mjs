/** Where the project stands, wherever it is run from. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const ROOT = join(import.meta.dirname, '..', '..');

/** Imports a module of the last good build by its path below dist; `T` is what it exports. */
export const importBuilt = async (/** @type {string} */ path, dist = join(ROOT, 'dist')) => import(/* @vite-ignore */ pathToFileURL(join(dist, path)).href);
