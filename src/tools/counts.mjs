/** How many tests passed, failed and were skipped, over everything that ran. */

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {object} Report what we read of vitest's JSON
 * @property {readonly { status: string, assertionResults: readonly { status: string }[] }[]} testResults one per file
 */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0, skipped: 0 };

/** @type {(...all: readonly Counts[]) => Counts} */
export const together = (...all) =>
  all.reduce((sum, each) => ({ passed: sum.passed + each.passed, failed: sum.failed + each.failed, skipped: sum.skipped + each.skipped }), NONE);

/** @returns {Counts} */
const countFile = (/** @type {Report['testResults'][number]} */ { status, assertionResults }) => {
  const having = (/** @type {string} */ wanted) => assertionResults.filter((each) => each.status === wanted).length;
  const [passed, failed] = [having('passed'), having('failed')];
  // A file that can't be read, or that fails before its tests, has no failed test in it and failed all the same.
  return { passed, failed: status === 'failed' && failed === 0 ? 1 : failed, skipped: assertionResults.length - passed - failed };
};

/**
 * @param {Report | undefined} report undefined when vitest left none
 * @param {number} code vitest's exit code: not 0 without a failed test means an error outside of any
 * @returns {Counts}
 */
export const countReport = (report, code) => {
  const counts = together(...(report?.testResults ?? []).map(countFile));
  const isUntold = counts.failed === 0 && (code !== 0 || report === undefined);
  return isUntold ? { ...counts, failed: 1 } : counts;
};

export const closingLine = (/** @type {Counts} */ { passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Nothing passed is no success either. */
export const isGood = (/** @type {Counts} */ { passed, failed }) => failed === 0 && passed > 0;
