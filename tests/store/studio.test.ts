/** The studio's store: what was kept is there after a restart, a new recording takes the old one's place, and a voice goes whole. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import type { Speaker, Take } from '../../src/domain/studio.ts';
import { openStudioStore, type StudioStore } from '../../src/store/studio.ts';

const SPEAKER: Speaker = { id: '3f9a27c1', voice: 'syl', way: 'Sylheti, Moulvibazar', credit: null, agreedOn: '2026-11-24' };
const TAKE: Take = { voice: 'syl', shelf: 'app', name: 'dock.back', text: 'ফিরে যান', textHash: 'a'.repeat(64), speaker: SPEAKER.id, recordedOn: '2026-11-24', seconds: 1.2, state: 'spoken', reviewedBy: null };
const bytes = (...values: readonly number[]) => Uint8Array.from(values);

const aPhone = () => {
  const on = { indexedDB: new IDBFactory(), IDBKeyRange };
  return (): StudioStore => {
    const store = openStudioStore(on);
    onTestFinished(() => store.close());
    return store;
  };
};

test('a recording and its speaker are there after the browser was closed, byte for byte', async () => {
  const open = aPhone();
  const before = open();
  await before.note({ isIn: true, lang: 'bn' });
  await before.addSpeaker(SPEAKER, bytes(9, 9));
  await before.keep(TAKE, bytes(1, 2, 3));
  before.close();
  const after = open();
  expect(await after.desk()).toEqual({ isIn: true, lang: 'bn' });
  expect(await after.speakers()).toEqual([SPEAKER]);
  expect(await after.takes()).toEqual([TAKE]);
  expect(await after.soundOf(TAKE)).toEqual(bytes(1, 2, 3));
  expect(await after.consentOf(SPEAKER.id)).toEqual(bytes(9, 9));
});

test('done again it takes the place of the first, and waits for a second person anew', async () => {
  const store = aPhone()();
  await store.keep(TAKE, bytes(1));
  await store.judge(TAKE, 'approved', 'Hasan');
  expect(await store.takes()).toMatchObject([{ state: 'approved', reviewedBy: 'Hasan' }]);
  await store.keep({ ...TAKE, seconds: 1.5 }, bytes(2));
  expect(await store.takes()).toMatchObject([{ state: 'spoken', reviewedBy: null }]);
  expect(await store.soundOf(TAKE)).toEqual(bytes(2));
});

test('a yes is for what was heard, not for what was said meanwhile', async () => {
  const store = aPhone()();
  await store.keep({ ...TAKE, seconds: 1.5 }, bytes(2));
  await store.judge(TAKE, 'approved', 'Hasan');
  expect(await store.takes()).toMatchObject([{ state: 'spoken', reviewedBy: null }]);
});

test('a voice that is taken back goes with everything it said, and no other', async () => {
  const store = aPhone()();
  await store.addSpeaker(SPEAKER, bytes(9));
  await store.addSpeaker({ ...SPEAKER, id: '00000001' }, bytes(8));
  await store.keep(TAKE, bytes(1));
  await store.keep({ ...TAKE, name: 'dock.begin', speaker: '00000001' }, bytes(2));
  await store.dropSpeaker(SPEAKER.id);
  expect((await store.speakers()).map(({ id }) => id)).toEqual(['00000001']);
  expect((await store.takes()).map(({ name }) => name)).toEqual(['dock.begin']);
  expect(await store.consentOf(SPEAKER.id)).toBeUndefined();
});
