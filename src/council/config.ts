/** What an operator decides, read from the environment once. */
import { isAbsolute, relative, resolve } from 'node:path';
import { readFront, type Front } from './front.ts';
import { SettingFault } from './setting-fault.ts';

export { SettingFault };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Beside dataDir, never in it and never in a backup. */
  readonly keysDir: string;
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

/** Where a person on this very machine opens it. */
export const addressOf = ({ host }: Pick<Config, 'host'>, port: number): string => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
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
  return {
    port,
    host: env['HOST'] || '127.0.0.1',
    dataDir,
    keysDir,
    packsDir: resolve(root, env['PACKS_DIR'] || 'packs'),
    distDir: resolve(root, 'dist'),
    front: readFront(env),
  };
};
