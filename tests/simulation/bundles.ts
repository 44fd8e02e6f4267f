/** The bundle that this run's tests play with. */
import { bundleSimulation } from '../../src/tools/simulation/bundle.mjs';
import { playIn, type Failed, type Over } from '../../src/tools/simulation/play.mjs';
import { tellFailed } from '../../src/tools/simulation/simulate.mjs';
import type { Order } from './child.ts';
import type { Mechanism } from './mutants.ts';

export const SEED = Number(process.env['SEED'] ?? 1) || 1;
export const PROVE = process.env['PROVE'] === '1';

export const playOrder = async (name: string, order: Order, without?: Mechanism): Promise<{ readonly over: Over; readonly failed: readonly Failed[] }> =>
  playIn(await bundleSimulation(`${name}-${process.pid}`, without), order);

/** What a test says where something failed: each seed, how to repeat it, and the plan made short. */
export const told = (failed: readonly Failed[]): string => failed.map(tellFailed).join('\n');
