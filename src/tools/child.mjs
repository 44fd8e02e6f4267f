/** Other programs, run without a shell and stopped when we are. */
import { spawn } from 'node:child_process';

const STOPS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @typedef {object} Ran
 * @property {number} code 127 when the program could not be started at all
 * @property {string} output stdout and stderr together, when they were collected
 *
 * @typedef {object} HowToRun
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [shown] on the terminal as it comes, and not collected
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {HowToRun} [how]
 * @returns {Promise<Ran>}
 */
export const run = (program, args, { cwd, env = process.env, shown = false } = {}) =>
  new Promise((done) => {
    const output = /** @type {string[]} */ ([]);
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'] });
    child.stdout?.setEncoding('utf8').on('data', (text) => output.push(text));
    child.stderr?.setEncoding('utf8').on('data', (text) => output.push(text));
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      process.exit(130);
    };
    for (const signal of STOPS) process.once(signal, stop);
    const end = (/** @type {Ran} */ ran) => {
      for (const signal of STOPS) process.removeListener(signal, stop);
      done(ran);
    };
    child.once('error', (error) => end({ code: 127, output: `${output.join('')}${error.message}` }));
    child.once('close', (code) => end({ code: code ?? 1, output: output.join('') }));
  });

/** @type {(script: string, args: readonly string[], how?: HowToRun) => Promise<Ran>} */
export const runNode = (script, args, how) => run(process.execPath, [script, ...args], how);
