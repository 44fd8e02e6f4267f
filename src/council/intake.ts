/** Takes records in: everything well formed is kept, in one transaction, and only then is anything said of it. */
import type { RecordId } from '../domain/id.ts';
import { APART_KINDS, type FullHeader, type Header } from '../domain/record.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import { openBudgets, type Door, type Tally } from './budgets.ts';
import type { Council } from './council.ts';
import type { ApartTable, ClipsTable, Database, ParkedTable, RecordsTable } from './database/schema.ts';
import { transact } from './database/transact.ts';
import { payErasures } from './erasures-due.ts';
import { examine, isWhole, type WholeRecord } from './examine.ts';
import { asParked, expectClips } from './expect-clips.ts';
import { inSlices, lookUp, lookUpClips, lookUpTakenBack, pair, type Known, type NamedClip } from './known.ts';
import { apartRow, parkedRow, recordRow, type Arrival } from './rows.ts';
import { notYetTwice, sayDurable, stillOnce } from './safe-twice.ts';
import type { KeptRow } from './second-place.ts';
import { checkCode } from './take-back.ts';
import { turnAway, type Arrived } from './turn-away.ts';
import { understand, type ParkedWhy } from './understand.ts';

type Desk = Pick<Council, 'db' | 'env' | 'keys' | 'log' | 'packs' | 'second'>;

const readOne = async (council: Desk, record: WholeRecord): Promise<Arrived> => {
  const understood = understand(council, record);
  const takesBack = typeof understood === 'string' || understood.kind !== 'withdrawal' ? undefined : await checkCode(council.keys, understood, record.sealed);
  const header = takesBack?.ok === false ? takesBack.problem : understood;
  return { record, header, clips: await expectClips(council, record, header) };
};

/** A line with a time, for what stands apart or may do so, would lead to the answers sent just before. */
const mayBeLogged = (header: Header | ParkedWhy): boolean => typeof header !== 'string' && !APART_KINDS.has(header.kind);

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

/**
 * Decides for each what it is here: new, known already, or to be put aside. Also among the records of one request. For what
 * there is no room today nothing is said: it waits on its phone, and holds up no other.
 */
const sortOut = (arrived: readonly Arrived[], known: Known, clipsKnown: readonly NamedClip[], arrival: Arrival, tally: Tally): Sorted => {
  const sorted: Sorted = { records: [], apart: [], parked: [], clips: [], clipsAside: [], verdicts: [], alarms: [] };
  const kept = new Map(known.kept);
  const aside = new Set(known.parked);
  const ownerOf = new Map(clipsKnown.map(({ id, record }) => [id, record]));
  const say = ({ id, digest }: WholeRecord, verdict: RecordVerdict['verdict']): void => void sorted.verdicts.push({ id, digest, verdict, durable: false });
  const park = ({ record, header, clips }: Arrived, why: ParkedWhy): void => {
    if (!tally.takesAside(record.bytes)) return;
    // The first stays. Someone has drawn one id for two things, which chance does not.
    if ((why === 'same-id-other-digest' || why === 'clip-of-another') && mayBeLogged(header)) sorted.alarms.push({ what: why, record: record.id });
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
    else if (tally.takesRecord(header.pack, record.bytes)) {
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

const write = (council: Desk, arrived: readonly Arrived[], arrival: Arrival, openTally: () => Tally): Promise<Sorted> =>
  transact(council.db, async (db) => {
    const tally = openTally();
    const known = await lookUp(db, arrived.map(({ record }) => record.id));
    const clipsKnown = await lookUpClips(db, arrived.flatMap(({ clips }) => clips.map(({ id }) => id)));
    const { rest, verdicts } = await turnAway(council, db, arrived, known, clipsKnown);
    const sorted = sortOut(rest, known, clipsKnown, arrival, tally);
    await inSlices(sorted.records, (rows) => db.insertInto('records').values(rows).execute());
    await inSlices(sorted.apart, (rows) => db.insertInto('apart').values(rows).execute());
    await inSlices(sorted.parked, (rows) => db.insertInto('parked').values(rows).execute());
    await writeClips(db, sorted);
    await notYetTwice(db, rowsOf(sorted).map(({ row }) => row));
    await tally.writeDown(db, verdicts.length + sorted.verdicts.length);
    return { ...sorted, verdicts: [...verdicts, ...sorted.verdicts] };
  });

/**
 * Takes in what one request carries and gives a verdict for each record that has a name and that there is room for. When it
 * comes back, what it calls `stored`, `duplicate` or `parked` is committed, and what it calls durable stands in the second
 * place too. Throws what the database says when it can't write, and NoRoom where there is no room for any of it.
 */
export const takeIn = async (council: Desk, carried: readonly unknown[], sentAt: string | undefined, door?: Door): Promise<readonly RecordVerdict[]> => {
  const arrival = { sentAt: Date.parse(sentAt ?? ''), receivedAt: council.env.now() };
  const examined = carried.map(examine);
  const whole = examined.filter(isWhole);
  const corrupt = examined.filter((each): each is RecordVerdict => each !== undefined && !isWhole(each));
  // Clips' facts are opened before the transaction: nobody else can write while it lasts.
  const arrived = await Promise.all(whole.map((record) => readOne(council, record)));
  if (whole.length === 0) return corrupt;
  const openTally = await openBudgets(council, door, arrived.flatMap(({ header }) => (typeof header === 'string' ? [] : [header.pack])));
  const sorted = await write(council, arrived, arrival, openTally);
  // Only whoever asks to be forgotten waits for it; what is still owed for others is paid each minute.
  const isPaid = sorted.verdicts.every(({ verdict }) => verdict !== 'withdrawn') || (await payErasures(council));
  // Nothing else is logged: a line with a time, for a request of support, would lead to the answers sent just before.
  for (const alarm of sorted.alarms) council.log('alarm', alarm);
  const said = await sayDurable(council, rowsOf(sorted), sorted.verdicts);
  return [...said.map((each) => (each.verdict === 'withdrawn' ? { ...each, durable: each.durable && isPaid } : each)), ...corrupt];
};

/** What the council says of records and clips that a phone still holds: here, whole, with these very bytes, taken back, or not known. */
export const askedAfter = async (council: Pick<Council, 'db' | 'second' | 'log'>, held: readonly { readonly id: RecordId; readonly digest: string }[]): Promise<readonly RecordVerdict[]> => {
  const ids = held.map(({ id }) => id);
  const known = await lookUp(council.db, ids);
  const clips = new Set((await lookUpClips(council.db, ids)).flatMap((clip) => (clip.receivedOn === null ? [] : [pair(clip.id, clip.digest)])));
  const once = await stillOnce(council, held);
  const takenBack = await lookUpTakenBack(council.db, ids, []);
  const isPaid = takenBack.ids.size === 0 || (await payErasures(council));
  return held.map(({ id, digest }) => {
    const isHere = known.kept.get(id) === digest || known.parked.has(pair(id, digest)) || clips.has(pair(id, digest));
    const verdict = isHere ? 'stored' : takenBack.ids.has(id) ? 'withdrawn' : 'unknown';
    return { id, digest, verdict, durable: verdict !== 'unknown' && council.second.isApart && (isHere ? !once.has(pair(id, digest)) : isPaid) };
  });
};
