/** `verify`: whether all that is kept stands in both places, byte for byte, and what is missing or damaged where it doesn't. */
import { count, inWords } from '../backup/counts.ts';
import { verify as holdAgainst } from '../backup/verify.ts';
import { councilIn, everythingAgain } from '../journal/council-id.ts';
import { depotFor } from '../journal/depot-for.ts';
import { mend } from '../journal/mend.ts';
import { openSecondPlace } from '../journal/place.ts';
import { journalOf } from '../journal/read.ts';
import { NotDone, Usage, type At, type Command } from './command.ts';

/** Also begins a journal where there is none any more. */
const mendAll = async ({ council, print }: At): Promise<void> => {
  const { config, db, env, log } = council;
  const second = openSecondPlace(depotFor(config), { db, env, log });
  if ((await journalOf(second.depot)) === undefined) await everythingAgain(db);
  await second.begin();
  print(`${await mend(db, second)} put into the journal.`);
  await second.close();
};

const run = async (at: At, args: readonly string[]): Promise<number> => {
  const { council: { config, db }, print, complain } = at;
  if (args.length > 1 || (args.length === 1 && args[0] !== '--mend')) throw new Usage('verify takes nothing but --mend. npm run council -- help lists what can be said.');
  const depot = depotFor(config);
  const [here, there] = [await councilIn(db), await journalOf(depot)];
  if (there !== undefined && here !== undefined && here !== there) throw new NotDone(`The journal at ${depot.where} belongs to another council than this database.`);
  if (there === undefined && args.length === 0) throw new NotDone(`There is no journal at ${depot.where}: mount its disk. If it is lost, npm run council -- verify --mend begins a new one.`);
  if (args.length === 1) await mendAll(at);
  let faults = 0;
  const { onTheWay } = await holdAgainst(db, depot, (what) => {
    faults += 1;
    complain(what);
  });
  const tail = onTheWay === 0 ? '' : ` ${onTheWay} still on the way into the journal.`;
  print(`${inWords(await count(db))}: ${faults === 0 ? 'all in both places, and every digest fits.' : `${faults} missing or damaged.`}${tail}`);
  return faults === 0 ? 0 : 1;
};

export const verify: Command = {
  name: 'verify',
  how: [['verify [--mend]', 'Holds database and journal against each other, and every digest. --mend first puts into the journal what it lacks.']],
  run,
};
