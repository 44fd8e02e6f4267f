/** The five builds in their order, made beside the last good one and swapped with it only when all are whole. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { STAMP, stampOf } from './build-stamp.mjs';
import { Fault, sentenceIn } from './fault.mjs';
import { precompress } from './precompress.mjs';
import { importBuilt } from './root.mjs';
import { writeStudioFiles } from './studio-files.mjs';
import { NEXT, swapIn, tidyUp } from './swap.mjs';

/** The page's first script: vite.config.ts bundles it itself. */
const IS_NO_NEWS = /early\.ts.*can't be bundled without type="module"/;

/** The pages that belong to no conversation, as the screens themselves write them. */
const writePieces = async (/** @type {string} */ next) => {
  const { pieces } = await importBuilt('prerender/pieces.js', next);
  const folder = join(next, 'page', 'pieces');
  await mkdir(folder, { recursive: true });
  for (const [name, content] of pieces()) await writeFile(join(folder, name), content);
};

const buildInto = async (/** @type {string} */ root, /** @type {string} */ next) => {
  // vite.config.ts reads it, relative to the root.
  process.env['OUR_TURN_DIST'] = NEXT;
  process.env['NODE_ENV'] = 'production';
  const { build, createLogger } = await import('vite');
  const logger = createLogger('warn');
  const warn = (/** @type {string} */ words) => (IS_NO_NEWS.test(words) ? undefined : logger.warn(words));
  // What stops a build is thrown as well, and told once.
  const customLogger = { ...logger, warn, error: () => undefined };
  const configFile = join(root, 'vite.config.ts');
  const buildOne = (/** @type {string} */ mode) => build({ mode, root, configFile, customLogger });
  await buildOne('page');
  await buildOne('studio');
  await writeStudioFiles(join(next, 'page'));
  await buildOne('prerender');
  await writePieces(next);
  // Last of the page's: it lists what the others made.
  await buildOne('worker');
  await buildOne('council');
  await precompress(join(next, 'page'));
};

/** Rolldown puts what a developer needs into the message, and sometimes its own stack after it. */
const forDevelopers = (/** @type {string} */ message) => stripVTControlCharacters(message).replace(/\nStack backtrace:[^]*/, '').trim();

const asFault = (/** @type {unknown} */ error) => {
  const { code = '', message = String(error) } = /** @type {NodeJS.ErrnoException} */ (error);
  // Not the whole message, for that quotes sources, and those speak of errors too.
  const known = sentenceIn([code, ...(message.match(/\bE[A-Z]+(?=: [a-z])|os error \d+/g) ?? [])].join(' '));
  return new Fault(known ?? `The build failed, and the last good one, if there was one, is untouched. Mend this and run the same command again:\n${forDevelopers(message)}`);
};

export const buildAll = async (/** @type {string} */ root) => {
  const next = join(root, NEXT);
  try {
    await tidyUp(root);
    // Before it begins, so that what changes meanwhile is built the next time.
    const stamp = stampOf(root);
    await buildInto(root, next);
    await writeFile(join(next, STAMP), stamp);
    await swapIn(root);
  } catch (error) {
    await rm(next, { recursive: true, force: true }).catch(() => undefined);
    throw asFault(error);
  }
};
