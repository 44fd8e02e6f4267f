/** Frozen rows of the outbox: what an old tab wrote is still sent, and what this code writes an old tab still reads. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { openOutbox, type Outbox, type OutboxRow, type OutboxState } from '../../src/store/outbox.ts';
import { vector } from './read-vector.ts';

type Frozen = Readonly<Record<'waiting' | 'apart' | 'postponed' | 'held' | 'parked' | 'settled', OutboxRow>>;
/** `placed`: the states under which the same rows wait since they stand where they are found at once. As frozen as the rest. */
const rows = vector<Frozen & { readonly placed: Readonly<Record<'waiting' | 'apart' | 'postponed', OutboxState>> }>('outbox-rows');
const placed = (name: keyof typeof rows.placed): OutboxRow => ({ ...rows[name], state: rows.placed[name] });
const all = { bytes: 1e9, records: 1e9, now: 0 };
let indexedDB: IDBFactory;
let outbox: Outbox;

/** As the first release made it, without any of our code: version 10 in the browser's count, which is Dexie's 1. */
const writtenBefore = (...written: readonly OutboxRow[]): Promise<void> =>
  new Promise((done, failed) => {
    const opening = indexedDB.open('our-turn-outbox', 10);
    opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'id' }).createIndex('state', 'state');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('outbox', 'readwrite');
      for (const row of written) writing.objectStore('outbox').put(row);
      writing.oncomplete = () => {
        opening.result.close();
        done();
      };
    };
  });

beforeEach(() => {
  indexedDB = new IDBFactory();
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  outbox = openOutbox({ indexedDB, IDBKeyRange });
});

test('rows that wait are sent, each in its lane and when its time has come', async () => {
  await writtenBefore(rows.postponed, rows.apart);
  expect(await outbox.page('together', all)).toEqual([]);
  expect(await outbox.page('together', { ...all, now: rows.postponed.notBefore! })).toEqual([{ ...rows.postponed, state: rows.placed.waiting }]);
  expect(await outbox.page('apart', all)).toEqual([{ ...rows.apart, state: ['waiting', -2, 2] }]);
});

test('held and settled rows are what they were', async () => {
  await writtenBefore(rows.held, { ...rows.settled, id: rows.apart.id });
  expect(await outbox.held('together')).toEqual([{ id: rows.held.id, digest: rows.held.record?.digest }]);
  expect(await outbox.stateOf(rows.held.id)).toBe('received');
  expect(await outbox.stateOf(rows.apart.id)).toBe('durable');
});

test('rows that wait in their place are sent from there', async () => {
  await writtenBefore(placed('postponed'), placed('apart'));
  expect(await outbox.page('together', all)).toEqual([]);
  expect(await outbox.nextTry(0)).toBe(0);
  expect(await outbox.page('together', { ...all, now: rows.postponed.notBefore! })).toEqual([{ ...rows.postponed, state: rows.placed.waiting }]);
  expect(await outbox.page('apart', all)).toEqual([placed('apart')]);
});

/** What the first release does in a tab that was left open: it reads all that waits by this range, and numbers on from the last. */
const asTheFirstReleaseReads = (): Promise<readonly OutboxRow[]> =>
  new Promise((read, failed) => {
    const opening = indexedDB.open('our-turn-outbox', 10);
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('outbox').objectStore('outbox').index('state').getAll(IDBKeyRange.bound(['waiting', -Infinity], ['waiting', [[]]]));
      asked.onsuccess = () => {
        opening.result.close();
        read(asked.result as OutboxRow[]);
      };
    };
  });

test('a tab that still runs the first release finds every row that this code writes, and what it adds beside them is found', async () => {
  await writtenBefore(placed('postponed'), placed('apart'));
  const found = await asTheFirstReleaseReads();
  expect(found.map(({ id }) => id).toSorted()).toEqual([rows.postponed.id, rows.apart.id].toSorted());
  for (const { lane, record } of found) expect([lane, record]).toEqual(expect.arrayContaining([expect.stringMatching(/together|apart/), expect.objectContaining({ digest: expect.any(String) })]));
  const numbered = Number(found.at(-1)?.state[1]) + 1;
  await writtenBefore({ ...rows.waiting, state: ['waiting', numbered] });
  expect((await outbox.page('together', all)).map(({ id }) => id)).toEqual([rows.waiting.id]);
});

test('the rows that this code writes are the frozen ones, from put to settled', async () => {
  const { id, record } = rows.waiting;
  const said = (verdict: 'stored' | 'parked', durable: boolean) => outbox.settle([{ id, digest: record!.digest, verdict, durable }]);
  await outbox.put([{ kind: 'answers', record: record! }, { kind: 'support', record: rows.apart.record! }]);
  expect(await outbox.rowOf(id)).toEqual(placed('waiting'));
  expect(await outbox.rowOf(rows.apart.id)).toEqual(placed('apart'));
  await outbox.postpone(id, rows.postponed.notBefore!);
  expect(await outbox.rowOf(id)).toEqual(placed('postponed'));
  await said('stored', false);
  expect(await outbox.rowOf(id)).toEqual(rows.held);
  await said('stored', true);
  expect(await outbox.rowOf(id)).toEqual(rows.settled);
});

test('a parked row says that a person must look at it', async () => {
  const { id, record } = rows.waiting;
  await outbox.put([{ kind: 'answers', record: record! }]);
  await outbox.settle([{ id, digest: record!.digest, verdict: 'parked', durable: false }]);
  expect(await outbox.rowOf(id)).toEqual(rows.parked);
});
