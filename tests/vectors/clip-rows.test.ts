/** Frozen rows of the recordings: what lies on phones since the first release is read, and sent, as it was meant. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { fromBase64 } from '../../src/proof/receipt.ts';
import { openClipRows, type ClipRow, type ClipRows, type Sealing } from '../../src/store/clip-rows.ts';
import { openClips, type Clips } from '../../src/store/clips.ts';
import { openRecordings, type Recordings } from '../../src/store/recordings.ts';
import { vector } from './read-vector.ts';

type Frozen = Omit<ClipRow, 'data'> & { readonly data?: string };
const frozen = vector<Readonly<Record<'taking' | 'kept' | 'ready' | 'waiting' | 'postponed' | 'held', Frozen>> & Readonly<Record<'open' | 'sealed', readonly Frozen[]>>>('clip-rows');
const { recording } = frozen.kept;
const sealing = frozen.waiting.sealing as Sealing;
const bytesOf = ({ data = '' }: Frozen): Uint8Array<ArrayBuffer> => fromBase64(data);
/** Bytes lie as an ArrayBuffer. */
const asRow = ({ data, ...row }: Frozen): ClipRow => (data === undefined ? row : { ...row, data: fromBase64(data).buffer });

let indexedDB: IDBFactory;
let rows: ClipRows;
let clips: Clips;
let recordings: Recordings;
beforeEach(() => {
  indexedDB = new IDBFactory();
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  rows = openClipRows({ indexedDB, IDBKeyRange });
  [clips, recordings] = [openClips(rows), openRecordings(rows)];
});

/** As the first release made it, without any of our code: version 10 in the browser's count, which is Dexie's 1. */
const writtenBefore = (...written: readonly Frozen[]): Promise<void> =>
  new Promise((done, failed) => {
    const opening = indexedDB.open('our-turn-clips', 10);
    opening.onupgradeneeded = () => opening.result.createObjectStore('clips', { keyPath: 'id' }).createIndex('state', 'state');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('clips', 'readwrite');
      for (const row of written) writing.objectStore('clips').put(asRow(row));
      writing.oncomplete = () => {
        opening.result.close();
        done();
      };
    };
  });

const bytesIn = async (): Promise<readonly number[]> => {
  const all: number[] = [];
  for await (const piece of recordings.open(recording!.id)) all.push(...piece);
  return all;
};

test('a recording that goes on, and one that was kept, are there with every second', async () => {
  await writtenBefore(frozen.taking, ...frozen.open);
  expect(await recordings.of(recording!.record)).toEqual([{ recording, isKept: false }]);
  await recordings.keep(recording!.id);
  expect(await recordings.of(recording!.record)).toEqual([{ recording, isKept: true }]);
  expect(await bytesIn()).toEqual(frozen.open.flatMap((row) => [...bytesOf(row)]));
});

test('a sealing waits for its record, is sent when its time has come, and is asked after when it is held', async () => {
  await writtenBefore(frozen.ready, ...frozen.sealed);
  expect([await clips.unreleased(), await clips.count()]).toEqual([[sealing], 1]);
  await writtenBefore(frozen.postponed);
  const { notBefore = 0 } = frozen.postponed.sealing!;
  expect([await clips.next('together', { now: notBefore - 1 }), await clips.nextTry({ now: 0 })]).toEqual([undefined, notBefore]);
  expect(await clips.next('together', { now: notBefore })).toEqual(frozen.postponed.sealing);
  expect(await clips.sealedPiece(sealing.sealing, 0)).toEqual(bytesOf(frozen.sealed[0]!));
  await writtenBefore(frozen.held);
  expect(await clips.held('together')).toEqual([{ id: sealing.id, digest: sealing.digest }]);
});

test('the rows that this code writes are the frozen ones, from the first second until it is held', async () => {
  const row = (id: string) => rows.rows.get(id);
  const { pieces: _pieces, seconds: _seconds, ...begun } = recording!;
  await recordings.begin(begun);
  for (const [at, piece] of frozen.open.entries()) await recordings.add(recording!.id, bytesOf(piece).buffer, at === 0 ? 1 : recording!.seconds);
  expect(await row(recording!.id)).toEqual(frozen.taking);
  await recordings.keep(recording!.id);
  expect(await row(recording!.id)).toEqual(frozen.kept);
  for (const piece of frozen.open) expect(await row(piece.id)).toEqual(asRow(piece));
  await clips.addSealed(sealing.sealing, bytesOf(frozen.sealed[0]!), 0);
  expect(await row(frozen.sealed[0]!.id)).toEqual(asRow(frozen.sealed[0]!));
  await clips.ready(sealing);
  expect(await row(sealing.sealing)).toEqual(frozen.ready);
  await clips.release(sealing.record, [sealing], false);
  expect([await row(sealing.sealing), await row(recording!.id)]).toEqual([frozen.waiting, undefined]);
  await clips.postpone(sealing.sealing, frozen.postponed.sealing!.notBefore!);
  expect(await row(sealing.sealing)).toEqual(frozen.postponed);
  const said = { id: sealing.id as string as typeof sealing.record, digest: sealing.digest, verdict: 'stored' as const };
  await clips.settle([{ ...said, durable: false }]);
  expect(await row(sealing.sealing)).toEqual(frozen.held);
  await clips.settle([{ ...said, durable: true }]);
  expect(await rows.rows.count()).toBe(0);
});
