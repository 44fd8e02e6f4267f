/** One tab, or the worker: the real store and the real sync on its device's storage, which can vanish between any two steps. */
import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { openClipRows } from '../../../src/store/clip-rows.ts';
import { openClips, type Clips } from '../../../src/store/clips.ts';
import { findClips } from '../../../src/store/find-clips.ts';
import { openLibrary, type Library } from '../../../src/store/library.ts';
import { openOutbox, type Outbox, type OutboxRow } from '../../../src/store/outbox.ts';
import type { Sending } from '../../../src/sync/drain.ts';
import { keysIn } from '../../../src/sync/sending.ts';
import type { SyncEnv } from '../../../src/sync/env.ts';
import type { Clock } from '../clock.ts';
import type { Connection, Storage } from './storage.ts';
import { own } from './storage.ts';

export interface Tab {
  isGone: boolean;
  readonly connections: Connection[];
  /** Databases that are being opened just now: nobody is killed in the middle of that here. */
  opening: number;
  readonly outbox: Outbox;
  readonly library: Library;
  /** Opened where it was not there yet, as by somebody who records. */
  readonly clips: () => Clips;
  readonly sending: Sending;
  /** False where its id was there. */
  readonly putAsOfOld: (row: Omit<OutboxRow, 'state'>) => Promise<boolean>;
  /** The library as a later version of the app would open it. */
  readonly upgrade: () => Promise<void>;
}

export interface Surroundings {
  readonly clock: Clock;
  readonly storage: Storage;
  /** The device's own. */
  readonly now: () => number;
  readonly random: SyncEnv['random'];
  readonly locks: SyncEnv['locks'] | undefined;
  readonly fetch: SyncEnv['fetch'];
}

/** Some version to come: everything of today's, and a table more. */
const LATER = 9;
const LATER_LIBRARY = { drafts: 'pack', receipts: 'id', preferences: '', replies: 'id', receiptKeys: 'kid', news: 'id' };

/** What a tab that is gone hears: nothing. */
const unlessGone = <T>(tab: Pick<Tab, 'isGone'>, work: Promise<T>): Promise<T> =>
  new Promise((done, fail) => void work.then((value) => void (tab.isGone || done(value)), (error: unknown) => void (tab.isGone || fail(error))));

const envOf = (tab: Tab, { clock, now, random, locks, fetch }: Surroundings): SyncEnv => ({
  now,
  random,
  ...(locks ? { locks } : {}),
  fetch: (path, init) => (tab.isGone ? new Promise(() => undefined) : unlessGone(tab, fetch(path, init))),
  sleep: (ms, stop) =>
    new Promise((wake) => {
      const done = (): void => void (tab.isGone || wake());
      if (stop?.aborted) return done();
      stop?.addEventListener('abort', done);
      clock.after(ms, done);
    }),
});

/** The device's databases, as this tab sees them: what it opens is noted, and once it is gone nothing opens. */
const factoryOf = (tab: Tab, storage: Storage): IDBFactory =>
  ({
    cmp: (one: unknown, other: unknown) => storage.factory.cmp(one, other),
    databases: () => storage.factory.databases(),
    open: (name: string, version?: number) => {
      if (tab.isGone) return { addEventListener: () => undefined };
      const request = storage.factory.open(name, version);
      tab.opening += 1;
      const opened = (): void => {
        tab.opening -= 1;
        own(storage);
        if (request.result) tab.connections.push(request.result as unknown as Connection);
      };
      request.addEventListener('success', opened);
      request.addEventListener('error', () => void (tab.opening -= 1));
      return request;
    },
  }) as unknown as IDBFactory;

export const openTab = (around: Surroundings): Tab => {
  const tab = { isGone: false, connections: [], opening: 0 } as unknown as { -readonly [K in keyof Tab]: Tab[K] };
  const options = { indexedDB: factoryOf(tab, around.storage), IDBKeyRange };
  const found = findClips(options);
  let clips: Clips | undefined;
  tab.outbox = openOutbox(options);
  tab.library = openLibrary(options);
  tab.clips = () => (clips ??= openClips(openClipRows(options)));
  tab.upgrade = async () => {
    const later = new Dexie('our-turn-library', options);
    later.version(LATER).stores(LATER_LIBRARY);
    await later.open();
  };
  tab.putAsOfOld = async (row) => {
    const db = new Dexie('our-turn-outbox', { chromeTransactionDurability: 'strict', ...options });
    db.version(1).stores({ outbox: 'id, state' });
    const rows = db.table<OutboxRow, string>('outbox');
    return db.transaction('rw', rows, async () => {
      if ((await rows.get(row.id)) !== undefined) return false;
      const last = (await rows.where('state').between(['waiting', Dexie.minKey], ['waiting', Dexie.maxKey]).last())?.state;
      await rows.add({ ...row, state: ['waiting', Math.max(0, Number(last?.at(-1) ?? 0)) + 1] });
      return true;
    });
  };
  tab.sending = { env: envOf(tab, around), outbox: tab.outbox, clips: found.clips, ...keysIn(tab.library) };
  return tab;
};
