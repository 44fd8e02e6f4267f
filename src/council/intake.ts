/** Takes records in: everything well formed is kept, in one transaction, and only then is anything said of it. */
import type { RecordId } from '../domain/id.ts';
import { APART_KINDS, type Header } from '../domain/record.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import type { Council } from './council.ts';
import type { ApartTable, Database, ParkedTable, RecordsTable } from './database/schema.ts';
import { examine, isWhole, type WholeRecord } from './examine.ts';
import { reckonGivenAt } from './given-at.ts';
import { understand, type ParkedWhy } from './understand.ts';

type Desk = Pick<Council, 'db' | 'env' | 'log' | 'packs'>;

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

interface Arrival {
  /** The phone's clock as the request said it; NaN where it said nothing. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

const recordRow = (record: WholeRecord, header: Header, { sentAt, receivedAt }: Arrival): RecordsTable => ({
  id: record.id,
  digest: record.digest,
  kind: header.kind,
  pack: header.pack,
  packNumber: header.packVersion.number,
  packHash: header.packVersion.hash,
  mode: header.mode,
  place: header.place ?? null,
  header: record.header,
  sealed: JSON.stringify(record.sealed),
  withdrawHash: header.withdrawHash,
  receivedAt,
  givenAt: reckonGivenAt(Date.parse(header.createdAt ?? ''), sentAt, receivedAt) ?? null,
});

const apartRow = (record: WholeRecord, header: Header, { receivedAt }: Arrival): ApartTable => ({
  id: record.id,
  digest: record.digest,
  kind: header.kind,
  pack: header.pack,
  header: record.header,
  sealed: JSON.stringify(record.sealed),
  withdrawHash: header.withdrawHash,
  receivedOn: day(receivedAt),
});

const parkedRow = (record: WholeRecord, why: ParkedWhy, { receivedAt }: Arrival): ParkedTable => ({
  id: record.id,
  digest: record.digest,
  why,
  record: JSON.stringify(record.carried),
  receivedOn: day(receivedAt),
});

/** SQLite and PostgreSQL both take some 32,000 values in one statement; a record has thirteen. */
const ROWS_AT_ONCE = 500;

const inSlices = async <T>(all: readonly T[], work: (slice: T[]) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) await work(all.slice(from, from + ROWS_AT_ONCE));
};

/** The digests under which these ids lie here already, and whether they were put aside. */
interface Known {
  readonly kept: ReadonlyMap<string, string>;
  readonly parked: ReadonlySet<string>;
}
const pair = (id: string, digest: string): string => `${id} ${digest}`;

const lookUp = async (db: Database, ids: readonly string[]): Promise<Known> => {
  const kept = new Map<string, string>();
  const parked = new Set<string>();
  await inSlices(ids, async (slice) => {
    for (const table of ['records', 'apart'] as const) {
      for (const row of await db.selectFrom(table).select(['id', 'digest']).where('id', 'in', slice).execute()) kept.set(row.id, row.digest);
    }
    for (const row of await db.selectFrom('parked').select(['id', 'digest']).where('id', 'in', slice).execute()) parked.add(pair(row.id, row.digest));
  });
  return { kept, parked };
};

interface Sorted {
  readonly records: RecordsTable[];
  readonly apart: ApartTable[];
  readonly parked: ParkedTable[];
  readonly verdicts: RecordVerdict[];
  readonly alarms: RecordId[];
}

/** Decides for each what it is here: new, known already, or to be put aside. Also among the records of one request. */
const sortOut = (council: Desk, records: readonly WholeRecord[], known: Known, arrival: Arrival): Sorted => {
  const sorted: Sorted = { records: [], apart: [], parked: [], verdicts: [], alarms: [] };
  const kept = new Map(known.kept);
  const aside = new Set(known.parked);
  const say = ({ id, digest }: WholeRecord, verdict: RecordVerdict['verdict']): void => void sorted.verdicts.push({ id, digest, verdict, durable: false });
  const park = (record: WholeRecord, why: ParkedWhy): void => {
    aside.add(pair(record.id, record.digest));
    sorted.parked.push(parkedRow(record, why, arrival));
    say(record, 'parked');
  };
  for (const record of records) {
    const before = kept.get(record.id);
    if (before === record.digest) say(record, 'duplicate');
    else if (aside.has(pair(record.id, record.digest))) say(record, 'parked');
    else if (before !== undefined) {
      // The first stays. Someone has made two records with one id, which chance does not.
      sorted.alarms.push(record.id);
      park(record, 'same-id-other-digest');
    } else {
      const header = understand(council, record);
      if (typeof header === 'string') park(record, header);
      else {
        kept.set(record.id, record.digest);
        if (APART_KINDS.has(header.kind)) sorted.apart.push(apartRow(record, header, arrival));
        else sorted.records.push(recordRow(record, header, arrival));
        say(record, 'stored');
      }
    }
  }
  return sorted;
};

const write = (council: Desk, records: readonly WholeRecord[], arrival: Arrival): Promise<Sorted> =>
  council.db.transaction().execute(async (db) => {
    const sorted = sortOut(council, records, await lookUp(db, records.map(({ id }) => id)), arrival);
    await inSlices(sorted.records, (rows) => db.insertInto('records').values(rows).execute());
    await inSlices(sorted.apart, (rows) => db.insertInto('apart').values(rows).execute());
    await inSlices(sorted.parked, (rows) => db.insertInto('parked').values(rows).execute());
    return sorted;
  });

/**
 * Takes in what one request carries and gives a verdict for each record that has a name. When it comes back, what it
 * calls `stored`, `duplicate` or `parked` is committed. Throws what the database says when it can't write.
 */
export const takeIn = async (council: Desk, carried: readonly unknown[], sentAt: string | undefined): Promise<readonly RecordVerdict[]> => {
  const arrival = { sentAt: Date.parse(sentAt ?? ''), receivedAt: council.env.now() };
  const examined = await Promise.all(carried.map(examine));
  const whole = examined.filter(isWhole);
  const corrupt = examined.filter((each): each is RecordVerdict => each !== undefined && !isWhole(each));
  const { verdicts, alarms } = whole.length === 0 ? { verdicts: [], alarms: [] } : await write(council, whole, arrival);
  // Nothing else is logged: a line with a time, for a request of support, would lead to the answers sent just before.
  for (const id of alarms) council.log('alarm', { what: 'same-id-other-digest', record: id });
  return [...verdicts, ...corrupt];
};

/** What the council says of records that a phone still holds: in the database with these very bytes, or not known. */
export const askedAfter = async (council: Pick<Council, 'db'>, held: readonly { readonly id: RecordId; readonly digest: string }[]): Promise<readonly RecordVerdict[]> => {
  const known = await lookUp(council.db, held.map(({ id }) => id));
  return held.map(({ id, digest }) => {
    const isHere = known.kept.get(id) === digest || known.parked.has(pair(id, digest));
    return { id, digest, verdict: isHere ? 'stored' : 'unknown', durable: false };
  });
};
