/** Runs everything that can fail, one after the other, and counts. */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { runNode } from './child.mjs';
import { closingLine, countReport, isGood, NONE, together } from './counts.mjs';
import { sentenceFor } from './fault.mjs';
import { installIfNeeded } from './install.mjs';
import { buildIfNeeded } from './make-ready.mjs';
import { ROOT } from './root.mjs';
import { tell } from './tell.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('./test-wish.mjs').Wish} Wish */

/** @type {Counts} */
const ONE_FAILED = { ...NONE, failed: 1 };

/** Files run side by side, as many as the smallest machine has cores; those with sound alone, since it keeps its own time. */
const AT_ONCE = 2;

/** @returns {import('./counts.mjs').Report | undefined} */
const readReport = (/** @type {string} */ file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** @type {(project: string, wish: Wish, env: NodeJS.ProcessEnv) => Promise<Counts>} */
const runProject = async (project, { files, rest }, env) => {
  // Its own name, for two runs in the same tree at once.
  const report = join(ROOT, '.cache', 'tests', `${project}-${process.pid}.json`);
  const args = ['run', '--project', project, '--passWithNoTests', `--maxWorkers=${project === 'sound' ? 1 : AT_ONCE}`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const { code } = await runNode(join(ROOT, 'node_modules/vitest/vitest.mjs'), [...args, ...files, ...rest], { cwd: ROOT, env, shown: true });
    return countReport(readReport(report), code);
  } finally {
    rmSync(report, { force: true });
  }
};

/** @returns {Promise<Counts>} */
const checkTypes = async () => {
  const { code, output } = await runNode(join(ROOT, 'node_modules/typescript/bin/tsc'), ['-b'], { cwd: ROOT });
  if (code === 0) return NONE;
  console.log(`The types don't hold:\n${output.trim()}\n`);
  return ONE_FAILED;
};

/** @returns {Promise<Counts>} */
const lint = async () => {
  const { code, output } = await runNode(join(ROOT, 'node_modules/oxlint/bin/oxlint'), ['--deny-warnings', 'src', 'tests', 'vite.config.ts', 'vitest.config.ts'], { cwd: ROOT });
  if (code === 0) return NONE;
  console.log(`The linter has found something:\n${output.trim()}\n`);
  return ONE_FAILED;
};

/** Even if it fails, most unit tests can run: they take the sources. */
const build = async () => {
  try {
    await buildIfNeeded(ROOT);
    return NONE;
  } catch (error) {
    console.log(sentenceFor(error));
    return ONE_FAILED;
  }
};

const journeysFor = (/** @type {Wish} */ { parts, files }) => {
  if (!parts.includes('journeys')) return [];
  const all = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' }).map((file) => `tests/${file.replaceAll('\\', '/')}`);
  return all.filter((file) => /^tests\/journeys\/.*\.test\.ts$/.test(file) && (files.length === 0 || files.some((part) => file.includes(part))));
};

/** @type {(wish: Wish, env: NodeJS.ProcessEnv) => Promise<Counts>} */
const runJourneys = async (wish, env) => {
  const journeys = journeysFor(wish);
  if (journeys.length === 0) return NONE;
  const found = await findBrowser();
  if ('path' in found) {
    const there = { ...env, CHROME_PATH: found.path };
    return together(await runProject('journeys', wish, there), await runProject('sound', wish, there));
  }
  console.log(`${found.why}\nThese journeys could not be made:\n${journeys.map((file) => `  ${file}`).join('\n')}`);
  return { ...NONE, failed: journeys.length };
};

const runAll = async (/** @type {Wish} */ wish) => {
  await installIfNeeded(ROOT);
  const env = { ...process.env, SEED: String(wish.seed), PROVE: wish.prove ? '1' : '0' };
  const ready = together(await build(), await checkTypes(), await lint());
  const units = wish.parts.includes('unit') ? await runProject('unit', wish, env) : NONE;
  // The council's own once more, on a real PostgreSQL; where that can't be started, it fails and says so.
  const onPostgres = wish.parts.includes('unit') ? await runProject('postgres', wish, env) : NONE;
  return together(ready, units, onPostgres, await runJourneys(wish, env));
};

/** @returns {Promise<number>} the exit code */
export const testAll = async (/** @type {Wish} */ wish) => {
  tell(`Seed ${wish.seed}: SEED=${wish.seed} repeats this run.`);
  const counts = await runAll(wish).catch((error) => {
    console.log(sentenceFor(error));
    return ONE_FAILED;
  });
  console.log(closingLine(counts));
  return isGood(counts) ? 0 : 1;
};
