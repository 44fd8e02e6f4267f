/** Brings into the second place what the database alone holds: after a crash between the two, or after the second one failed. */
import { piecesOf } from '../clips.ts';
import type { ClipsTable, Database } from '../database/schema.ts';
import { pair } from '../known.ts';
import type { KeptRow, Named, SecondPlace } from '../second-place.ts';
import { forget } from './tidying.ts';

/** Read and journaled at once: a megabyte or two. */
const ROWS_AT_ONCE = 200;

/** As they were before any of them had come. */
const expectedBy = async (db: Database, records: readonly string[]): Promise<ReadonlyMap<string, ClipsTable[]>> => {
  const byRecord = new Map<string, ClipsTable[]>();
  const clips = records.length === 0 ? [] : await db.selectFrom('clips').selectAll().where('record', 'in', records).execute();
  for (const clip of clips) byRecord.set(clip.record, [...(byRecord.get(clip.record) ?? []), { ...clip, pieces: 0, receivedOn: null }]);
  return byRecord;
};

interface Found {
  readonly rows: readonly KeptRow[];
  readonly clips: readonly ClipsTable[];
}

/** What these names stand for in the database. */
const find = async (db: Database, named: readonly Named[]): Promise<Found> => {
  const [ids, wanted] = [named.map(({ id }) => id), new Set(named.map(({ id, digest }) => pair(id, digest)))];
  const isWanted = ({ id, digest }: Named): boolean => wanted.has(pair(id, digest));
  const records = (await db.selectFrom('records').selectAll().where('id', 'in', ids).execute()).filter(isWanted);
  const apart = (await db.selectFrom('apart').selectAll().where('id', 'in', ids).execute()).filter(isWanted);
  const parked = (await db.selectFrom('parked').selectAll().where('id', 'in', ids).execute()).filter(isWanted);
  const expected = await expectedBy(db, [...records, ...apart, ...parked].map(({ id }) => id));
  const withClips = <T extends Named>(row: T) => ({ row, clips: expected.get(row.id) ?? [] });
  const clips = await db.selectFrom('clips').selectAll().where('id', 'in', ids).where('receivedOn', 'is not', null).execute();
  const rows: KeptRow[] = [
    ...records.map((row) => ({ table: 'records' as const, ...withClips(row) })),
    ...apart.map((row) => ({ table: 'apart' as const, ...withClips(row) })),
    ...parked.map((row) => ({ table: 'parked' as const, ...withClips(row) })),
  ];
  return { rows, clips: clips.filter(isWanted) };
};

const mendSome = async (db: Database, second: SecondPlace, named: readonly Named[]): Promise<void> => {
  const { rows, clips } = await find(db, named);
  if (rows.length > 0) await second.keep(rows);
  for (const clip of clips) await second.keepClip(clip, piecesOf(db, clip));
  // What was not found was erased meanwhile.
  await forget(db, named);
};

/**
 * Journals what stands once and is not in `spare`, until nothing is left, and gives how much that was. `spare`: what may be on
 * its way just now, by this process or another.
 */
export const mend = async (db: Database, second: SecondPlace, spare: (named: Named) => boolean = () => false): Promise<number> => {
  let [mended, after] = [0, ''];
  for (;;) {
    const some = await db.selectFrom('unjournaled').selectAll().where('id', '>', after).orderBy('id').limit(ROWS_AT_ONCE).execute();
    if (some.length === 0) return mended;
    const due = some.filter((each) => !spare(each));
    if (due.length > 0) await mendSome(db, second, due);
    mended += due.length;
    after = some.at(-1)?.id ?? after;
  }
};
