/** `backup`: everything that is kept here, in a folder that either kind of database can be put together from. Never the keys. */
import { takeBackup } from '../backup/take.ts';
import { asStartFault } from '../start-fault.ts';
import { NotDone, readOptions, Usage, type At, type Command } from './command.ts';

const run = async ({ council, print, complain }: At, args: readonly string[]): Promise<number> => {
  const { positionals: [folder] } = readOptions(args, [], 1);
  if (folder === undefined) throw new Usage('Say into which folder: npm run council -- backup DIR.');
  const { files } = await takeBackup(council, folder).catch((why: unknown) => {
    throw why instanceof NotDone ? why : asStartFault(why, folder);
  });
  for (const { path, rows } of files) if (rows !== undefined && rows > 0) print(`${String(rows).padStart(9)}  ${path}`);
  complain(`The keys are not in it: keep a copy of ${council.config.keysDir} in another place.`);
  return 0;
};

export const backup: Command = { name: 'backup', how: [['backup DIR', 'Writes all that is kept here into a new folder, while the council runs. Never the keys.']], run };
