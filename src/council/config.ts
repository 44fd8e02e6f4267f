/** What an operator decides, read from the environment once. */
import { resolve } from 'node:path';

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
}

/** A setting that can't be used; its message is one sentence that says what to do. */
export class SettingFault extends Error {}

const HIGHEST_PORT = 65_535;

/** `root` is the project's folder. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>, root: string): Config => {
  const port = Number(env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new SettingFault(`PORT is "${env['PORT']}", which is not a port: set it to a number from 1 to ${HIGHEST_PORT}.`);
  }
  const dataDir = resolve(root, env['DATA_DIR'] || 'data');
  return {
    port,
    host: env['HOST'] || '127.0.0.1',
    dataDir,
    keysDir: resolve(root, env['KEYS_DIR'] || `${dataDir}-keys`),
    packsDir: resolve(root, env['PACKS_DIR'] || 'packs'),
    distDir: resolve(root, 'dist'),
  };
};
