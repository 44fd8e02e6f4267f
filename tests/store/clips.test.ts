/** Recordings are kept as they come; sealings go when their record is handed in, and stay until they are durable. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import type { ClipId } from '../../src/domain/clip.ts';
import type { PackId, QuestionId, RecordId } from '../../src/domain/id.ts';
import { openClipRows, sealingName, type ClipRows, type Sealing } from '../../src/store/clip-rows.ts';
import { openClips, type Clips } from '../../src/store/clips.ts';
import { openRecordings, type Recordings } from '../../src/store/recordings.ts';

let rows: ClipRows;
let recordings: Recordings;
let clips: Clips;
beforeEach(() => {
  const indexedDB = new IDBFactory();
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  rows = openClipRows({ indexedDB, IDBKeyRange });
  recordings = openRecordings(rows);
  clips = openClips(rows);
});

const name = (letter: string): string => letter.repeat(32);
const record = name('1') as RecordId;
const clip = (letter: string): ClipId => name(letter) as ClipId;
const begin = (letter: string, beganAt = 1, of = record) =>
  recordings.begin({ id: clip(letter), medium: 'sound', lang: 'so', record: of, pack: 'p' as PackId, q: 'impact' as QuestionId, type: 'audio/webm', beganAt });
const piece = (...bytes: number[]): ArrayBuffer => new Uint8Array(bytes).buffer;
const openBytes = async (letter: string): Promise<number[]> => {
  const all: number[] = [];
  for await (const each of recordings.open(clip(letter))) all.push(...each);
  return all;
};
const sealing = (letter: string, over: Partial<Sealing> = {}): Sealing => ({
  id: clip(letter), digest: letter.repeat(64), bytes: 3, sealing: `s-${letter}`, record, lane: 'together', pieces: 1, keepsCopy: false, ...over,
});
const seal = async (each: Sealing): Promise<void> => {
  await clips.addSealed(each.sealing, new Uint8Array([1, 2, 3]), 0);
  await clips.ready(each);
};
const inHeader = (...all: readonly Sealing[]) => all.map(({ id, digest, bytes }) => ({ id, digest, bytes }));
const said = (letter: string, verdict: 'stored' | 'unknown' | 'corrupt', durable = false) => ({ id: name(letter) as RecordId, digest: letter.repeat(64), verdict, durable });

test('each second is there as soon as it was added, in order, and the recording is not called kept before its owner keeps it', async () => {
  await begin('a');
  await recordings.add(clip('a'), piece(1, 2), 1);
  await recordings.add(clip('a'), piece(3), 2.5);
  expect(await openBytes('a')).toEqual([1, 2, 3]);
  expect(await recordings.of(record)).toMatchObject([{ isKept: false, recording: { pieces: 2, seconds: 2.5 } }]);
  await recordings.keep(clip('a'));
  expect(await recordings.of(record)).toMatchObject([{ isKept: true }]);
});

test('a deleted recording is gone whole, and a late second does not bring it back', async () => {
  await begin('a');
  await begin('b', 2);
  await recordings.add(clip('a'), piece(1), 1);
  await recordings.drop([clip('a')]);
  await recordings.add(clip('a'), piece(2), 2);
  expect(await openBytes('a')).toEqual([]);
  expect((await recordings.of(record)).map(({ recording }) => recording.id)).toEqual([clip('b')]);
  expect(await rows.rows.count()).toBe(1);
});

test('a draft that is given up takes its recordings and their sealings along, and nobody else’s', async () => {
  const other = name('2') as RecordId;
  await begin('a');
  await begin('b', 2, other);
  await recordings.add(clip('b'), piece(9), 1);
  await seal(sealing('a'));
  await seal(sealing('b', { record: other }));
  await recordings.dropAll(record);
  expect((await clips.unreleased()).map(({ id }) => id)).toEqual([clip('b')]);
  expect(await openBytes('b')).toEqual([9]);
});

test('a sealing goes only once its record is handed in, and then the open recording is gone', async () => {
  await begin('a');
  await recordings.add(clip('a'), piece(1), 1);
  await seal(sealing('a'));
  expect(await clips.next('together', { now: 0 })).toBeUndefined();
  await clips.release(record, inHeader(sealing('a')), false);
  expect(await clips.next('together', { now: 0 })).toMatchObject({ sealing: 's-a' });
  expect(await clips.next('apart', { now: 0 })).toBeUndefined();
  expect([...(await clips.sealedPiece('s-a', 0))!]).toEqual([1, 2, 3]);
  expect(await openBytes('a')).toEqual([]);
});

test('whoever keeps a copy can still hear it', async () => {
  await begin('a');
  await recordings.add(clip('a'), piece(1), 1);
  await seal(sealing('a'));
  await clips.release(record, inHeader(sealing('a')), true);
  expect(await openBytes('a')).toEqual([1]);
});

test('two tabs sealed one clip: only the bytes that the record names are sent, the others are dropped', async () => {
  await seal(sealing('a', { sealing: 's-one', digest: 'f'.repeat(64) }));
  await seal(sealing('a', { sealing: 's-two' }));
  await clips.release(record, inHeader(sealing('a')), false);
  expect(await clips.next('together', { now: 0 })).toMatchObject({ sealing: 's-two' });
  expect(await clips.unreleased()).toEqual([]);
  expect(await clips.sealedPiece('s-one', 0)).toBeUndefined();
});

test('killed in the middle of sealing: the half of it goes when the record does, and what is whole stays', async () => {
  const half = sealingName(record, 'half');
  const whole = sealing('a', { sealing: sealingName(record, 'whole') });
  await clips.addSealed(half, new Uint8Array([7]), 0);
  await seal(whole);
  await clips.release(record, inHeader(whole), false);
  expect(await clips.sealedPiece(half, 0)).toBeUndefined();
  expect(await clips.sealedPiece(whole.sealing, 0)).toBeDefined();
  await clips.addSealed(half, new Uint8Array([7]), 0);
  await recordings.dropAll(record);
  expect(await clips.sealedPiece(half, 0)).toBeUndefined();
  expect(await clips.sealedPiece(whole.sealing, 0)).toBeDefined();
});

test('it is known whose recordings there are, kept or not', async () => {
  await begin('a');
  await begin('b', 2, name('2') as RecordId);
  await recordings.keep(clip('b'));
  expect(await recordings.owners()).toEqual(new Set([record, name('2')]));
});

test('stored is held, unknown waits again, durable leaves the device; corrupt and another digest change nothing', async () => {
  await seal(sealing('a'));
  await clips.release(record, inHeader(sealing('a')), false);
  await clips.settle([said('a', 'corrupt'), { ...said('a', 'stored'), digest: 'e'.repeat(64) }]);
  expect(await clips.next('together', { now: 0 })).toBeDefined();
  await clips.settle([said('a', 'stored')]);
  expect([await clips.next('together', { now: 0 }), await clips.held('together')]).toEqual([undefined, [{ id: clip('a'), digest: 'a'.repeat(64) }]]);
  await clips.settle([said('a', 'unknown')]);
  expect(await clips.next('together', { now: 0 })).toBeDefined();
  await clips.settle([said('a', 'stored', true)]);
  expect(await rows.rows.count()).toBe(0);
});

test('one that failed waits on its own clock, and the next goes before it', async () => {
  for (const letter of ['a', 'b']) await seal(sealing(letter));
  await clips.release(record, inHeader(sealing('a'), sealing('b')), false);
  await clips.postpone('s-a', 50);
  expect(await clips.next('together', { now: 10 })).toMatchObject({ sealing: 's-b' });
  expect(await clips.nextTry({ now: 10 })).toBe(0);
  await clips.postpone('s-b', 80);
  expect(await clips.nextTry({ now: 10 })).toBe(50);
  expect(await clips.next('together', { now: 50 })).toMatchObject({ sealing: 's-a', failures: 1 });
});

test('a clock that was set back by years holds up no clip that waits by itself', async () => {
  await seal(sealing('a'));
  await clips.release(record, inHeader(sealing('a')), false);
  const years = 3 * 365 * 86_400_000;
  await clips.postpone('s-a', years + 50);
  expect(await clips.next('together', { now: 0, latest: 1_000 })).toMatchObject({ sealing: 's-a' });
  expect(await clips.nextTry({ now: 0, latest: 1_000 })).toBe(0);
  expect(await clips.nextTry({ now: years, latest: years + 1_000 })).toBe(years + 50);
});
