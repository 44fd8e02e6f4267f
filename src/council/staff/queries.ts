/** Everything that the staff pages look up. Nothing here opens a record. */
import { expressionBuilder } from 'kysely';
import type { Pack, PackWords } from '../../domain/pack.ts';
import type { Council } from '../council.ts';
import type { ApartTable, AuditTable, ParkedTable, RecordsTable, Schema } from '../database/schema.ts';
import type { Paged } from './parts.tsx';

export const ROWS_A_PAGE = 50;

type Desk = Pick<Council, 'db'>;

export interface PackFigures {
  readonly answers: number;
  readonly unopened: number;
  readonly asked: number;
  readonly drafts: number;
  readonly published: number;
}

/** A pack as staff see it: the words in English, and how much has come. */
export interface StaffPack {
  readonly pack: Pack;
  readonly words: PackWords;
}

const countOf = (rows: readonly { readonly pack: string; readonly count: number | string | bigint }[]): ReadonlyMap<string, number> =>
  new Map(rows.map((row) => [row.pack, Number(row.count)]));

/** Answers that nobody has opened: the log is where openings are known. */
const unopened = (council: Desk) =>
  council.db
    .selectFrom('records')
    .where('kind', '=', 'answers')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('audit').select('at').whereRef('audit.record', '=', 'records.id').where('did', '=', 'opened'))),
    );

const count = expressionBuilder<Schema>().fn.countAll<number>().as('count');

export const figuresByPack = async ({ db }: Desk): Promise<(pack: string) => PackFigures> => {
  const [answers, fresh, asked, drafts, published] = await Promise.all([
    db.selectFrom('records').select(['pack', count]).where('kind', '=', 'answers').groupBy('pack').execute(),
    unopened({ db }).select(['pack', count]).groupBy('pack').execute(),
    db.selectFrom('apart').select(['pack', count]).groupBy('pack').execute(),
    db.selectFrom('replies').select(['pack', count]).where('publishedAt', 'is', null).groupBy('pack').execute(),
    db.selectFrom('replies').select(['pack', count]).where('publishedAt', 'is not', null).groupBy('pack').execute(),
  ]);
  const [all, unread, requests, begun, sent] = [answers, fresh, asked, drafts, published].map(countOf);
  return (pack) => ({
    answers: all?.get(pack) ?? 0,
    unopened: unread?.get(pack) ?? 0,
    asked: requests?.get(pack) ?? 0,
    drafts: begun?.get(pack) ?? 0,
    published: sent?.get(pack) ?? 0,
  });
};

/** The newest version of a pack, also of one that no longer stands on the shelf. */
export const packOf = (council: Pick<Council, 'packs'>, id: string): StaffPack | undefined => {
  const found = council.packs.current(id);
  return found && { pack: found.pack, words: found.words.en };
};

/** Every pack that is on the shelf, and every other one that answers have come to. */
export const allPacks = async (council: Pick<Council, 'db' | 'packs'>): Promise<readonly StaffPack[]> => {
  const answered = await council.db.selectFrom('records').select('pack').distinct().execute();
  const ids = new Set([...council.packs.shelf().packs.map((pack) => pack.id as string), ...answered.map((row) => row.pack)]);
  return [...ids].flatMap((id) => packOf(council, id) ?? []);
};

const paged = <T>(rows: readonly T[], page: number, all: number): Paged<T> => ({
  rows,
  page,
  pages: Math.max(1, Math.ceil(all / ROWS_A_PAGE)),
  all,
});

const offsetOf = (page: number): number => (page - 1) * ROWS_A_PAGE;

const total = (rows: readonly { readonly count: number | string | bigint }[]): number => Number(rows[0]?.count ?? 0);

export interface ListedAnswer extends Pick<RecordsTable, 'id' | 'mode' | 'packNumber' | 'receivedAt' | 'givenAt'> {
  /** The last time that someone opened it. */
  readonly opened: Pick<AuditTable, 'who' | 'at'> | undefined;
}

