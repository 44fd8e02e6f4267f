/** What an operator decides, read from the environment once. */
import { isAbsolute, relative, resolve } from 'node:path';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** A PostgreSQL in the place of the database file in dataDir. With its password: it is never logged or shown. */
  readonly databaseUrl?: string;
  /** Beside dataDir, never in it and never in a backup. */
  readonly keysDir: string;
  /** The second place: beside dataDir unless told, and in earnest on another disk. In neither of the two. */
  readonly journalDir: string;
  /** The operator's word that a second place on the same disk is enough to call an answer safe. */
  readonly isOneDiskEnough: boolean;
  /** The conversations' sources. */
  readonly packsDir: string;
  /** The built page, prerender and council. */
  readonly distDir: string;
}

/** A setting that can't be used; its message is one sentence that says what to do. */
export class SettingFault extends Error {}

const HIGHEST_PORT = 65_535;

const isIn = (folder: string, other: string): boolean => {
  const way = relative(other, folder);
  return way.split(/[\\/]/)[0] !== '..' && !isAbsolute(way);
};

/** Never shows what was set: a password stands in it. */
const readDatabaseUrl = (url: string | undefined): string | undefined => {
  if (!url) return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^postgres(ql)?:$/.test(parsed.protocol) && parsed.pathname.length > 1) return url;
  throw new SettingFault('DATABASE_URL is not the address of a PostgreSQL database: write it as postgres://USER:PASSWORD@HOST:5432/NAME, with @ : / # ? % in the password as %40 %3A %2F %23 %3F %25.');
};

/** Where a person on this very machine opens it. */
export const addressOf = ({ host }: Pick<Config, 'host'>, port: number): string => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
};

/** `root` is the project's folder. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>, root: string): Config => {
  const port = Number(env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new SettingFault(`PORT is "${env['PORT']}", which is not a port: set it to a number from 1 to ${HIGHEST_PORT}.`);
  }
  const dataDir = resolve(root, env['DATA_DIR'] || 'data');
  const keysDir = resolve(root, env['KEYS_DIR'] || `${dataDir}-keys`);
  if (isIn(keysDir, dataDir)) {
    throw new SettingFault(`KEYS_DIR is ${keysDir}, inside of DATA_DIR, so a copy of the answers would hold what opens them: set it to a folder beside, such as ${dataDir}-keys.`);
  }
  const databaseUrl = readDatabaseUrl(env['DATABASE_URL']);
  const journalDir = resolve(root, env['JOURNAL_DIR'] || `${dataDir}-journal`);
  const isOneDiskEnough = env['ONE_DISK_IS_ENOUGH'] || 'no';
  for (const [name, folder] of [['DATA_DIR', dataDir], ['KEYS_DIR', keysDir]] as const) {
    if (!isIn(journalDir, folder)) continue;
    throw new SettingFault(`JOURNAL_DIR is ${journalDir}, inside of ${name}, and what befalls the one befalls the other: set it to a folder on another disk, or beside, such as ${dataDir}-journal.`);
  }
  if (isOneDiskEnough !== 'yes' && isOneDiskEnough !== 'no') {
    throw new SettingFault(`ONE_DISK_IS_ENOUGH is "${isOneDiskEnough}": say yes or no.`);
  }
  return {
    port,
    host: env['HOST'] || '127.0.0.1',
    dataDir,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    keysDir,
    journalDir,
    isOneDiskEnough: isOneDiskEnough === 'yes',
    packsDir: resolve(root, env['PACKS_DIR'] || 'packs'),
    distDir: resolve(root, 'dist'),
  };
};
