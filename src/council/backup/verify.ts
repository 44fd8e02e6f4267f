/** Holds database and journal against each other, both ways, and every digest against its bytes. */
import { CLIP_PIECE_BYTES } from '../../domain/clip.ts';
import type { SealedPart } from '../../domain/record.ts';
import { digestOf } from '../../proof/digest.ts';
import { digestOfPieces, piecesOf } from '../clips.ts';
import type { Database } from '../database/schema.ts';
import type { Depot } from '../journal/depot.ts';
import { lackedBy } from '../journal/lacked.ts';
import { FOLDERS, namedBy } from '../journal/names.ts';
import { allRows, readClip, readLedger, type Complain } from '../journal/read.ts';
import { inSlices, pair } from '../known.ts';
import type { KeptRow, Named } from '../second-place.ts';
import { rowsOf } from './tables.ts';

const fits = async ({ digest }: Named, header: string, sealed: unknown): Promise<boolean> => (await digestOf(header, sealed as readonly SealedPart[]).catch(() => '')) === digest;

/** What was set aside is kept as it was carried. */
const isWhole = async ({ table, row }: Pick<KeptRow, 'table' | 'row'>): Promise<boolean> => {
  if (table !== 'parked') {
    const { header, sealed } = row as { readonly header: string; readonly sealed: string };
    return fits(row, header, JSON.parse(sealed));
  }
  const carried = JSON.parse((row as { readonly record: string }).record) as { readonly header: string; readonly sealed: unknown };
  return fits(row, carried.header, carried.sealed);
};

async function* piecesIn(sealed: Uint8Array): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < sealed.length; from += CLIP_PIECE_BYTES) yield new Uint8Array(sealed.subarray(from, from + CLIP_PIECE_BYTES));
}

/** Everything in the database that ought to be in the journal; what is not whole is named. */
const inDatabase = async (db: Database, complain: Complain): Promise<Map<string, Named>> => {
  const names = new Map<string, Named>();
  for (const table of ['records', 'apart', 'parked'] as const) {
    for await (const page of rowsOf(db, table)) {
      for (const row of page as unknown as KeptRow['row'][]) {
        names.set(pair(row.id, row.digest), { id: row.id, digest: row.digest });
        if (!(await isWhole({ table, row }))) complain(`The database’s record ${row.id} is not what its digest says.`);
      }
    }
  }
  for (const { id, digest } of await db.selectFrom('clips').select(['id', 'digest']).where('receivedOn', 'is not', null).execute()) {
    names.set(pair(id, digest), { id, digest });
    if ((await digestOfPieces(piecesOf(db, { id, digest }))) !== digest) complain(`The database’s recording ${id} is not what its digest says.`);
  }
  return names;
};

const inJournal = async (db: Database, depot: Depot, complain: Complain, seen: (named: Named) => void): Promise<void> => {
  const lacking = async (named: readonly Named[], what: string): Promise<void> => {
    for (const { id } of await lackedBy(db, named)) complain(`The database lacks the ${what} ${id}, which the journal holds.`);
    named.forEach(seen);
  };
  for await (const kept of allRows(depot, complain)) {
    for (const each of kept) if (!(await isWhole(each))) complain(`The journal’s record ${each.row.id} is not what its digest says.`);
    await lacking(kept.map(({ row }) => row), 'record');
  }
  for (const { name } of await depot.list(FOLDERS.clips)) {
    const stored = await readClip(depot, name);
    const named = namedBy(name);
    if (stored === undefined || named === undefined || (await digestOfPieces(piecesIn(stored.sealed))) !== named.digest) complain(`${name}: a recording is damaged.`);
    else await lacking([named], 'recording');
  }
};

const erasedAndHere = async (db: Database, depot: Depot, complain: Complain): Promise<void> => {
  const ids = (await readLedger(depot, complain)).flatMap(({ records }) => records);
  await inSlices(ids, async (slice) => {
    for (const table of ['records', 'apart', 'parked'] as const) {
      for (const { id } of await db.selectFrom(table).select('id').where('id', 'in', slice).execute()) complain(`The database holds the record ${id}, which was erased.`);
    }
  });
};

export interface Verified {
  /** Kept, and on its way into the journal: at the next mending it is there. */
  readonly onTheWay: number;
}

/** `complain` hears of everything that is missing or damaged, in one sentence each. */
export const verify = async (db: Database, depot: Depot, complain: Complain): Promise<Verified> => {
  const once = await inDatabase(db, complain);
  await inJournal(db, depot, complain, ({ id, digest }) => void once.delete(pair(id, digest)));
  const waiting = await db.selectFrom('unjournaled').selectAll().execute();
  let onTheWay = 0;
  for (const { id, digest } of waiting) if (once.delete(pair(id, digest))) onTheWay += 1;
  for (const { id } of once.values()) complain(`The journal lacks ${id}, which the database holds.`);
  await erasedAndHere(db, depot, complain);
  return { onTheWay };
};
