/** Progress for people. It goes to stderr, so that what a command was asked for has stdout to itself. */

export const tell = (/** @type {string} */ line) => {
  process.stderr.write(`${line}\n`);
};

/** Seconds since `from` (performance.now()), as people say them. */
export const secondsSince = (/** @type {number} */ from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
