/** A real council in this process: real database, real keys, the built pages; only its clock can be moved. */
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { Config } from '../../src/council/config.ts';
import { councilApp } from '../../src/council/http/app.ts';
import { openCouncil, type OpenCouncil } from '../../src/council/open-council.ts';
import { realWorld } from '../../src/council/world.ts';
import { PATHS, WIRE_VERSION, type ReceiptBody } from '../../src/domain/wire.ts';
import { aFolder, ROOT } from './a-folder.ts';
import { databaseFor, ENGINE } from './engine.ts';

export interface ACouncil {
  readonly council: OpenCouncil;
  /** As over HTTP, without a port. Addresses are paths. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Hands in records as a phone does; gives the receipt's body, unverified. */
  readonly hand: (records: readonly unknown[], sentAt?: string) => Promise<ReceiptBody>;
  readonly log: string[];
  /** Moves the council's clock. */
  readonly pass: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** An address that browsers and tests agree on. */
const ORIGIN = 'http://localhost';
export const NONCE = '0123456789abcdef0123456789abcdef';

export const configFor = (folder: string, packsDir = ENGINE === 'sqlite' ? join(ROOT, 'packs') : inject('silentPacks'), isOneDiskEnough = false): Config => ({
  port: 0,
  host: '127.0.0.1',
  dataDir: join(folder, 'data'),
  keysDir: join(folder, 'keys'),
  journalDir: join(folder, 'journal'),
  isOneDiskEnough,
  packsDir,
  distDir: join(ROOT, 'dist'),
});

export interface CouncilWish {
  readonly packsDir?: string;
  /** Unless told, a database for this folder. */
  readonly databaseUrl?: string;
  /** Then what is in both places is called durable, though a test's folders share a disk. */
  readonly isOneDiskEnough?: boolean;
  /** As when it has been asked to stop. */
  readonly isClosing?: () => boolean;
  /** `theEnd()` for a council that a whole file shares; its folder is then `aFolderFor` the same. */
  readonly whenOver?: (close: () => Promise<void>) => void;
}

/** `folder` keeps its data: give the same one again for a restart. */
export const aCouncil = async (folder = aFolder(), wish: CouncilWish = {}): Promise<ACouncil> => {
  const { packsDir, databaseUrl, isOneDiskEnough, isClosing = () => false, whenOver = onTestFinished } = wish;
  let passed = 0;
  const world = realWorld();
  const log: string[] = [];
  const env = { ...world, now: () => world.now() + passed };
  const database = databaseUrl ?? (await databaseFor(folder));
  const config = { ...configFor(folder, packsDir, isOneDiskEnough), ...(database === undefined ? {} : { databaseUrl: database }) };
  const council = await openCouncil(config, env, (event, facts) => log.push(JSON.stringify({ event, ...facts })), true);
  const app = councilApp(council, isClosing);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await council.close();
    isOpen = false;
  };
  whenOver(close);
  const fetch: ACouncil['fetch'] = async (path, init) => app.fetch(new Request(new URL(path, ORIGIN), init));
  return {
    council,
    fetch,
    log,
    close,
    pass: (ms) => {
      passed += ms;
    },
    hand: async (records, sentAt = new Date(env.now()).toISOString()) => {
      const body = JSON.stringify({ v: WIRE_VERSION, nonce: NONCE, sentAt, records });
      const response = await fetch(PATHS.records, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return (await response.json()) as ReceiptBody;
    },
  };
};
