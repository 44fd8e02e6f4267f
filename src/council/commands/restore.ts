/** `restore`: a council put together again from a backup, the journal and the ledger of what was erased. */
import { inWords } from '../backup/counts.ts';
import { restore as putTogether } from '../backup/restore.ts';
import { openDatabase } from '../database/open.ts';
import { depotFor } from '../journal/depot-for.ts';
import { asStartFault } from '../start-fault.ts';
import { NotDone, readOptions, type BareCommand } from './command.ts';

const runBare: BareCommand['runBare'] = async ({ config, print, complain }, args) => {
  const { positionals: [folder] } = readOptions(args, [], 1);
  const { dataDir, databaseUrl } = config;
  const server = databaseUrl === undefined ? {} : { open: () => openDatabase(dataDir, databaseUrl) };
  const counts = await putTogether({ config, depot: depotFor(config), folder, complain, ...server }).catch((why: unknown) => {
    throw why instanceof NotDone ? why : asStartFault(why, dataDir);
  });
  print(`Restored: ${inWords(counts)}.`);
  complain(`Put the keys back at ${config.keysDir} if they are not there, then start. npm run council -- verify checks all of it.`);
  return 0;
};

export const restore: BareCommand = {
  name: 'restore',
  how: [['restore [DIR]', 'Backup, then journal, then what was erased since: into an empty database. Without DIR from the journal alone.']],
  runBare,
};
