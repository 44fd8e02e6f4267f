/** A long queue costs no more than a short one: what is touched for a save, a page or a count is counted, never timed. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import type { RecordId } from '../../src/domain/id.ts';
import type { RecordKind, SealedRecord } from '../../src/domain/record.ts';
import { openOutbox, type Outbox, type OutboxRow } from '../../src/store/outbox.ts';
import { countTouched } from '../kit/a-counted-database.ts';

const MANY = process.env['PROVE'] === '1' ? 20_000 : 3_000;
const PAGE = { bytes: 2_000, records: 1_000, now: 1_000 };
let outbox: Outbox;
let indexedDB: IDBFactory;
beforeEach(() => {
  indexedDB = new IDBFactory();
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  outbox = openOutbox({ indexedDB, IDBKeyRange });
});

let made = 0;
const some = (many: number, kind: RecordKind = 'answers') =>
  Array.from({ length: many }, () => {
    made += 1;
    const id = made.toString(16).padStart(32, '0') as RecordId;
    const record: SealedRecord = { id, digest: id.padStart(64, '0'), header: '{}', sealed: [] };
    return { kind, record };
  });
const put = async (many: number, kind?: RecordKind): Promise<readonly RecordId[]> => {
  const all = some(many, kind);
  await outbox.put(all);
  return all.map(({ record }) => record.id);
};
/** What this touches, requests and rows together. */
const touchedBy = async (work: () => Promise<unknown>): Promise<number> => {
  const touched = countTouched();
  await work();
  return touched.requests + touched.rows;
};
/** As an older version of this app, in another tab, writes into the database. */
const asOld = (change: (row: OutboxRow) => OutboxRow, rows: readonly OutboxRow[]): Promise<void> =>
  new Promise((done, failed) => {
    const opening = indexedDB.open('our-turn-outbox');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('outbox', 'readwrite');
      for (const row of rows) writing.objectStore('outbox').put(change(row));
      writing.oncomplete = () => {
        opening.result.close();
        done();
      };
    };
  });
const rowsOf = async (ids: readonly RecordId[]): Promise<readonly OutboxRow[]> => Promise.all(ids.map(async (id) => (await outbox.rowOf(id))!));

test('a save, a page and the next try touch as little with thousands waiting as with a few', async () => {
  const all = async () => [
    await touchedBy(() => put(1)),
    await touchedBy(() => outbox.page('together', PAGE)),
    await touchedBy(() => outbox.nextTry(0)),
    await touchedBy(() => outbox.count('waiting')),
    await touchedBy(() => outbox.newest()),
  ];
  await put(100);
  const few = await all();
  await put(MANY);
  expect(await all()).toEqual(few);
  expect(Math.max(...few)).toBeLessThan(60);
});

test('thousands of one lane before the first of the other: its page touches that one and nothing else', async () => {
  await put(MANY, 'answers');
  const [support] = await put(1, 'support');
  let page: readonly OutboxRow[] = [];
  expect(await touchedBy(async () => (page = await outbox.page('apart', PAGE)))).toBeLessThan(12);
  expect(page.map(({ id }) => id)).toEqual([support]);
});

test('thousands on clocks of their own: a page touches none of them, and the next try only the first', async () => {
  const later = await put(MANY);
  await outbox.settle([], new Map(later.map((id, at) => [id, 50_000 + at])));
  const [one] = await put(1);
  let page: readonly OutboxRow[] = [];
  expect(await touchedBy(async () => (page = await outbox.page('together', PAGE)))).toBeLessThan(12);
  expect(page.map(({ id }) => id)).toEqual([one]);
  await outbox.settle([{ id: one!, digest: one!.padStart(64, '0'), verdict: 'stored', durable: true }]);
  let next: number | undefined;
  expect(await touchedBy(async () => (next = await outbox.nextTry(1_000)))).toBeLessThan(12);
  expect(next).toBe(50_000);
});

test('a page read behind the last one touches only itself', async () => {
  await put(MANY);
  const first = await outbox.page('together', PAGE);
  let second: readonly OutboxRow[] = [];
  const touched = await touchedBy(async () => (second = await outbox.page('together', { ...PAGE, after: first.at(-1) })));
  expect(touched).toBeLessThan(60);
  const ids = [...first, ...second].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a whole page is settled in one transaction: read once, written once', async () => {
  const ids = await put(200);
  expect(await touchedBy(() => outbox.settle(ids.map((id) => ({ id, digest: id.padStart(64, '0'), verdict: 'stored', durable: true }))))).toBeLessThan(2 * 200 + 12);
  expect(await outbox.count('waiting')).toBe(0);
});

test('rows as an older version wrote them are all found, each once, and afterwards stand where they are found at once', async () => {
  const ids = [...(await put(600, 'answers')), ...(await put(3, 'support'))];
  await asOld((row) => ({ ...row, state: ['waiting', Number(row.state.at(-1))] }), await rowsOf(ids));
  const seen: RecordId[] = [];
  for (const lane of ['apart', 'together'] as const) {
    for (let page = await outbox.page(lane, PAGE); page.length > 0; page = await outbox.page(lane, PAGE)) {
      seen.push(...page.map(({ id }) => id));
      await outbox.settle(page.map(({ id, record }) => ({ id, digest: record!.digest, verdict: 'stored', durable: true })));
    }
  }
  expect(seen.toSorted()).toEqual(ids.toSorted());
});

test('what an older tab puts off where it stands is passed over, goes when its time has come, and is then in its place', async () => {
  const [first, second] = await put(2);
  await asOld((row) => ({ ...row, failures: 1, notBefore: 5_000 }), await rowsOf([first!]));
  const ids = async (now: number) => (await outbox.page('together', { ...PAGE, now })).map(({ id }) => id);
  expect(await ids(1_000)).toEqual([second]);
  expect((await outbox.rowOf(first!))?.state).toEqual(['waiting', -1, 5_000, 1]);
  expect(await ids(5_000)).toEqual([first, second]);
});

test('a clock that stood years ahead and was put right keeps no record back', async () => {
  const [one] = await put(1);
  await outbox.postpone(one!, 9e12);
  expect(await outbox.page('together', { ...PAGE, latest: 1e6 })).toHaveLength(1);
  expect(await outbox.nextTry(1_000, 1e6)).toBe(0);
});

test('one id with two verdicts in one answer: what is durable stays settled', async () => {
  const [id] = await put(1);
  const said = { id: id!, digest: id!.padStart(64, '0'), verdict: 'stored' } as const;
  await outbox.settle([{ ...said, durable: true }, { ...said, durable: false }]);
  expect(await outbox.rowOf(id!)).toEqual({ id, state: ['settled'] });
});
