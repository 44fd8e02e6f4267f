/** What `npm run check-words` prints: by language and file how many texts are checked and how many are drafts, then what is stale, doubted or wrong. */
import { ROOT } from '../root.mjs';
import { faultsIn, statusIn, tidy } from './check.mjs';

/** @typedef {import('./check.mjs').BookStatus} BookStatus */
/** @typedef {import('../../domain/checked-words.ts').WordState} WordState */

/** Stale words are drafts again; so is what a speaker was not sure of. @type {(status: BookStatus) => string} */
const lineOf = ({ book: { place, lang }, words }) => {
  const count = (/** @type {WordState} */ state) => words.filter((word) => word.state === state).length;
  const [checked, doubted, stale] = [count('checked'), count('doubted'), count('stale')];
  const more = [doubted > 0 ? `${doubted} of them doubted` : '', stale > 0 ? `${stale} of them checked before they changed` : ''].filter(Boolean).join(', ');
  return `${lang}  ${place.padEnd(24)} ${String(checked).padStart(4)} checked ${String(words.length - checked).padStart(4)} draft${more === '' ? '' : `  (${more})`}`;
};

/** @type {(statuses: readonly BookStatus[]) => readonly string[]} */
const doubtLines = (statuses) =>
  statuses.flatMap(({ book: { place, lang }, words }) =>
    words.flatMap(({ key, state, entry }) => (state === 'doubted' && entry ? [`doubted: ${place} ${key} (${lang}): ${entry.by}, ${entry.on}: ${entry.doubt}`] : [])),
  );

/** @type {(root: string) => { readonly lines: readonly string[], readonly isGood: boolean }} */
export const reportOn = (root) => {
  const statuses = statusIn(root);
  const faults = faultsIn(root, statuses);
  const byLanguage = statuses.toSorted((one, other) => (one.book.lang < other.book.lang ? -1 : one.book.lang > other.book.lang ? 1 : 0));
  return {
    lines: [...byLanguage.map(lineOf), ...doubtLines(byLanguage), ...faults.map(({ kind, place, why }) => `${kind}: ${place} ${why}`)],
    isGood: faults.length === 0,
  };
};

/** `--tidy` takes out what is stale or orphaned; those words are drafts either way. */
export const run = async (/** @type {readonly string[]} */ args = process.argv.slice(2), root = ROOT) => {
  if (args.includes('--tidy')) console.log(`${tidy(root)} taken out.`);
  const { lines, isGood } = reportOn(root);
  for (const line of lines) console.log(line);
  if (!isGood) process.exitCode = 1;
};
