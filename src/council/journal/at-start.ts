/** Holds the journal against the database before a council starts: whose it is, and whether it holds what the database lacks. */
import { asStartFault, StartFault } from '../start-fault.ts';
import { transact } from '../database/transact.ts';
import type { Database } from '../database/schema.ts';
import { dayOf } from '../day.ts';
import { inSlices } from '../known.ts';
import { codeOf } from '../log.ts';
import { BucketFault } from './bucket.ts';
import { councilIn } from './council-id.ts';
import type { Depot, Listed } from './depot.ts';
import { lackedBy } from './lacked.ts';
import type { OpenSecondPlace } from './place.ts';
import { byDays, DAY_FILE, FOLDERS, namedBy } from './names.ts';
import { journalOf, readLedger, readRows } from './read.ts';
import { saveMarks } from './tidying.ts';

const RESTORE = 'npm run council -- restore DIR';
const NEWLINE = 0x0a;

const lacksSome = (depot: Depot): StartFault =>
  new StartFault(`The journal at ${depot.where} holds what this database lacks: it is an older copy. Move it away and run ${RESTORE} with your last backup.`);

/** Whose journal lies there must be whose database this is; and one that was begun must be there again. */
export const checkWhose = async (depot: Depot, db: Database): Promise<void> => {
  const [council, journal] = [await councilIn(db), await journalOf(depot)];
  if (journal !== undefined && council !== undefined && journal !== council) {
    throw new StartFault(`The journal at ${depot.where} belongs to another council than this database: set JOURNAL_DIR to the right place, or to an empty one.`);
  }
  if (journal !== undefined && council === undefined) {
    throw new StartFault(`There is a journal at ${depot.where}, and this database is new: move the database away and run ${RESTORE} with your last backup, or move the journal away to begin a new council.`);
  }
  if (journal !== undefined || council === undefined) return;
  const begun = await db.selectFrom('journalMarks').select('segment').limit(1).executeTakeFirst();
  if (begun === undefined) return;
  throw new StartFault(`There is no journal at ${depot.where}, though this council has kept one: mount its disk. If it is lost, npm run council -- verify --mend begins a new one.`);
};

/** From the mark on, if a line begins there; from the top, if the file was written anew. */
const startOf = async (depot: Depot, file: Listed, mark: number): Promise<number> => {
  if (mark === 0 || mark > file.bytes) return 0;
  const [before] = (await depot.read(file.name, mark - 1)) ?? [];
  return before === NEWLINE ? mark : 0;
};

/** The files of one day bear their ids in their names: only the names are read, and those of days that are over only once. */
const namesLacked = async (db: Database, folder: string, files: readonly Listed[], marks: Map<string, number>, today: string): Promise<boolean> => {
  for (const [day, ofDay] of byDays(files.filter(({ name }) => !name.endsWith(`/${DAY_FILE}`)))) {
    const mark = `${folder}/${day}`;
    if (marks.get(mark) === ofDay.length) continue;
    if ((await lackedBy(db, ofDay.flatMap(({ name }) => namedBy(name) ?? []))).length > 0) return true;
    if (day < today) marks.set(mark, ofDay.length);
  }
  return false;
};

const linesLacked = async (depot: Depot, db: Database, files: readonly Listed[], marks: Map<string, number>): Promise<boolean> => {
  for (const file of files) {
    const mark = marks.get(file.name) ?? 0;
    if (mark === file.bytes) continue;
    const { kept, wholeBytes } = await readRows(depot, file, () => undefined, await startOf(depot, file, mark));
    if ((await lackedBy(db, kept.map(({ row }) => row))).length > 0) return true;
    marks.set(file.name, wholeBytes);
  }
  return false;
};

const isHere = async (db: Database, erased: readonly string[]): Promise<boolean> => {
  let isAny = false;
  await inSlices(erased, async (slice) => {
    for (const table of ['records', 'apart', 'parked'] as const) {
      isAny ||= (await db.selectFrom(table).select('id').where('id', 'in', slice).limit(1).execute()).length > 0;
    }
  });
  return isAny;
};

/** An erasure that the ledger knows and this database does not: it is an older copy, and people who took back their words stand in it. */
const ledgerLacked = async (depot: Depot, db: Database, marks: Map<string, number>, today: string): Promise<boolean> => {
  for (const [day, files] of byDays(await depot.list(FOLDERS.erased))) {
    const mark = `${FOLDERS.erased}/${day}`;
    if (marks.get(mark) === files.length) continue;
    const ledger = await readLedger(depot, () => undefined, files);
    if (await isHere(db, ledger.flatMap(({ records }) => records))) return true;
    if (day < today) marks.set(mark, files.length);
  }
  return false;
};

/** Reads only what was not there at the last start, and writes down how far it has read. Throws StartFaults. */
export const checkNothingLacks = async (depot: Depot, db: Database, now: number): Promise<void> => {
  const saved = await db.selectFrom('journalMarks').selectAll().execute();
  const marks = new Map(saved.map(({ segment, bytes }) => [segment, Number(bytes)]));
  const [together, apart, clips] = [await depot.list(FOLDERS.together), await depot.list(FOLDERS.apart), await depot.list(FOLDERS.clips)];
  const manyLined = [...together, ...apart.filter(({ name }) => name.endsWith(`/${DAY_FILE}`))];
  const isLacking =
    (await linesLacked(depot, db, manyLined, marks)) ||
    (await namesLacked(db, FOLDERS.apart, apart, marks, dayOf(now))) ||
    (await namesLacked(db, FOLDERS.clips, clips, marks, dayOf(now))) ||
    (await ledgerLacked(depot, db, marks, dayOf(now)));
  if (isLacking) throw lacksSome(depot);
  const changed = new Map([...marks].filter(([segment, bytes]) => saved.find((each) => each.segment === segment)?.bytes !== bytes));
  if (changed.size > 0) await transact(db, (all) => saveMarks(all, changed));
};

/** What a server asks before it takes anything in; from then on the journal bears this council's id. */
export const checkSecond = async ({ depot, begin }: Pick<OpenSecondPlace, 'depot' | 'begin'>, db: Database, now: number): Promise<void> => {
  try {
    await checkWhose(depot, db);
    await begin();
    await checkNothingLacks(depot, db, now);
  } catch (error) {
    throw asJournalFault(error, depot.where);
  }
};

const WHAT_TO_DO = 'make it a folder that this user can write, or set JOURNAL_DIR to another.';

/** What the system said of the second place, as a sentence for whoever runs the machine. */
export const asJournalFault = (error: unknown, where: string): Error => {
  if (error instanceof BucketFault) return new StartFault(`The journal can't be kept at ${where}: ${error.message}. Check JOURNAL_S3 and its keys.`);
  if (error instanceof TypeError && where.startsWith('http')) return new StartFault(`The journal can't be kept at ${where}: nothing answers there. Check JOURNAL_S3 and the network.`);
  // The database's own disk: that sentence is another.
  if (codeOf(error).startsWith('SQLITE_')) return asStartFault(error, 'the database');
  const fault = asStartFault(error, where);
  return fault instanceof StartFault && fault !== error ? new StartFault(`The journal can't be kept at ${where}: ${WHAT_TO_DO}`) : fault;
};
