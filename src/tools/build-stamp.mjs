/** Whether the last good build was made from what lies here now. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Everything that goes into a build. */
const INPUTS = ['src', 'locales', 'public', 'index.html', 'studio.html', 'vite.config.ts', 'tsconfig.room.json', 'package.json', 'package-lock.json'];
/** Each must be there, or the build isn't whole: someone has tidied up. */
export const OUTPUTS = [
  'page/shell.html',
  'page/worker.js',
  'page/studio.html',
  'page/pieces/welcome.json',
  'prerender/prerender.js',
  'council/main.js',
  'council/cli.js',
  'council/check-pack-cli.js',
];

/** It stands in the build itself, so the two can't part. */
export const STAMP = 'stamp.txt';

/** @returns {readonly string[]} */
const filesAt = (/** @type {string} */ place) => {
  const what = statSync(place, { throwIfNoEntry: false });
  if (what === undefined) return [];
  if (!what.isDirectory()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
};

/** The app says how many of a conversation's words were checked. The conversations themselves are published, not built. */
const packWordsAt = (/** @type {string} */ root) => filesAt(join(root, 'packs')).filter((file) => /[/\\](checked\.)?[a-z]{2}\.json$/.test(file));

/** Content and not times: git sets new times on files that stay the same. */
export const stampOf = (/** @type {string} */ root) => {
  const hash = createHash('sha256');
  for (const file of [...INPUTS.flatMap((input) => filesAt(join(root, input))), ...packWordsAt(root)]) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};

export const isBuildNeeded = (/** @type {string} */ root, dist = join(root, 'dist')) => {
  const stamp = join(dist, STAMP);
  if (!existsSync(stamp) || OUTPUTS.some((file) => !existsSync(join(dist, file)))) return true;
  return readFileSync(stamp, 'utf8') !== stampOf(root);
};
