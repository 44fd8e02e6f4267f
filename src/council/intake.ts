/** Takes records in: everything well formed is kept, in one transaction, and only then is anything said of it. */
import type { RecordId } from '../domain/id.ts';
import { APART_KINDS, type FullHeader, type Header } from '../domain/record.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import type { Council } from './council.ts';
import type { ApartTable, ClipsTable, Database, ParkedTable, RecordsTable } from './database/schema.ts';
import { transact } from './database/transact.ts';
import { dayOf } from './day.ts';
import { examine, isWhole, type WholeRecord } from './examine.ts';
import { asParked, expectClips } from './expect-clips.ts';
import { reckonGivenAt } from './given-at.ts';
import { inSlices, lookUp, lookUpClips, pair, type Known, type NamedClip } from './known.ts';
import { notYetTwice, sayDurable, stillOnce } from './safe-twice.ts';
import type { KeptRow } from './second-place.ts';
import { understand, type ParkedWhy } from './understand.ts';

type Desk = Pick<Council, 'db' | 'env' | 'keys' | 'log' | 'packs' | 'second'>;

interface Arrival {
  /** The phone's clock as the request said it; NaN where it said nothing. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

const recordRow = (record: WholeRecord, header: FullHeader, { sentAt, receivedAt }: Arrival): RecordsTable => ({
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
  receivedOn: dayOf(receivedAt),
});

const parkedRow = (record: WholeRecord, why: ParkedWhy, { receivedAt }: Arrival): ParkedTable => ({
  id: record.id,
  digest: record.digest,
  why,
  record: JSON.stringify(record.carried),
  receivedOn: dayOf(receivedAt),
});

/** A record with what its header means here, and the rows for the clips that it names. */
interface Arrived {
  readonly record: WholeRecord;
  readonly header: Header | ParkedWhy;
  readonly clips: readonly ClipsTable[];
}

const readOne = async (council: Desk, record: WholeRecord): Promise<Arrived> => {
  const header = understand(council, record);
  return { record, header, clips: await expectClips(council, record, header) };
};

interface Sorted {
  readonly records: RecordsTable[];
  readonly apart: ApartTable[];
  readonly parked: ParkedTable[];
  readonly clips: ClipsTable[];
  readonly clipsAside: ClipsTable[];
  readonly verdicts: RecordVerdict[];
  readonly alarms: { readonly what: ParkedWhy; readonly record: RecordId }[];
}

/** What is new, as the second place keeps it: each with the clips that it names. */
const rowsOf = ({ records, apart, parked, clips, clipsAside }: Sorted): readonly KeptRow[] => {
  const named = new Map<string, ClipsTable[]>();
  for (const clip of [...clips, ...clipsAside]) named.set(clip.record, [...(named.get(clip.record) ?? []), clip]);
  const withClips = <T extends { readonly id: string }>(row: T) => ({ row, clips: named.get(row.id) ?? [] });
  return [
    ...records.map((row) => ({ table: 'records' as const, ...withClips(row) })),
    ...apart.map((row) => ({ table: 'apart' as const, ...withClips(row) })),
    ...parked.map((row) => ({ table: 'parked' as const, ...withClips(row) })),
  ];
};

/** Decides for each what it is here: new, known already, or to be put aside. Also among the records of one request. */
const sortOut = (arrived: readonly Arrived[], known: Known, clipsKnown: readonly NamedClip[], arrival: Arrival): Sorted => {
  const sorted: Sorted = { records: [], apart: [], parked: [], clips: [], clipsAside: [], verdicts: [], alarms: [] };
  const kept = new Map(known.kept);
  const aside = new Set(known.parked);
  const ownerOf = new Map(clipsKnown.map(({ id, record }) => [id, record]));
  const say = ({ id, digest }: WholeRecord, verdict: RecordVerdict['verdict']): void => void sorted.verdicts.push({ id, digest, verdict, durable: false });
  const park = ({ record, clips }: Arrived, why: ParkedWhy): void => {
    // The first stays. Someone has drawn one id for two things, which chance does not.
    if (why === 'same-id-other-digest' || why === 'clip-of-another') sorted.alarms.push({ what: why, record: record.id });
    aside.add(pair(record.id, record.digest));
    sorted.parked.push(parkedRow(record, why, arrival));
    sorted.clipsAside.push(...clips.map(asParked));
    say(record, 'parked');
  };
  for (const one of arrived) {
    const { record, header, clips } = one;
    const before = kept.get(record.id);
    if (before === record.digest) say(record, 'duplicate');
    else if (aside.has(pair(record.id, record.digest))) say(record, 'parked');
    else if (before !== undefined) park(one, 'same-id-other-digest');
    else if (typeof header === 'string') park(one, header);
    else if (clips.some(({ id }) => (ownerOf.get(id) ?? record.id) !== record.id)) park(one, 'clip-of-another');
    else {
      kept.set(record.id, record.digest);
      if (APART_KINDS.has(header.kind)) sorted.apart.push(apartRow(record, header, arrival));
      // What doesn't stand apart and lacks these was not understood.
      else sorted.records.push(recordRow(record, header as FullHeader, arrival));
      sorted.clips.push(...clips);
      say(record, 'stored');
    }
    for (const { id } of clips) if (!ownerOf.has(id)) ownerOf.set(id, record.id);
  }
  return sorted;
};

const writeClips = async (db: Database, { clips, clipsAside }: Sorted): Promise<void> => {
  await inSlices(clips, (rows) =>
    db
      .insertInto('clips')
      .values(rows)
      // Named before by a record that was put aside: whatever has come of it since is this one's.
      .onConflict((same) => same.columns(['id', 'digest']).doUpdateSet(({ ref }) => ({
        record: ref('excluded.record'), lane: ref('excluded.lane'), pack: ref('excluded.pack'),
        q: ref('excluded.q'), medium: ref('excluded.medium'), seconds: ref('excluded.seconds'), lang: ref('excluded.lang'),
      })))
      .execute(),
  );
  await inSlices(clipsAside, (rows) => db.insertInto('clips').values(rows).onConflict((same) => same.columns(['id', 'digest']).doNothing()).execute());
};

const write = (council: Desk, arrived: readonly Arrived[], arrival: Arrival): Promise<Sorted> =>
  transact(council.db, async (db) => {
    const known = await lookUp(db, arrived.map(({ record }) => record.id));
    const clipsKnown = await lookUpClips(db, arrived.flatMap(({ clips }) => clips.map(({ id }) => id)));
    const sorted = sortOut(arrived, known, clipsKnown, arrival);
    await inSlices(sorted.records, (rows) => db.insertInto('records').values(rows).execute());
    await inSlices(sorted.apart, (rows) => db.insertInto('apart').values(rows).execute());
    await inSlices(sorted.parked, (rows) => db.insertInto('parked').values(rows).execute());
    await writeClips(db, sorted);
    await notYetTwice(db, rowsOf(sorted).map(({ row }) => row));
    return sorted;
  });

/**
 * Takes in what one request carries and gives a verdict for each record that has a name. When it comes back, what it
 * calls `stored`, `duplicate` or `parked` is committed, and what it calls durable stands in the second place too. Throws what the database says when it can't write.
 */
export const takeIn = async (council: Desk, carried: readonly unknown[], sentAt: string | undefined): Promise<readonly RecordVerdict[]> => {
  const arrival = { sentAt: Date.parse(sentAt ?? ''), receivedAt: council.env.now() };
  const examined = await Promise.all(carried.map(examine));
  const whole = examined.filter(isWhole);
  const corrupt = examined.filter((each): each is RecordVerdict => each !== undefined && !isWhole(each));
  // Clips' facts are opened before the transaction: nobody else can write while it lasts.
  const arrived = await Promise.all(whole.map((record) => readOne(council, record)));
  if (whole.length === 0) return corrupt;
  const sorted = await write(council, arrived, arrival);
  // Nothing else is logged: a line with a time, for a request of support, would lead to the answers sent just before.
  for (const alarm of sorted.alarms) council.log('alarm', alarm);
  return [...(await sayDurable(council, rowsOf(sorted), sorted.verdicts)), ...corrupt];
};

/** What the council says of records and clips that a phone still holds: here, whole, with these very bytes, or not known. */
export const askedAfter = async (council: Pick<Council, 'db' | 'second'>, held: readonly { readonly id: RecordId; readonly digest: string }[]): Promise<readonly RecordVerdict[]> => {
  const ids = held.map(({ id }) => id);
  const known = await lookUp(council.db, ids);
  const clips = new Set((await lookUpClips(council.db, ids)).flatMap((clip) => (clip.receivedOn === null ? [] : [pair(clip.id, clip.digest)])));
  const once = await stillOnce(council, held);
  return held.map(({ id, digest }) => {
    const isHere = known.kept.get(id) === digest || known.parked.has(pair(id, digest)) || clips.has(pair(id, digest));
    return { id, digest, verdict: isHere ? 'stored' : 'unknown', durable: isHere && council.second.isApart && !once.has(pair(id, digest)) };
  });
};
