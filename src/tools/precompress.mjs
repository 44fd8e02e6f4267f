/** Compresses the page's text once a build, as hard as it goes, so that no request has to. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const IS_TEXT = /\.(html|js|css|json|svg|webmanifest)$/;
const compress = promisify(brotliCompress);

/** Writes `<file>.br` beside every text file below `folder`. */
export const precompress = async (/** @type {string} */ folder) => {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(
    files
      .filter((file) => IS_TEXT.test(file))
      .map(async (file) => {
        const content = await readFile(join(folder, file));
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        await writeFile(join(folder, `${file}.br`), await compress(content, { params }));
      }),
  );
};
