/** A real council in this process: real database, real keys, the built pages; only its clock can be moved. */
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { Config, JournalBucket } from '../../src/council/config.ts';
import type { Front } from '../../src/council/front.ts';
import { councilApp } from '../../src/council/http/app.ts';
import { openCouncil, type OpenCouncil } from '../../src/council/open-council.ts';
import { realWorld } from '../../src/council/world.ts';
import { PATHS, WIRE_VERSION, type ReceiptBody } from '../../src/domain/wire.ts';
import { aFolder, ROOT } from './a-folder.ts';
import { databaseFor, ENGINE } from './engine.ts';
import { holdToDocument } from './the-document.ts';

export interface ACouncil {
  readonly council: OpenCouncil;
  /** As over HTTP, without a port. Addresses are paths. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** As over a socket from this address: only what comes from somewhere is counted. */
  readonly fetchFrom: (address: string, path: string, init?: RequestInit) => Promise<Response>;
  /** For a server of a test's own. */
  readonly app: ReturnType<typeof councilApp>;
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
  journalDir: join(folder, 'data-journal'),
  isOneDiskEnough,
  packsDir,
  distDir: join(ROOT, 'dist'),
  front: { trustedProxies: [] },
});

export interface CouncilWish {
  readonly packsDir?: string;
  /** Unless told, a database for this folder. */
  readonly databaseUrl?: string;
  /** Then what is in both places is called durable, though a test's folders share a disk. */
  readonly isOneDiskEnough?: boolean;
  /** Object storage in the place of a folder. */
  readonly journalBucket?: JournalBucket;
  /** Another folder for the second place than the one beside the data. */
  readonly journalDir?: string;
  /** How far the clock has moved already. */
  readonly passed?: number;
  /** As when it has been asked to stop. */
  readonly isClosing?: () => boolean;
  /** `theEnd()` for a council that a whole file shares; its folder is then `aFolderFor` the same. */
  readonly whenOver?: (close: () => Promise<void>) => void;
  /** What the operator says of what stands in front. */
  readonly front?: Partial<Front>;
}

/** `folder` keeps its data: give the same one again for a restart. */
export const aCouncil = async (folder = aFolder(), wish: CouncilWish = {}): Promise<ACouncil> => {
  const { packsDir, databaseUrl, isOneDiskEnough, journalDir, journalBucket, isClosing = () => false, whenOver = onTestFinished, front = {} } = wish;
  let passed = wish.passed ?? 0;
  const world = realWorld();
  const log: string[] = [];
  const env = { ...world, now: () => world.now() + passed };
  const database = databaseUrl ?? (await databaseFor(folder));
  const settings = configFor(folder, packsDir, isOneDiskEnough);
  const config = {
    ...settings, front: { ...settings.front, ...front },
    ...(journalDir === undefined ? {} : { journalDir }), ...(journalBucket === undefined ? {} : { journalBucket }), ...(database === undefined ? {} : { databaseUrl: database }),
  };
  const council = await openCouncil(config, env, (event, facts) => log.push(JSON.stringify({ event, ...facts })), true);
  const app = councilApp(council, isClosing);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await council.close();
    isOpen = false;
  };
  whenOver(close);
  const ask = async (path: string, init?: RequestInit, bindings?: object): Promise<Response> => {
    // As a server reads it: a path that begins with two slashes names no host.
    const request = new Request(path.startsWith('/') ? `${ORIGIN}${path}` : path, init);
    const response = await app.fetch(request, bindings);
    await holdToDocument(request.method, new URL(request.url).pathname, response);
    return response;
  };
  const fetchFrom: ACouncil['fetchFrom'] = (remoteAddress, path, init) => ask(path, init, { incoming: { socket: { remoteAddress } } });
  const fetch: ACouncil['fetch'] = (path, init) => ask(path, init);
  return {
    council,
    app,
    fetch,
    fetchFrom,
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
