/** Whether this Node can run the project. It must parse on Node 12: nothing newer stands in this file. */

/** What Vite runs on: `require` of a module came with these two. */
const LOWEST = { '20': 19, '22': 12 };
const LOWEST_MAJOR = 20;

/** One sentence that says what to do, or undefined when `version` (as in process.versions.node) will do. */
export const nodeFault = (/** @type {string} */ version) => {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  const suits = major > 22 || (major >= LOWEST_MAJOR && major !== 21 && minor >= (LOWEST[major === 22 ? '22' : '20']));
  if (suits) return undefined;
  return `Our Turn needs Node 20.19 or newer (or 22.12, or 24) and this is Node ${version}: install the current long-term version from https://nodejs.org and run the same command again.`;
};