/** When each of these was last opened, and by whom. */
const lastOpenings = async ({ db }: Desk, did: 'opened' | 'opened-asked', ids: readonly string[]): Promise<ReadonlyMap<string, Pick<AuditTable, 'who' | 'at'>>> => {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('audit').select(['record', 'who', 'at']).where('did', '=', did).where('record', 'in', ids).orderBy('at').execute();
  return new Map(rows.map((row) => [row.record ?? '', { who: row.who, at: row.at }]));
};

/** The answers to a pack, newest first. */
export const answersTo = async ({ db }: Desk, pack: string, page: number): Promise<Paged<ListedAnswer>> => {
  const from = db.selectFrom('records').where('pack', '=', pack).where('kind', '=', 'answers');
  const rows = await from
    .select(['id', 'mode', 'packNumber', 'receivedAt', 'givenAt'])
    .orderBy('receivedAt', 'desc')
    .orderBy('id')
    .limit(ROWS_A_PAGE)
    .offset(offsetOf(page))
    .execute();
  const openings = await lastOpenings({ db }, 'opened', rows.map((row) => row.id));
  const listed = rows.map((row) => ({ ...row, opened: openings.get(row.id) }));
  return paged(listed, page, total(await from.select(count).execute()));
};

/** One answer's row as the list shows it; undefined where there is none. */
export const answerById = async ({ db }: Desk, id: string): Promise<(ListedAnswer & Pick<RecordsTable, 'pack' | 'header'>) | undefined> => {
  const row = await db
    .selectFrom('records')
    .select(['id', 'pack', 'mode', 'packNumber', 'receivedAt', 'givenAt', 'header'])
    .where('id', '=', id)
    .where('kind', '=', 'answers')
    .executeTakeFirst();
  return row && { ...row, opened: (await lastOpenings({ db }, 'opened', [id])).get(id) };
};

/** The answer that has waited longest to be read. */
export const nextUnopened = async (council: Desk, pack: string): Promise<string | undefined> =>
  (await unopened(council).select('id').where('pack', '=', pack).orderBy('receivedAt').orderBy('id').limit(1).executeTakeFirst())?.id;

export interface ListedAsked extends Pick<ApartTable, 'id' | 'kind' | 'receivedOn'> {
  readonly opened: Pick<AuditTable, 'who' | 'at'> | undefined;
}

/** What people asked for, by day. Within a day the order is that of the random ids, which says nothing. */
export const askedOf = async ({ db }: Desk, pack: string, page: number): Promise<Paged<ListedAsked>> => {
  const from = db.selectFrom('apart').where('pack', '=', pack);
  const rows = await from
    .select(['id', 'kind', 'receivedOn'])
    .orderBy('receivedOn', 'desc')
    .orderBy('id')
    .limit(ROWS_A_PAGE)
    .offset(offsetOf(page))
    .execute();
  const openings = await lastOpenings({ db }, 'opened-asked', rows.map((row) => row.id));
  const listed = rows.map((row) => ({ ...row, opened: openings.get(row.id) }));
  return paged(listed, page, total(await from.select(count).execute()));
};

export const askedById = async ({ db }: Desk, id: string): Promise<(ListedAsked & Pick<ApartTable, 'pack'>) | undefined> => {
  const row = await db.selectFrom('apart').select(['id', 'kind', 'pack', 'receivedOn']).where('id', '=', id).executeTakeFirst();
  return row && { ...row, opened: (await lastOpenings({ db }, 'opened-asked', [id])).get(id) };
};

export const parkedRecords = async ({ db }: Desk, page: number): Promise<Paged<ParkedTable>> => {
  const from = db.selectFrom('parked');
  const rows = await from.selectAll().orderBy('receivedOn', 'desc').orderBy('id').limit(ROWS_A_PAGE).offset(offsetOf(page)).execute();
  return paged(rows, page, await parkedCount({ db }));
};

export const parkedCount = async ({ db }: Desk): Promise<number> => total(await db.selectFrom('parked').select(count).execute());

export const logRows = async ({ db }: Desk, page: number): Promise<Paged<AuditTable>> => {
  const from = db.selectFrom('audit');
  const rows = await from.selectAll().orderBy('at', 'desc').limit(ROWS_A_PAGE).offset(offsetOf(page)).execute();
  return paged(rows, page, total(await from.select(count).execute()));
};
