/** Frozen rows of the outbox: what an old tab wrote is still sent, and what this code writes an old tab still reads. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { openOutbox, type Outbox, type OutboxRow } from '../../src/store/outbox.ts';
import { vector } from './read-vector.ts';

const rows = vector<Readonly<Record<'waiting' | 'apart' | 'postponed' | 'held' | 'parked' | 'settled', OutboxRow>>>('outbox-rows');
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
  expect(await outbox.page('together', { ...all, now: rows.postponed.notBefore! })).toEqual([rows.postponed]);
  expect(await outbox.page('apart', all)).toEqual([rows.apart]);
});

test('held and settled rows are what they were', async () => {
  await writtenBefore(rows.held, { ...rows.settled, id: rows.apart.id });
  expect(await outbox.held('together')).toEqual([{ id: rows.held.id, digest: rows.held.record?.digest }]);
  expect(await outbox.stateOf(rows.held.id)).toBe('received');
  expect(await outbox.stateOf(rows.apart.id)).toBe('durable');
});

test('the rows that this code writes are the frozen ones, from put to settled', async () => {
  const { id, record } = rows.waiting;
  const said = (verdict: 'stored' | 'parked', durable: boolean) => outbox.settle([{ id, digest: record!.digest, verdict, durable }]);
  await outbox.put([{ kind: 'answers', record: record! }, { kind: 'support', record: rows.apart.record! }]);
  expect(await outbox.rowOf(id)).toEqual(rows.waiting);
  expect(await outbox.rowOf(rows.apart.id)).toEqual(rows.apart);
  await outbox.postpone(id, rows.postponed.notBefore!);
  expect(await outbox.rowOf(id)).toEqual(rows.postponed);
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
