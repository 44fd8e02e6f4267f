/** How the database came to look as schema.ts says, step by step. A step that has shipped is never changed. */
import { sql, type Kysely, type Migration } from 'kysely';
import { withdrawHashIn } from '../withdraw-hash-in.ts';
import type { Engine } from './engine.ts';

/** A column's type; with a question mark it may be empty. */
type Column = 'text' | 'text?' | 'integer' | 'bigint' | 'bigint?' | 'double?' | 'bytes';

const TYPES: Readonly<Record<Engine, Readonly<Record<string, 'double precision' | 'blob' | 'bytea' | 'bigint'>>>> = {
  sqlite: { double: 'double precision', bytes: 'blob' },
  // PostgreSQL's own integer ends at two thousand million, and a header may say any number that JavaScript knows.
  postgres: { double: 'double precision', bytes: 'bytea', integer: 'bigint' },
};

interface TableShape {
  readonly columns: Readonly<Record<string, Column>>;
  readonly key?: readonly string[];
  readonly unique?: readonly string[];
  /** Stored in the order of its key and in no other, so that nothing tells which row came first. */
  readonly hasNoOrder?: boolean;
}

const makeTable = async (db: Kysely<unknown>, engine: Engine, name: string, shape: TableShape): Promise<void> => {
  let table = db.schema.createTable(name);
  for (const [column, type] of Object.entries(shape.columns)) {
    const isOptional = type.endsWith('?');
    const bare = isOptional ? type.slice(0, -1) : type;
    table = table.addColumn(column, (TYPES[engine][bare] ?? bare) as 'text', (c) => (isOptional ? c : c.notNull()));
  }
  // What is only unique in SQLite, for the sake of its speed, is as quick as a key in PostgreSQL, whose replicas go by keys.
  const key = shape.key ?? (engine === 'postgres' ? shape.unique : undefined);
  if (key) table = table.addPrimaryKeyConstraint(`${name}-key`, key as never);
  if (shape.unique && engine === 'sqlite') table = table.addUniqueConstraint(`${name}-unique`, shape.unique as never);
  if (shape.hasNoOrder && engine === 'sqlite') table = table.modifyEnd(sql`without rowid`);
  await table.execute();
};

// A random primary key costs 3.5 times a rowid with an index beside it (measured), so `records` keeps the order of
// arrival. What stands apart pays that price on purpose: sorted by its random id, it has no other order.
const BEGIN: Readonly<Record<string, TableShape>> = {
  records: {
    columns: {
      id: 'text', digest: 'text', kind: 'text', pack: 'text', packNumber: 'integer', packHash: 'text', mode: 'text', place: 'text?',
      header: 'text', sealed: 'text', withdrawHash: 'text', receivedAt: 'bigint', givenAt: 'bigint?',
    },
    unique: ['id'],
  },
  apart: {
    columns: { id: 'text', digest: 'text', kind: 'text', pack: 'text', header: 'text', sealed: 'text', withdrawHash: 'text', receivedOn: 'text' },
    key: ['id'],
    hasNoOrder: true,
  },
  parked: {
    columns: { id: 'text', digest: 'text', why: 'text', record: 'text', receivedOn: 'text' },
    key: ['id', 'digest'],
    hasNoOrder: true,
  },
  published: { columns: { pack: 'text', number: 'integer', hash: 'text', publishedAt: 'bigint' }, key: ['pack', 'number'] },
  replies: { columns: { id: 'text', pack: 'text', words: 'text', draftedAt: 'bigint', publishedAt: 'bigint?' }, key: ['id'] },
  audit: { columns: { at: 'bigint', who: 'text', did: 'text', record: 'text?', detail: 'text?' } },
  sessions: { columns: { tokenHash: 'text', who: 'text', startedAt: 'bigint', endsAt: 'bigint' }, key: ['tokenHash'] },
  staffLinks: { columns: { tokenHash: 'text', madeAt: 'bigint', usedAt: 'bigint?' }, key: ['tokenHash'] },
  ringKeys: { columns: { kid: 'text', use: 'text', public: 'text', addedAt: 'bigint' }, key: ['kid'] },
};

const STUDIO: Readonly<Record<string, TableShape>> = {
  studioLinks: { columns: { tokenHash: 'text', madeAt: 'bigint', usedAt: 'bigint?' }, key: ['tokenHash'] },
  studioBrowsers: { columns: { passHash: 'text', since: 'bigint' }, key: ['passHash'] },
};

// Pieces too: the order in which they came would lead from an answer's recording to a request's, sent just after it.
const CLIPS: Readonly<Record<string, TableShape>> = {
  clips: {
    columns: {
      id: 'text', digest: 'text', record: 'text', lane: 'text', pack: 'text?', bytes: 'integer', pieces: 'integer', receivedOn: 'text?',
      q: 'text?', medium: 'text?', seconds: 'double?', lang: 'text?',
    },
    key: ['id', 'digest'],
    hasNoOrder: true,
  },
  clipPieces: { columns: { clip: 'text', digest: 'text', number: 'integer', bytes: 'bytes' }, key: ['clip', 'digest', 'number'], hasNoOrder: true },
};

