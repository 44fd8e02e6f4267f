/** Taking back in the outbox: it can be called off for a while, goes in one with its correction, and is held until it is durable. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import type { RecordId } from '../../src/domain/id.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import type { RecordVerdict } from '../../src/domain/wire.ts';
import { openOutbox, type Outbox } from '../../src/store/outbox.ts';
import type { TakenBackState } from '../../src/store/taken-back.ts';

let outbox: Outbox;
beforeEach(() => {
  const indexedDB = new IDBFactory();
  // `liveQuery` runs only where Dexie has found a database for everyone.
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  outbox = openOutbox({ indexedDB, IDBKeyRange });
});

const id = (n: number): RecordId => n.toString(16).padStart(32, '0') as RecordId;
const record = (n: number): SealedRecord => ({ id: id(n), digest: n.toString(16).padStart(64, '0'), header: '{}', sealed: [{ part: 'closed', age: 'A' }] });
const NOW = 1_000;
const all = { bytes: 1e9, records: 1e9, now: NOW };
const page = async (limits: Partial<typeof all> = {}, lane: 'together' | 'apart' = 'together') => (await outbox.page(lane, { ...all, ...limits })).map((row) => row.id);
const said = (n: number, verdict: RecordVerdict['verdict'], durable = false): RecordVerdict => ({ id: id(n), digest: record(n).digest, verdict, durable });
const answers = (n: number) => ({ kind: 'answers', record: record(n) }) as const;
const withdrawal = (n: number, more: object = {}) => ({ kind: 'withdrawal', record: record(n), ...more }) as const;
const states = (...of: readonly number[]): Promise<ReadonlyMap<RecordId, TakenBackState>> =>
  new Promise((seen) => {
    const stop = outbox.watchTakenBack(of.map(id), (now) => {
      seen(now);
      setTimeout(() => stop());
    });
  });

test('what takes back stands behind the record that it takes back, in the lane that it is given', async () => {
  await outbox.put([answers(5)]);
  await outbox.put([withdrawal(2), withdrawal(3, { lane: 'apart' })]);
  expect(await page()).toEqual([id(5), id(2)]);
  expect(await page({}, 'apart')).toEqual([id(3)]);
});

test('as long as it can be called off it is not sent, and taken out it has never been there', async () => {
  await outbox.put([withdrawal(1, { notBefore: NOW + 60 })]);
  expect(await page()).toEqual([]);
  expect(await outbox.takeOut(id(1), NOW)).toBe(true);
  expect(await outbox.rowOf(id(1))).toBeUndefined();
  expect(await outbox.takeOut(id(1), NOW)).toBe(false);
});

test('let go, or its time over, it is sent and can’t be called off any more', async () => {
  await outbox.put([withdrawal(1, { notBefore: NOW + 60 }), withdrawal(2, { notBefore: NOW + 60 })]);
  await outbox.letGo(id(1));
  expect(await page()).toEqual([id(1)]);
  expect(await outbox.takeOut(id(1), NOW)).toBe(false);
  expect(await page({ now: NOW + 60 })).toEqual([id(1), id(2)]);
  expect(await outbox.takeOut(id(2), NOW + 60)).toBe(false);
});

test('a correction and what takes the old answers back are never parted by a page, nor by a wait', async () => {
  const inOne = [id(2), id(3)];
  await outbox.put([answers(1), { ...answers(2), inOne }, withdrawal(3, { inOne }), answers(4)]);
  expect(await page({ records: 2 })).toEqual([id(1), id(2), id(3)]);
  expect(await page({ records: 1 })).toEqual([id(1)]);
  await outbox.settle([said(1, 'stored')]);
  expect(await page({ records: 1 })).toEqual([id(2), id(3)]);
  expect(await page({ bytes: 1 })).toEqual([id(2), id(3)]);
  await outbox.postpone(id(3), NOW + 9);
  expect(await page()).toEqual([id(4)]);
  expect(await page({ now: NOW + 9 })).toEqual([id(2), id(3), id(4)]);
});

test('a correction that another tab has handed in already takes nothing back a second time', async () => {
  await outbox.put([{ ...answers(2), inOne: [id(2), id(3)] }, withdrawal(3, { inOne: [id(2), id(3)] })]);
  expect(await outbox.put([{ ...answers(2), inOne: [id(2), id(4)] }, withdrawal(4, { inOne: [id(2), id(4)] })])).toEqual(new Set());
  expect(await outbox.rowOf(id(4))).toBeUndefined();
});

test('answers that the council has taken back leave the phone, durable or not, held or waiting', async () => {
  await outbox.put([answers(1), answers(2)]);
  await outbox.settle([said(2, 'stored')]);
  await outbox.settle([said(1, 'withdrawn'), said(2, 'withdrawn')]);
  for (const n of [1, 2]) expect(await outbox.rowOf(id(n))).toEqual({ id: id(n), state: ['settled'], withdrawn: true });
  expect(await states(1, 2)).toEqual(new Map([[id(1), 'done'], [id(2), 'done']]));
});

test('what takes back is held until it is durable, and sent again to a council that has forgotten it', async () => {
  await outbox.put([withdrawal(1)]);
  expect(await states(1)).toEqual(new Map([[id(1), 'waiting']]));
  await outbox.settle([said(1, 'withdrawn')]);
  expect((await outbox.held('together')).map((each) => each.id)).toEqual([id(1)]);
  expect(await states(1)).toEqual(new Map([[id(1), 'done']]));
  await outbox.settle([said(1, 'unknown')]);
  expect(await page()).toEqual([id(1)]);
  expect(await states(1)).toEqual(new Map([[id(1), 'waiting']]));
  await outbox.settle([said(1, 'withdrawn', true)]);
  expect(await outbox.rowOf(id(1))).toEqual({ id: id(1), state: ['settled'], takesBack: true, withdrawn: true });
});

test('set aside at the council it is not said to be done, and stored by an older one neither', async () => {
  await outbox.put([withdrawal(1), withdrawal(2), withdrawal(3)]);
  await outbox.settle([said(1, 'parked'), said(2, 'parked', true), said(3, 'stored', true)]);
  expect(await states(1, 2, 3)).toEqual(new Map([[id(1), 'aside'], [id(2), 'aside'], [id(3), 'waiting']]));
});
