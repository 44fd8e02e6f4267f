/** Parts what a request carries: what takes something back, what was taken back and is turned away, and everything else. */
import type { RecordId } from '../domain/id.ts';
import type { Header } from '../domain/record.ts';
import type { RecordVerdict } from '../domain/wire.ts';
import type { Council } from './council.ts';
import type { ClipsTable, Database } from './database/schema.ts';
import { dayOf } from './day.ts';
import { bury, erase } from './erase.ts';
import type { WholeRecord } from './examine.ts';
import { lookUpTakenBack, type Known, type NamedClip, type TakenBack } from './known.ts';
import { takeBack } from './take-back.ts';
import type { ParkedWhy } from './understand.ts';
import { withdrawHashIn } from './withdraw-hash-in.ts';

/** A record with what its header means here, and the rows for the clips that it names. */
export interface Arrived {
  readonly record: WholeRecord;
  readonly header: Header | ParkedWhy;
  readonly clips: readonly ClipsTable[];
}

/** A withdrawal whose code fits; one that does not was put aside before. */
const takesBack = ({ header }: Arrived): string | undefined => (typeof header === 'object' && header.kind === 'withdrawal' ? header.withdrawHash : undefined);

const withdrawn = ({ record: { id, digest } }: Arrived): RecordVerdict => ({ id, digest, verdict: 'withdrawn', durable: false });

interface Parted {
  /** By the hash of a code: the ids of the withdrawals that are here for the first time. */
  readonly codes: ReadonlyMap<string, readonly RecordId[]>;
  readonly late: readonly Arrived[];
  readonly rest: readonly Arrived[];
}

const part = (arrived: readonly Arrived[], known: Known, before: TakenBack): Parted => {
  const codes = new Map<string, RecordId[]>();
  for (const each of arrived) {
    const hash = takesBack(each);
    if (hash === undefined) continue;
    const { id } = each.record;
    const isNew = !before.ids.has(id) && !known.kept.has(id);
    codes.set(hash, [...(codes.get(hash) ?? []), ...(isNew ? [id] : [])]);
  }
  const isLate = ({ record: { id, header } }: Arrived): boolean => {
    const hash = withdrawHashIn(header);
    return (hash !== null && (before.hashes.has(hash) || codes.has(hash))) || (before.ids.has(id) && !known.kept.has(id));
  };
  const others = arrived.filter((each) => takesBack(each) === undefined);
  return { codes, late: others.filter(isLate), rest: others.filter((each) => !isLate(each)) };
};

/** What came too late is buried, and with it the clips that only it has named, so that these leave their phone as well. */
const buryLate = async (desk: Pick<Council, 'env'>, db: Database, late: readonly Arrived[], known: Known, clipsKnown: readonly NamedClip[]): Promise<void> => {
  const day = dayOf(desk.env.now());
  const ownerOf = new Map<string, string>(clipsKnown.map(({ id, record }) => [id, record]));
  await bury(db, late.flatMap(({ record, clips }) => [record.id, ...clips.map(({ id }) => id).filter((id) => (ownerOf.get(id) ?? record.id) === record.id)]), day);
  // The same draft, finished on a copied phone under another code, may have been here before.
  const twins = late.map(({ record }) => record.id).filter((id) => known.kept.has(id));
  if (twins.length > 0) await erase(db, desk.env, { ids: twins }, day);
};

/**
 * Call it inside the transaction that takes in the `rest`. Nothing of what was taken back is kept; its verdicts are given. The
 * log is told how many codes, and of each no more than the day: a time would lead from what stands apart to the answers.
 */
export const turnAway = async (
  { env }: Pick<Council, 'env'>,
  db: Database,
  arrived: readonly Arrived[],
  known: Known,
  clipsKnown: readonly NamedClip[],
): Promise<{ readonly rest: readonly Arrived[]; readonly verdicts: readonly RecordVerdict[] }> => {
  const hashes = arrived.flatMap(({ record }) => withdrawHashIn(record.header) ?? []);
  const { codes, late, rest } = part(arrived, known, await lookUpTakenBack(db, arrived.map(({ record }) => record.id), hashes));
  const day = dayOf(env.now());
  for (const [hash, own] of codes) {
    const { isNew } = await takeBack(db, env, hash, day, own);
    if (isNew) await db.insertInto('audit').values({ at: Date.parse(day), who: 'phone', did: 'taken-back', record: null, detail: null }).execute();
  }
  await buryLate({ env }, db, late, known, clipsKnown);
  return { rest, verdicts: arrived.filter((each) => !rest.includes(each)).map(withdrawn) };
};
