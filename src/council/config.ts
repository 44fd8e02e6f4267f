/** What an operator decides, read from the environment once. */
import { isAbsolute, relative, resolve } from 'node:path';
import { readFront, type Front } from './front.ts';
import { SettingFault } from './setting-fault.ts';

export { SettingFault };

/** Object storage that speaks S3. */
export interface JournalBucket {
  /** `https://HOST/BUCKET` or `https://HOST/BUCKET/FOLDER`. */
  readonly url: string;
  readonly keyId: string;
  /** Never logged or shown. */
  readonly secret: string;
  readonly region: string;
}

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
  /** In the place of journalDir, where JOURNAL_S3 is set. */
  readonly journalBucket?: JournalBucket;
  /** The operator's word that a second place on the same disk is enough to call an answer safe. */
  readonly isOneDiskEnough: boolean;
  /** The conversations' sources. */
  readonly packsDir: string;
  /** The built page, prerender and council. */
  readonly distDir: string;
  readonly front: Front;
}

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

const IS_THIS_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\])$/;

const readBucket = (env: Readonly<Record<string, string | undefined>>): JournalBucket | undefined => {
  const url = env['JOURNAL_S3'];
  if (!url) return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isSafe = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && IS_THIS_MACHINE.test(parsed.hostname));
  if (parsed === undefined || !isSafe || parsed.pathname.length < 2 || parsed.username !== '' || parsed.search !== '') {
    throw new SettingFault('JOURNAL_S3 is not the address of a bucket: write it as https://HOST/BUCKET or https://HOST/BUCKET/FOLDER, without a key in it.');
  }
  const [keyId, secret] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']];
  if (!keyId || !secret) throw new SettingFault('JOURNAL_S3 is set, and its keys are not: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY as well.');
  return { url: url.replace(/\/+$/, ''), keyId, secret, region: env['AWS_REGION'] || 'us-east-1' };
};

const readOneDisk = (word: string): boolean => {
  if (word !== 'yes' && word !== 'no') throw new SettingFault(`ONE_DISK_IS_ENOUGH is "${word}": say yes or no.`);
  return word === 'yes';
};

/** In neither folder: what befalls the one would befall the other. */
const readJournalDir = (journalDir: string, folders: Readonly<Record<string, string>>, beside: string): string => {
  for (const [name, folder] of Object.entries(folders)) {
    // Keys in a folder that the data is in too are a matter of their own.
    if (!isIn(journalDir, folder) || isIn(beside, folder)) continue;
    throw new SettingFault(`JOURNAL_DIR is ${journalDir}, inside of ${name}, and what befalls the one befalls the other: set it to a folder on another disk, or beside, such as ${beside}.`);
  }
  return journalDir;
};

/** Where people open it: as the operator says, or on this very machine. */
export const addressesOf = ({ host, front }: Pick<Config, 'host' | 'front'>, port: number): { readonly residents: string; readonly staff: string } => {
  const residents = front.publicUrl ?? addressOf({ host }, port);
  return { residents, staff: front.staffOrigin ?? residents };
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
  const journalBucket = readBucket(env);
  return {
    port,
    host: env['HOST'] || '127.0.0.1',
    dataDir,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    keysDir,
    journalDir: readJournalDir(resolve(root, env['JOURNAL_DIR'] || `${dataDir}-journal`), { DATA_DIR: dataDir, KEYS_DIR: keysDir }, `${dataDir}-journal`),
    ...(journalBucket === undefined ? {} : { journalBucket }),
    isOneDiskEnough: readOneDisk(env['ONE_DISK_IS_ENOUGH'] || 'no'),
    packsDir: resolve(root, env['PACKS_DIR'] || 'packs'),
    distDir: resolve(root, 'dist'),
    front: readFront(env),
  };
};
