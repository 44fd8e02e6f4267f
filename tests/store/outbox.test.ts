/** The outbox: put once, sent in order, let go only by a verdict that names the very bytes. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import type { RecordId } from '../../src/domain/id.ts';
import type { RecordKind, SealedRecord } from '../../src/domain/record.ts';
import { openOutbox, type Outbox } from '../../src/store/outbox.ts';

let outbox: Outbox;
let indexedDB: IDBFactory;
beforeEach(() => {
  indexedDB = new IDBFactory();
  // `liveQuery` runs only where Dexie has found a database for everyone.
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  outbox = openOutbox({ indexedDB, IDBKeyRange });
});

const id = (n: number): RecordId => n.toString(16).padStart(32, '0') as RecordId;
const record = (n: number, size = 10): SealedRecord => ({ id: id(n), digest: n.toString(16).padStart(64, '0'), header: '{}', sealed: [{ part: 'words', age: 'A'.repeat(size) }] });
const put = (...all: readonly SealedRecord[]) => outbox.put(all.map((each) => ({ kind: 'answers' as RecordKind, record: each })));
const all = { bytes: 1e9, records: 1e9, now: 0 };
const verdict = (n: number, said: 'stored' | 'duplicate' | 'parked' | 'corrupt' | 'unknown', durable = false) => ({ id: id(n), digest: record(n).digest, verdict: said, durable });
const ids = async (lane: 'together' | 'apart' = 'together') => (await outbox.page(lane, all)).map((row) => row.id);

test('records are sent in the order in which they were put', async () => {
  for (const n of [9, 3, 7, 1]) await put(record(n));
  expect(await ids()).toEqual([id(9), id(3), id(7), id(1)]);
});

test('putting a record twice keeps the first bytes: one record, whatever state it is in', async () => {
  await put(record(1));
  await put({ ...record(1), digest: 'f'.repeat(64) });
  expect((await outbox.rowOf(id(1)))?.record?.digest).toBe(record(1).digest);
  await outbox.settle([verdict(1, 'stored', true)]);
  await put(record(1));
  expect(await outbox.stateOf(id(1))).toBe('durable');
  expect(await outbox.count('waiting')).toBe(0);
});

test('a page is cut by bytes and by records, but never to nothing', async () => {
  await put(record(1, 5_000), record(2, 5_000), record(3, 5_000));
  expect(await outbox.page('together', { bytes: 11_000, records: 100, now: 0 })).toHaveLength(2);
  expect(await outbox.page('together', { bytes: 10, records: 100, now: 0 })).toHaveLength(1);
  expect(await outbox.page('together', { bytes: 1e9, records: 2, now: 0 })).toHaveLength(2);
});

test('support and interest travel apart from answers', async () => {
  await outbox.put([{ kind: 'answers', record: record(1) }, { kind: 'support', record: record(2) }, { kind: 'interest', record: record(3) }]);
  expect(await ids('together')).toEqual([id(1)]);
  expect(await ids('apart')).toEqual([id(2), id(3)]);
});

test('stored but not durable: held with its bytes, and asked after', async () => {
  await put(record(1));
  await outbox.settle([verdict(1, 'stored')]);
  expect(await outbox.stateOf(id(1))).toBe('received');
  expect(await outbox.held('together')).toEqual([{ id: id(1), digest: record(1).digest }]);
  expect((await outbox.rowOf(id(1)))?.record).toEqual(record(1));
});

test('durable: a content-free row stays, so that a draft of that id is never finished twice', async () => {
  await put(record(1));
  await outbox.settle([verdict(1, 'duplicate', true)]);
  expect(await outbox.rowOf(id(1))).toEqual({ id: id(1), state: ['settled'] });
});

test('held and then unknown to a restored council: it waits again with the same bytes', async () => {
  await put(record(1));
  await outbox.settle([verdict(1, 'stored')]);
  await outbox.settle([verdict(1, 'unknown')]);
  expect(await ids()).toEqual([id(1)]);
  expect((await outbox.page('together', all))[0]?.record).toEqual(record(1));
});

test('corrupt, or a verdict on other bytes, changes nothing', async () => {
  await put(record(1));
  await outbox.settle([verdict(1, 'corrupt'), { ...verdict(1, 'stored', true), digest: 'e'.repeat(64) }, verdict(2, 'stored', true)]);
  expect(await outbox.stateOf(id(1))).toBe('device');
  expect(await outbox.stateOf(id(2))).toBeUndefined();
});

test('a record on a clock of its own lets the others pass, and goes when its time has come', async () => {
  await put(record(1), record(2));
  await outbox.postpone(id(1), 5_000);
  expect(await ids()).toEqual([id(2)]);
  expect((await outbox.page('together', { ...all, now: 5_000 })).map((row) => row.id)).toEqual([id(1), id(2)]);
  expect(await outbox.nextTry(0)).toBe(0);
  await outbox.settle([verdict(2, 'stored', true)]);
  expect(await outbox.nextTry(0)).toBe(5_000);
});

test('the database is version 1 with one key and one index, for ever', async () => {
  await put(record(1));
  outbox.close();
  const db = await new Promise<IDBDatabase>((got, failed) => {
    const opening = indexedDB.open('our-turn-outbox');
    opening.onsuccess = () => got(opening.result as unknown as IDBDatabase);
    opening.onerror = () => failed(opening.error);
  });
  // Dexie writes its version times ten.
  expect(db.version).toBe(10);
  const store = db.transaction('outbox').objectStore('outbox');
  expect(store.keyPath).toBe('id');
  expect([...store.indexNames]).toEqual(['state']);
  expect(store.index('state').keyPath).toBe('state');
});

test('whoever watches hears of each change of state', async () => {
  const seen: string[] = [];
  const stop = outbox.watch([id(1)], (states) => seen.push(states.get(id(1)) ?? 'none'));
  await expect.poll(() => seen.at(-1)).toBe('none');
  await put(record(1));
  await expect.poll(() => seen.at(-1)).toBe('device');
  await outbox.settle([verdict(1, 'stored')]);
  await expect.poll(() => seen.at(-1)).toBe('received');
  stop();
});
