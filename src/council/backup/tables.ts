/** What of the database a backup holds, and in what order each table is read: one that is new has to be put down here to compile. */
import type { Database, Schema } from '../database/schema.ts';

type Order = readonly [string, ...string[]];

/** `null`: not in a backup. A link or a way in that was used must not be good again, and marks are made anew from the journal. */
export const ORDERS: Readonly<Record<keyof Schema, Order | null>> = {
  about: ['name'],
  apart: ['id'],
  audit: ['at', 'who', 'did', 'record', 'detail'],
  clipOpenings: ['id'],
  clipPieces: ['clip', 'digest', 'number'],
  clips: ['id', 'digest'],
  hearings: ['clip', 'who', 'voice'],
  journalMarks: null,
  listeners: ['who', 'voice'],
  parked: ['id', 'digest'],
  published: ['pack', 'number'],
  records: ['receivedAt', 'id'],
  replies: ['id'],
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
export const TABLES: readonly Table[] = (Object.keys(ORDERS) as Table[]).filter((table) => ORDERS[table] !== null);

/** A piece of a recording is a quarter of a megabyte. */
const ROWS_AT_ONCE: Partial<Record<Table, number>> = { clipPieces: 20 };
const ROWS = 1_000;

export type Row = Readonly<Record<string, unknown>>;

/** Page by page, each going on behind the last row of the one before. */
export async function* rowsOf(db: Database, table: Table): AsyncGenerator<readonly Row[]> {
  const order = ORDERS[table] ?? ['id'];
  const many = ROWS_AT_ONCE[table] ?? ROWS;
  let offset = 0;
  for (;;) {
    let ask = db.selectFrom(table as 'about').selectAll().limit(many).offset(offset);
    for (const column of order) ask = ask.orderBy(column as 'name');
    const rows = (await ask.execute()) as unknown as readonly Row[];
    if (rows.length > 0) yield rows;
    if (rows.length < many) return;
    offset += rows.length;
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
