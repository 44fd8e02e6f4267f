/** `npm run check-pack`: names file, key and language of every fault in the packs, or in those that are named. */
import { join } from 'node:path';
import { readConfig } from './config.ts';
import { checkPack, faultLine, packNames } from './packs/sources.ts';

/** Gives the exit code: 0 where every pack is sound, 1 where one has a fault, 2 where one that was named is not there. */
export const run = async (args: readonly string[], root: string, env: NodeJS.ProcessEnv): Promise<number> => {
  const { packsDir } = readConfig(env, root);
  const all = packNames(packsDir);
  const strangers = args.filter((name) => !all.includes(name));
  for (const name of strangers) process.stdout.write(`There is no pack "${name}" in ${packsDir}. There are: ${all.join(', ') || 'none'}.\n`);
  if (strangers.length > 0) return 2;
  const names = args.length > 0 ? args : all;
  if (names.length === 0) {
    process.stdout.write(`There is no pack in ${packsDir}: make a folder ${join(packsDir, 'my-pack')} with a pack.json.\n`);
    return 2;
  }
  const faults = names.flatMap((name) => {
    const checked = checkPack(packsDir, name);
    return checked.ok ? [] : checked.problem;
  });
  for (const fault of faults) process.stdout.write(`${faultLine(fault)}\n`);
  process.stdout.write(faults.length === 0 ? `${names.join(', ')}: no fault\n` : `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n`);
  return faults.length === 0 ? 0 : 1;
};
