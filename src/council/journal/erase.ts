/** Takes what was erased out of the second place: files go, and those of many lines are written anew without it. */
import type { Database } from '../database/schema.ts';
import { pair } from '../known.ts';
import type { Erasure } from '../second-place.ts';
import type { Depot, Listed } from './depot.ts';
import { asKept, asLine, readLines } from './lines.ts';
import { DAY_FILE, dayIn, FOLDERS, namedBy } from './names.ts';

/** More than this is not read through while somebody waits: the daily sweep does it. */
const AT_ONCE_BYTES = 64_000_000;

/** Records by their id, under whatever digest; clips by both. */
export interface Gone {
  readonly records: ReadonlySet<string>;
  readonly clips: ReadonlySet<string>;
}

export const goneIn = (erasures: readonly Erasure[]): Gone => ({
  records: new Set(erasures.flatMap(({ records }) => records)),
  clips: new Set(erasures.flatMap(({ clips }) => clips.map(({ id, digest }) => pair(id, digest)))),
});

const idIn = (value: unknown): string | undefined => asKept(value)?.row.id;

/** Writes one file of lines anew without these. Its mark goes first: a mark never stands for bytes that have moved. */
const writeAnew = async (depot: Depot, db: Database, file: Listed, { records }: Gone): Promise<void> => {
  const bytes = await depot.read(file.name);
  if (bytes === undefined) return;
  const { values } = readLines(bytes);
  const left = values.filter((value) => !records.has(idIn(value) ?? ''));
  if (left.length === values.length) return;
  await db.deleteFrom('journalMarks').where('segment', '=', file.name).execute();
  // One that holds nothing but whose it is has nothing to say.
  if (left.every((value) => idIn(value) === undefined)) return depot.remove(file.name);
  const day = file.name.startsWith(`${FOLDERS.apart}/`) ? dayIn(file.name) : undefined;
  await depot.put(file.name, [Buffer.from(left.map(asLine).join(''))], day);
};

/** Every file that holds many lines. */
const manyLined = async (depot: Depot): Promise<readonly Listed[]> => {
  const apart = await depot.list(FOLDERS.apart);
  return [...(await depot.list(FOLDERS.together)), ...apart.filter(({ name }) => name.endsWith(`/${DAY_FILE}`))];
};

/** `mayChange`: nobody writes to this one any more. Gives the number of those that had to be left for later. */
export const eraseFromLines = async (depot: Depot, db: Database, gone: Gone, mayChange: (file: Listed) => boolean): Promise<number> => {
  let left = 0;
  for (const file of await manyLined(depot)) {
    if (mayChange(file)) await writeAnew(depot, db, file, gone);
    else left += 1;
  }
  return left;
};

const eraseFiles = async (depot: Depot, { records, clips }: Gone): Promise<void> => {
  for (const { name } of await depot.list(FOLDERS.apart)) if (records.has(namedBy(name)?.id ?? '')) await depot.remove(name);
  for (const { name } of await depot.list(FOLDERS.clips)) {
    const named = namedBy(name);
    if (named && clips.has(pair(named.id, named.digest))) await depot.remove(name);
  }
};

/** At once, as far as it can be done while somebody waits; the rest by the daily sweep, for the ledger names it. */
export const eraseAtOnce = async (depot: Depot, db: Database, erasures: readonly Erasure[], mayChange: (file: Listed) => boolean): Promise<void> => {
  const gone = goneIn(erasures);
  await eraseFiles(depot, gone);
  const bytes = (await manyLined(depot)).reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= AT_ONCE_BYTES) await eraseFromLines(depot, db, gone, mayChange);
};
