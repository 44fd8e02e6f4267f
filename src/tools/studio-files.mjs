/** Lists the built studio's files with their hashes, for phones that put it aside whole. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const sha256 = (/** @type {Uint8Array | string} */ content) => createHash('sha256').update(content).digest('base64');
const STAMP_LETTERS = 12;

/** `page` is the folder of the built page. */
export const writeStudioFiles = async (/** @type {string} */ page) => {
  const fileAt = (/** @type {string} */ path, /** @type {string} */ file) => ({ path, integrity: `sha256-${sha256(readFileSync(join(page, file)))}` });
  const names = readdirSync(join(page, 'studio')).sort();
  const files = [fileAt('/studio', 'studio.html'), ...names.map((name) => fileAt(`/studio/${name}`, `studio/${name}`))];
  const stamp = sha256(JSON.stringify(files)).replace(/\W/g, '').slice(0, STAMP_LETTERS);
  await writeFile(join(page, 'studio/files.json'), JSON.stringify({ stamp, files }));
};
