/** How every command begins and ends. It must parse on Node 12, so that an old Node gets a sentence and not a fault. */
import { nodeFault } from './node-version.mjs';

/** Runs `work` if this Node can; whatever goes wrong ends as a sentence and exit code 1, never as a stack trace. */
export const begin = (/** @type {() => Promise<void>} */ work) => {
  const fault = nodeFault(process.versions.node);
  if (fault) {
    console.error(fault);
    process.exitCode = 1;
    return;
  }
  work().catch(async (error) => {
    const { sentenceFor } = await import('./fault.mjs');
    console.error(sentenceFor(error));
    process.exit(1);
  });
};
