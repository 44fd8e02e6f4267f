/** Days that are over: what stands apart is put into one file, by its random ids, and what was erased goes from what was still in use. */
import type { Database } from '../database/schema.ts';
import type { Depot, Listed } from './depot.ts';
import { eraseFromLines, goneIn } from './erase.ts';
import { asErasure, asKept, asLine, councilOf, readLines } from './lines.ts';
import { byDays, DAY_FILE, FOLDERS } from './names.ts';
import type { OpenSecondPlace } from './place.ts';
import { readLedger } from './read.ts';

/** One file in the place of many, whose own times and places on the disk would tell in which order they came. */
const gather = async (depot: Depot, folder: string, day: string, files: readonly Listed[], isOurs: (value: unknown) => boolean): Promise<void> => {
  const name = `${folder}/${day}/${DAY_FILE}`;
  if (files.length === 1 && files[0]?.name === name) return;
  const heads = new Set<string>();
  const lines = new Set<string>();
  for (const file of files) {
    const { values, damaged } = readLines((await depot.read(file.name)) ?? Buffer.alloc(0));
    // What can't be read stays where it is, for `verify` to name.
    if (damaged.length > 0 || !values.some(isOurs)) return;
    for (const value of values) (councilOf(value) === undefined ? lines : heads).add(asLine(value));
  }
  // Sorted by what is behind the sum, which begins as the table and the id do.
  const sorted = [...lines].sort((a, b) => (a.slice(a.indexOf(' ')) < b.slice(b.indexOf(' ')) ? -1 : 1));
  await depot.put(name, [Buffer.from([...heads, ...sorted].join(''))], day);
  for (const file of files) if (file.name !== name) await depot.remove(file.name);
};

/** `today`, and with it everything that is not over, is left alone. What fails is done another time. */
export const closeDays = async ({ depot, writer }: Pick<OpenSecondPlace, 'depot' | 'writer'>, db: Database, today: string): Promise<void> => {
  for (const [day, files] of byDays(await depot.list(FOLDERS.apart))) {
    if (day < today) await gather(depot, FOLDERS.apart, day, files, (value) => asKept(value) !== undefined);
  }
  const due = [...byDays(await depot.list(FOLDERS.erased))].filter(([day, files]) => day < today && files.some(({ name }) => !name.endsWith(`/${DAY_FILE}`)));
  if (due.length === 0) return;
  await writer.turn();
  const ledger = await readLedger(depot, () => undefined, due.flatMap(([, files]) => files));
  const left = await eraseFromLines(depot, db, goneIn(ledger), writer.mayChange);
  // Where another process still writes, tomorrow is soon enough; gathered means that nothing of it is left anywhere.
  if (left > 0) return;
  for (const [day, files] of due) await gather(depot, FOLDERS.erased, day, files, (value) => asErasure(value) !== undefined);
};
