/** A dialect of Kysely's that is told before each statement, so that the process which asks can be dead by then. */
import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver } from 'kysely';

/** What a dead process hears: nothing, ever. */
const silence = <T>(): Promise<T> => new Promise<T>(() => undefined);

export interface Watched {
  readonly dialect: Dialect;
  /** At once, as when the process is gone: what was not committed never was. */
  readonly closeNow: () => void;
}

/** `isDead` is asked before each statement and after it. */
export const watched = (dialect: Dialect, isDead: () => boolean): Watched => {
  const watchedConnection = (connection: DatabaseConnection): DatabaseConnection => ({
    executeQuery: async (query) => {
      if (isDead()) return silence();
      const result = await connection.executeQuery<never>(query);
      return isDead() ? silence() : result;
    },
    streamQuery: (query, size) => connection.streamQuery(query, size),
  });
  const real = dialect.createDriver();
  const ready = real.init();
  let open: DatabaseConnection | undefined;
  const driver: Driver = {
    init: () => ready,
    acquireConnection: async () => watchedConnection((open = await real.acquireConnection())),
    beginTransaction: (connection, settings) => real.beginTransaction(connection, settings),
    commitTransaction: (connection) => real.commitTransaction(connection),
    rollbackTransaction: (connection) => real.rollbackTransaction(connection),
    releaseConnection: (connection) => real.releaseConnection(connection),
    destroy: () => real.destroy(),
  };
  return {
    closeNow: () => {
      // libsql lets go of the file only when its statements are garbage; a process that is killed lets go at once.
      void open?.executeQuery(CompiledQuery.raw('rollback'));
      void real.destroy();
    },
    dialect: {
      createDriver: () => driver,
      createAdapter: () => dialect.createAdapter(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    },
  };
};
