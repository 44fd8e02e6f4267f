/** What nobody has listened to yet, by language: minutes, and the recordings themselves, those first that have waited longest. */
import { expressionBuilder } from 'kysely';
import { VOICES, type Voice } from '../domain/voice.ts';
import type { Council } from './council.ts';
import type { Database, Schema } from './database/schema.ts';
import { inSlices } from './known.ts';

export interface Waiting {
  readonly id: string;
  readonly pack: string;
  readonly seconds: number;
  readonly voice: Voice | null;
  /** When its record came; null for what stands apart, of which only the day is known. */
  readonly receivedAt: number | null;
  /** The day on which it was whole. */
  readonly receivedOn: string;
  readonly isApart: boolean;
}

export interface WaitingInLanguage {
  /** Null where nothing that was opened says which. */
  readonly voice: Voice | null;
  readonly seconds: number;
  readonly waiting: readonly Waiting[];
}

export interface Unheard {
  /** Only languages in which something waits. */
  readonly languages: readonly WaitingInLanguage[];
  /** Named by a record, and not whole yet. */
  readonly notArrived: number;
}

const voice = expressionBuilder<Schema, 'spokenIn' | 'clips'>().fn.coalesce('spokenIn.voice', 'clips.lang');

const waitingRows = (db: Database, pack: string | undefined) => {
  const query = db
    .selectFrom('clips')
    .leftJoin('spokenIn', 'spokenIn.clip', 'clips.id')
    .select(['clips.id', 'clips.record', 'clips.pack', 'clips.seconds', 'clips.lane', 'clips.receivedOn', voice.as('voice')])
    .where('lane', '!=', 'parked')
    .where('clips.receivedOn', 'is not', null)
    .where((is) => is.or([is('medium', '=', 'sound'), is('medium', 'is', null)]))
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('hearings').select('at').whereRef('hearings.clip', '=', 'clips.id').where('hearings.voice', '=', voice))));
  return (pack === undefined ? query : query.where('clips.pack', '=', pack)).execute();
};

/** When these records came, or on which day. Asked by itself: clips lie by their own ids, which on many machines is elsewhere. */
const arrivalsOf = async (db: Database, records: readonly string[]) => {
  const at = new Map<string, number>();
  const on = new Map<string, string>();
  await inSlices([...new Set(records)], async (ids) => {
    for (const row of await db.selectFrom('records').select(['id', 'receivedAt']).where('id', 'in', ids).execute()) at.set(row.id, row.receivedAt);
    for (const row of await db.selectFrom('apart').select(['id', 'receivedOn']).where('id', 'in', ids).execute()) on.set(row.id, row.receivedOn);
  });
  return { at, on };
};

/** Those first that have waited longest. */
const byAge = (one: Waiting, other: Waiting): number =>
  (one.receivedAt ?? Date.parse(one.receivedOn)) - (other.receivedAt ?? Date.parse(other.receivedOn)) || (one.id < other.id ? -1 : 1);

/** In one conversation, or in all. */
export const unheardIn = async ({ db }: Pick<Council, 'db'>, pack?: string): Promise<Unheard> => {
  const rows = await waitingRows(db, pack);
  const came = await arrivalsOf(db, rows.map(({ record }) => record));
  // What stands apart has no more than its record's day, so nothing here is sorted closer than by that.
  const all = rows.map((row): Waiting => ({
    id: row.id, pack: row.pack ?? '', seconds: row.seconds ?? 0, voice: row.voice as Voice | null,
    receivedAt: came.at.get(row.record) ?? null, receivedOn: came.on.get(row.record) ?? row.receivedOn ?? '', isApart: row.lane === 'apart',
  }));
  const coming = db.selectFrom('clips').select(({ fn }) => fn.countAll<number>().as('count')).where('lane', '!=', 'parked').where('receivedOn', 'is', null);
  const [missing] = await (pack === undefined ? coming : coming.where('pack', '=', pack)).execute();
  const languages = [...VOICES, null].flatMap((each): readonly WaitingInLanguage[] => {
    const waiting = all.filter((one) => one.voice === each).toSorted(byAge);
    return waiting.length === 0 ? [] : [{ voice: each, seconds: waiting.reduce((sum, one) => sum + one.seconds, 0), waiting }];
  });
  return { languages, notArrived: Number(missing?.count ?? 0) };
};

/** What has waited longest for someone who listens in these, but for the one that they have open. */
export const nextToHear = async (council: Pick<Council, 'db'>, voices: readonly Voice[], open: string): Promise<string | undefined> => {
  const { languages } = await unheardIn(council);
  const theirs = languages.filter(({ voice: each }) => each !== null && voices.includes(each)).flatMap(({ waiting }) => waiting);
  return theirs.filter(({ id }) => id !== open).toSorted(byAge)[0]?.id;
};