/** What staff do with recordings: who listens in what, which was opened, heard to its end, and written out. */
const HEARING: Readonly<Record<string, TableShape>> = {
  listeners: { columns: { who: 'text', voice: 'text', since: 'bigint' }, key: ['who', 'voice'] },
  spokenIn: { columns: { clip: 'text', voice: 'text', who: 'text', at: 'bigint' }, key: ['clip'] },
  clipOpenings: { columns: { id: 'text', clip: 'text', who: 'text', at: 'bigint' }, key: ['id'] },
  hearings: { columns: { clip: 'text', who: 'text', voice: 'text', at: 'bigint' }, key: ['clip', 'who', 'voice'] },
  transcripts: { columns: { id: 'text', clip: 'text', kind: 'text', voice: 'text', sealed: 'text', who: 'text', at: 'bigint' }, key: ['id'] },
};

// Nothing here has an order or a time finer than the day: what is taken back in one breath must not pair up.
const CUSTODY: Readonly<Record<string, TableShape>> = {
  unjournaled: { columns: { id: 'text', digest: 'text' }, key: ['id', 'digest'], hasNoOrder: true },
  journalMarks: { columns: { segment: 'text', bytes: 'bigint' }, key: ['segment'] },
  about: { columns: { name: 'text', value: 'text' }, key: ['name'] },
  withdrawn: { columns: { hash: 'text', takenBackOn: 'text' }, key: ['hash'], hasNoOrder: true },
  tombstones: { columns: { id: 'text', erasedOn: 'text' }, key: ['id'], hasNoOrder: true },
};

/** No order: a record that stands apart may be rewrapped in one go with an answer. */
const ACKS: Readonly<Record<string, TableShape>> = {
  rewrapped: { columns: { about: 'text', share: 'text', sealed: 'text' }, key: ['about', 'share'], hasNoOrder: true },
};

// Sorted by names that are drawn anew each day: no row tells which network came first.
const ENDPOINT: Readonly<Record<string, TableShape>> = {
  budgets: { columns: { day: 'text', name: 'text', used: 'bigint' }, key: ['day', 'name'], hasNoOrder: true },
  daySalts: { columns: { day: 'text', salt: 'text' }, key: ['day'] },
};

const TAKING_BACK: Readonly<Record<string, TableShape>> = {
  erasuresDue: { columns: { id: 'text', erasure: 'text' }, key: ['id'], hasNoOrder: true },
};

type Indexes = Readonly<Record<string, readonly [table: string, ...columns: string[]]>>;
const BEGIN_INDEXES: Indexes = {
  'records-by-pack': ['records', 'pack', 'kind', 'receivedAt', 'id'],
  'audit-by-time': ['audit', 'at'],
  'audit-by-record': ['audit', 'record', 'did'],
};

const making = (engine: Engine, tables: Readonly<Record<string, TableShape>>, indexes: Indexes): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const [name, shape] of Object.entries(tables)) await makeTable(db, engine, name, shape);
    for (const [name, [table, ...columns]] of Object.entries(indexes)) await db.schema.createIndex(name).on(table).columns(columns).execute();
  },
});

type Parked = { readonly parked: { id: string; digest: string; record: string; withdrawHash: string | null } };

/** What was put aside can be taken back as well: its code's hash, which stood in the kept record only, gets a column. */
const takingBack = (engine: Engine): Migration => ({
  async up(db: Kysely<unknown>) {
    await making(engine, TAKING_BACK, {}).up(db);
    await db.schema.alterTable('parked').addColumn('withdrawHash', 'text').execute();
    await db.schema.createIndex('parked-by-hash').on('parked').column('withdrawHash').execute();
    const aside = db as Kysely<Parked>;
    for (const { id, digest, record } of await aside.selectFrom('parked').select(['id', 'digest', 'record']).execute()) {
      const withdrawHash = withdrawHashIn((JSON.parse(record) as { readonly header: string }).header);
      await aside.updateTable('parked').set({ withdrawHash }).where('id', '=', id).where('digest', '=', digest).execute();
    }
  },
});

export const migrationsFor = (engine: Engine): Readonly<Record<string, Migration>> => ({
  '0001-begin': making(engine, BEGIN, BEGIN_INDEXES),
  '0002-clips': making(engine, CLIPS, { 'clips-by-record': ['clips', 'record'] }),
  '0003-studio': making(engine, STUDIO, {}),
  '0004-hearing': making(engine, HEARING, { 'transcripts-by-clip': ['transcripts', 'clip', 'at'] }),
  '0005-custody': making(engine, CUSTODY, { 'records-by-hash': ['records', 'withdrawHash'], 'apart-by-hash': ['apart', 'withdrawHash'] }),
  '0006-taking-back': takingBack(engine),
  '0007-endpoint': making(engine, ENDPOINT, {}),
  '0008-rewrapped': making(engine, ACKS, {}),
});
