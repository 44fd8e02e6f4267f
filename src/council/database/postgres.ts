/** PostgreSQL through pg: a pool of connections that wait with patience and not for ever, and numbers that are numbers. */
import type { Socket } from 'node:net';
import { PostgresAdapter, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';

/** More would not make a machine quicker, and a server's connections are shared by all the council's processes. */
const MOST_CONNECTIONS = 10;
const CONNECT_MS = 10_000;
const STATEMENT_MS = 30_000;
const LOCK_MS = 10_000;
/** A process that was stopped in the middle of its transaction holds nobody up for longer. */
const IDLE_MS = 60_000;

/** Counts and times come as text otherwise; ours are far below the largest number that JavaScript knows exactly. */
const AS_NUMBERS: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const types = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => (AS_NUMBERS.has(id) ? Number : pg.types.getTypeParser(id as never, format as never)),
} as pg.CustomTypesConfig;

/**
 * PostgreSQL keeps no text with the letter NUL in it, and would refuse a whole request for one. Nothing that was sealed
 * has it (JSON writes it in other letters), so where a header or an address says it, it becomes the sign for an unknown letter.
 */
const withoutNul = (value: unknown): unknown => (typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value);

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

/** Whoever was not let in hangs up. pg leaves that line open, and a start that has failed would wait a minute for the server to cut it. */
class PoliteClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.Client> | void {
    if (connected === undefined) return super.connect();
    super.connect((error: Error | null) => {
      if (error) (this as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream.destroy();
      (connected as (error: Error | null, client: pg.Client) => void)(error, this);
    });
  }
}

/** `patient`: for changes to the tables, which may take as long as they take. */
const poolOf = (url: string, patient: boolean): PostgresPool => {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'our-turn',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types,
    Client: PoliteClient as unknown as new () => pg.ClientBase,
    ...(patient ? {} : { statement_timeout: STATEMENT_MS, lock_timeout: LOCK_MS, idle_in_transaction_session_timeout: IDLE_MS }),
  });
  // A server that goes away tells connections that wait for nothing too, idle ones and those between two statements, and
  // what nobody listens to would end the process. Whoever asks next hears it; nobody else needs to.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return {
    connect: async () => {
      const client = await pool.connect();
      const query = (sql: string, values: readonly unknown[]) => client.query(sql, values.map(withoutNul));
      return { query, release: () => client.release() } as unknown as Awaited<ReturnType<PostgresPool['connect']>>;
    },
    end: () => pool.end(),
  };
};

/** Kysely's own lock is an advisory one, which not every distributed PostgreSQL has. Ours is a row: see open-postgres. */
class LockedElsewhere extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

class OurPostgres extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new LockedElsewhere();
  }
}

/** Connects when it is first asked. Throws what PostgreSQL or the network says, with its `code`. */
export const postgresDialect = (url: string, { patient = false } = {}): PostgresDialect => new OurPostgres({ pool: poolOf(url, patient) });
