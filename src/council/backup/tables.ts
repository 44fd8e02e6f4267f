/** What of the database a backup holds, and by what key each table is read: one that is new has to be put down here to compile. */
import type { ExpressionBuilder } from 'kysely';
import type { Database, Schema } from '../database/schema.ts';

/** What an index of the table begins with, so that a page is found at once, however many came before it. */
type Key = readonly [string, ...string[]];

/** `null`: not in a backup. A link or a way in that was used must not be good again, and marks are made anew from the journal. */
export const KEYS: Readonly<Record<keyof Schema, Key | null>> = {
  about: ['name'],
  apart: ['id'],
  audit: ['at'],
  budgets: null,
  clipOpenings: ['id'],
  clipPieces: ['clip', 'digest', 'number'],
  clips: ['id', 'digest'],
  daySalts: null,
  erasuresDue: ['id'],
  hearings: ['clip', 'who', 'voice'],
  journalMarks: null,
  listeners: ['who', 'voice'],
  parked: ['id', 'digest'],
  published: ['pack', 'number'],
  records: ['id'],
  replies: ['id'],
  rewrapped: ['about', 'share'],
  ringKeys: ['kid'],
  sessions: null,
  spokenIn: ['clip'],
  staffLinks: null,
  studioBrowsers: ['passHash'],
  studioLinks: null,
  tombstones: ['id'],
  transcripts: ['id'],
  unjournaled: ['id', 'digest'],
  withdrawn: ['hash'],
};

export type Table = keyof Schema;
export const TABLES: readonly Table[] = (Object.keys(KEYS) as Table[]).filter((table) => KEYS[table] !== null);

/** A piece of a recording is a quarter of a megabyte. */
const ROWS_AT_ONCE: Partial<Record<Table, number>> = { clipPieces: 20 };
const ROWS = 1_000;

export type Row = Readonly<Record<string, unknown>>;

/** The log has no key: several deeds may have one time, and even be alike. */
const HAS_NO_KEY: ReadonlySet<Table> = new Set<Table>(['audit']);

const valuesIn = (row: Row, key: Key): readonly unknown[] => key.map((column) => row[column]);

/** Behind the row that has these values. Compared as one, which both kinds of database look up in the table's key. */
const behind = (key: Key, values: readonly unknown[]) => (is: ExpressionBuilder<Schema, 'about'>) =>
  key.length === 1
    ? is(key[0] as 'name', '>', values[0] as string)
    : is(is.refTuple(...(key as unknown as ['name', 'value'])), '>', is.tuple(...(values as [string, string])));

/** Page by page, each going on behind the last row of the one before. Rows that are alike in all of what it goes by come together. */
export async function* rowsOf(db: Database, table: Table): AsyncGenerator<readonly Row[]> {
  const key = KEYS[table] ?? ['id'];
  const many = ROWS_AT_ONCE[table] ?? ROWS;
  const all = db.selectFrom(table as 'about').selectAll();
  const ordered = key.reduce((ask, column) => ask.orderBy(column as 'name'), all);
  for (let last: readonly unknown[] | undefined; ; ) {
    const rows = (await (last === undefined ? ordered : ordered.where(behind(key, last))).limit(many).execute()) as unknown as readonly Row[];
    const end = rows.at(-1);
    if (end === undefined) return;
    last = valuesIn(end, key);
    if (rows.length < many || !HAS_NO_KEY.has(table)) yield rows;
    else yield [...rows.filter((row) => row[key[0]] !== end[key[0]]), ...((await all.where(key[0] as 'name', '=', last[0] as string).execute()) as unknown as readonly Row[])];
    if (rows.length < many) return;
  }
}

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  // libsql gives bytes as a Buffer or as an ArrayBuffer, as it likes.
  if (value instanceof ArrayBuffer || value instanceof Uint8Array) return { base64: Buffer.from(new Uint8Array(value)).toString('base64') };
  throw new TypeError('a value of this kind can’t be put into a backup');
};

/** One line: bytes as base64, and a number as a number, however a database gives it. */
export const asText = (row: Row): string => JSON.stringify(Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)])));

const unplain = (value: unknown): unknown => {
  const base64 = (value as { base64?: unknown } | null)?.base64;
  return typeof base64 === 'string' ? new Uint8Array(Buffer.from(base64, 'base64')) : value;
};

export const fromText = (text: string): Row => Object.fromEntries(Object.entries(JSON.parse(text) as object).map(([column, value]) => [column, unplain(value)]));
