/** Starts a process that plays, and hears what it says. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Fault } from '../fault.mjs';
import { ROOT } from '../root.mjs';

/** Nearly all that a scenario makes is garbage a moment later; without this a quarter of the time goes into sweeping it up. */
const ROOM_FOR_THE_YOUNG = '--max-semi-space-size=64';

/**
 * @typedef {object} Failed
 * @property {number} seed
 * @property {Record<string, readonly string[]>} verdicts
 * @property {{ seed: number, hasLocks: boolean[], steps: { at: number, what: string, on: number, ms: number, n: number, salt: number }[] }} plan
 *
 * @typedef {object} Over
 * @property {number} played
 * @property {number} failed
 * @property {Record<string, number>} counts
 * @property {number} ms
 *
 * @typedef {{ played?: number, failed?: Failed, over?: Over }} Line
 */

/**
 * @param {string} file the bundle
 * @param {object} order as tests/simulation/child.ts has it
 * @param {(line: Line) => void} [onLine]
 * @returns {Promise<{ over: Over, failed: readonly Failed[] }>}
 */
export const playIn = (file, order, onLine = () => undefined) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [ROOM_FOR_THE_YOUNG, file, JSON.stringify(order)], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const failed = /** @type {Failed[]} */ ([]);
    /** @type {Over | undefined} */
    let over;
    let trouble = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (trouble += text));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = /** @type {Line} */ (JSON.parse(text));
      if (line.failed) failed.push(line.failed);
      over = line.over ?? over;
      onLine(line);
    });
    child.once('error', fail);
    child.once('close', () => (over ? done({ over, failed }) : fail(new Fault(`The simulation broke off: ${trouble.trim() || 'it said nothing'}`))));
  });
