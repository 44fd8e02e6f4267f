/** SQLite through libsql: durable to the disk at every commit, and guarded against what would end or jam the process. */
import Libsql from 'libsql';
import { SqliteDialect, type SqliteDatabase } from 'kysely';

/** How long a write waits for another process, such as the command line beside a running council. */
const PATIENCE_MS = 5_000;

const isSafe = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array;

/** Binding a JavaScript boolean makes libsql abort the whole process, which nothing can catch. */
const checked = (parameters: readonly unknown[]): readonly unknown[] => {
  const odd = parameters.filter((value) => !isSafe(value));
  if (odd.length > 0) throw new TypeError(`a value of type ${typeof odd[0]} can't be kept in SQLite: use null, 0 and 1, numbers, text or bytes`);
  return parameters;
};

const NOTHING_CHANGED = { changes: 0, lastInsertRowid: 0 };

/**
 * A prepared statement that found the database locked stays "in progress" in libsql until it is collected as garbage,
 * and until then nothing can be committed. So a lock is only ever waited for by `exec`, which keeps no statement:
 * every write stands in a transaction that begins with it. `immediate`, for one that begins by reading could find,
 * when it comes to write, that another process was quicker.
 */
const BEGIN = 'begin immediate';

/** A full disk makes SQLite itself undo; undoing it once more would be an error in the place of the one that says why. */
const undo = (database: Libsql.Database): void => void (database.inTransaction && database.exec('rollback'));

const writing = <T>(database: Libsql.Database, write: () => T): T => {
  if (database.inTransaction) return write();
  database.exec(BEGIN);
  try {
    const written = write();
    database.exec('commit');
    return written;
  } catch (error) {
    undo(database);
    throw error;
  }
};

/** What is done for the words of a transaction, by the text that Kysely says. */
const ORDERS: Readonly<Record<string, (database: Libsql.Database) => void>> = {
  begin: (database) => void database.exec(BEGIN),
  // For reading at one point in time while others go on writing.
  'begin deferred': (database) => void database.exec('begin deferred'),
  commit: (database) => void database.exec('commit'),
  rollback: undo,
};

const order = (database: Libsql.Database, carryOut: (database: Libsql.Database) => void) => ({
  reader: false,
  all: () => [],
  iterate: () => [],
  run: () => {
    carryOut(database);
    return NOTHING_CHANGED;
  },
});

/**
 * Opens (or makes) the database file. What is deleted is written over there: neither erased words nor the place where
 * something lay before stay behind. Throws what SQLite says, with its `code`.
 */
export const sqliteDialect = (file: string): SqliteDialect => {
  const database = new Libsql(file);
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on; pragma busy_timeout = ${PATIENCE_MS}`);
  const guarded = {
    close: () => void database.close(),
    prepare: (sql: string) => {
      const carryOut = ORDERS[sql];
      if (carryOut !== undefined) return order(database, carryOut);
      const statement = database.prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters: readonly unknown[]) => statement.all(checked(parameters)),
        run: (parameters: readonly unknown[]) => writing(database, () => statement.run(checked(parameters))),
        iterate: (parameters: readonly unknown[]) => statement.iterate(checked(parameters)),
      };
    },
  };
  return new SqliteDialect({ database: guarded as unknown as SqliteDatabase });
};
