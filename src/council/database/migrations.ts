/** How the database came to look as schema.ts says, step by step. A step that has shipped is never changed. */
import { sql, type Kysely, type Migration } from 'kysely';

export type Engine = 'sqlite' | 'postgres';

/** A column's type; with a question mark it may be empty. */
type Column = 'text' | 'text?' | 'integer' | 'bigint' | 'bigint?';

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
    table = table.addColumn(column, (isOptional ? type.slice(0, -1) : type) as 'text', (c) => (isOptional ? c : c.notNull()));
  }
  if (shape.key) table = table.addPrimaryKeyConstraint(`${name}-key`, shape.key as never);
  if (shape.unique) table = table.addUniqueConstraint(`${name}-unique`, shape.unique as never);
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

const begin = (engine: Engine): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const [name, shape] of Object.entries(BEGIN)) await makeTable(db, engine, name, shape);
    const index = (name: string, table: string, columns: readonly string[]) => db.schema.createIndex(name).on(table).columns([...columns]).execute();
    await index('records-by-pack', 'records', ['pack', 'kind', 'receivedAt', 'id']);
    await index('audit-by-time', 'audit', ['at']);
    await index('audit-by-record', 'audit', ['record', 'did']);
  },
});

const studio = (engine: Engine): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const [name, shape] of Object.entries(STUDIO)) await makeTable(db, engine, name, shape);
  },
});

export const migrationsFor = (engine: Engine): Readonly<Record<string, Migration>> => ({ '0001-begin': begin(engine), '0003-studio': studio(engine) });
