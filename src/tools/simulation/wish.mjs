/** What somebody wants played, read from the command line. */
import { Fault } from '../fault.mjs';

/**
 * @typedef {object} SimulationWish
 * @property {'real' | 'model'} code
 * @property {number} seeds
 * @property {number} from
 */

const HOW = 'npm run simulate -- --seeds 20000 --from 1, and --code model for the model.';

/** @type {(args: readonly string[]) => SimulationWish} */
export const readSimulationWish = (args) => {
  const said = new Map();
  for (let at = 0; at < args.length; at += 2) said.set(args[at], args[at + 1]);
  const number = (/** @type {string} */ name, /** @type {number} */ unlessTold) => {
    const value = said.has(name) ? Number(said.get(name)) : unlessTold;
    if (!Number.isSafeInteger(value) || value < 1) throw new Fault(`${name} must be a whole number from 1: ${HOW}`);
    return value;
  };
  const code = said.get('--code') ?? 'real';
  const strange = [...said.keys()].find((name) => !['--seeds', '--from', '--code'].includes(name));
  if (strange !== undefined || (code !== 'real' && code !== 'model')) throw new Fault(`${strange ?? `--code ${code}`} is not known here: ${HOW}`);
  return { code, seeds: number('--seeds', code === 'real' ? 1_000 : 100_000), from: number('--from', 1) };
};
