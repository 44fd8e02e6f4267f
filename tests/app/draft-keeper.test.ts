/** The draft keeper: in memory at once, on the disk one write at a time, and never again after the end. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepDraft } from '../../src/app/state/draft-keeper.ts';
import type { Draft } from '../../src/domain/draft.ts';
import type { Library } from '../../src/store/library.ts';
import type { RecordId } from '../../src/domain/id.ts';
import { aPhone, type APhone } from '../kit/a-phone.ts';
import { aDraft } from './a-conversation.ts';

let phone: APhone;
beforeEach(() => {
  phone = aPhone();
});
afterEach(() => phone.close());

const reach = (reach: string) => (draft: Draft): Draft => ({ ...draft, support: { ...draft.support, reach } });
const begin = (change: Library['change'] = phone.library.change, isKept = false) => keepDraft(aDraft(), isKept, { change });
const onDisk = async () => (await phone.library.draft('visitor-parking'))?.support.reach;
/** A disk whose every write is finished by hand. */
const aSlowDisk = () => {
  const writes: { readonly draft: Draft; readonly done: () => void }[] = [];
  let here: Draft | undefined;
  const change: Library['change'] = (_, change) => {
    const draft = (here = change(here));
    return new Promise((done) => writes.push({ draft, done: () => done(draft) }));
  };
  return { writes, change };
};
const writes = (disk: ReturnType<typeof aSlowDisk>, count: number) => expect.poll(() => disk.writes.length, { timeout: 10_000 }).toBe(count);
const soon = (ms = 250) => new Promise((go) => setTimeout(go, ms));

test('a change is in memory at once, and "kept" is said only when it is on the disk', async () => {
  const keeper = begin();
  expect(keeper.kept()).toBe('nothing-yet');
  const changing = keeper.change(reach('a'));
  expect(keeper.draft().support.reach).toBe('a');
  expect(keeper.kept()).toBe('not-kept');
  await changing;
  expect(keeper.kept()).toBe('kept');
  expect(await onDisk()).toBe('a');
});

test('a draft that was on the disk already is kept from the start', () => {
  expect(begin(undefined, true).kept()).toBe('kept');
});

test('one write at a time, and after it the latest, not each in between', async () => {
  const disk = aSlowDisk();
  const keeper = begin(disk.change);
  void keeper.change(reach('a'));
  await writes(disk, 1);
  for (const each of ['ab', 'abc', 'abcd']) void keeper.change(reach(each));
  await soon();
  expect(disk.writes).toHaveLength(1);
  disk.writes[0]!.done();
  await writes(disk, 2);
  expect(keeper.kept()).toBe('not-kept');
  disk.writes[1]!.done();
  await keeper.settled();
  expect(disk.writes.map(({ draft }) => draft.support.reach)).toEqual(['a', 'abcd']);
  expect(keeper.kept()).toBe('kept');
});

test('a change that changes nothing writes nothing', async () => {
  const disk = aSlowDisk();
  await begin(disk.change).change((draft) => draft);
  await soon();
  expect(disk.writes).toEqual([]);
});

test('after the end no change is taken and nothing is written', async () => {
  const disk = aSlowDisk();
  const keeper = begin(disk.change);
  keeper.end();
  await keeper.change(reach('late'));
  await soon();
  expect(disk.writes).toEqual([]);
  expect(keeper.draft().support.reach).toBe('');
});

test('a write under way at the end is the last: what changed meanwhile is not written after it', async () => {
  const disk = aSlowDisk();
  const keeper = begin(disk.change);
  void keeper.change(reach('a'));
  await writes(disk, 1);
  void keeper.change(reach('ab'));
  keeper.end();
  disk.writes[0]!.done();
  await keeper.settled();
  await soon();
  expect(disk.writes).toHaveLength(1);
});

test('a write that is still drawing breath at the end is not made', async () => {
  const keeper = begin();
  void keeper.change(reach('late'));
  keeper.end();
  await phone.library.dropDraft('visitor-parking');
  await soon();
  expect(await onDisk()).toBeUndefined();
});

test('a refusal is shown as what it is, and the next change tries again', async () => {
  let isFull = true;
  const keeper = begin((...args) => (isFull ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : phone.library.change(...args)));
  await keeper.change(reach('a'));
  expect(keeper.kept()).toMatchObject({ code: 'phone-full' });
  expect(keeper.draft().support.reach).toBe('a');
  isFull = false;
  await keeper.change(reach('ab'));
  expect(keeper.kept()).toBe('kept');
  expect(await onDisk()).toBe('ab');
});

test('a browser that keeps nothing is not called a full phone', async () => {
  const keeper = begin(() => Promise.reject(new DOMException('no', 'SecurityError')));
  await keeper.change(reach('a'));
  expect(keeper.kept()).toMatchObject({ code: 'storage-refused' });
});

test('whoever listens hears of the change and of its being kept', async () => {
  const heard: unknown[] = [];
  const keeper = begin();
  keeper.onChange(() => heard.push(keeper.kept()));
  await keeper.change(reach('a'));
  expect(heard[0]).toBe('not-kept');
  expect(heard.at(-1)).toBe('kept');
});

test('what a listener changes when it hears "kept" is kept too', async () => {
  const keeper = begin();
  let done = false;
  keeper.onChange(() => {
    if (keeper.kept() !== 'kept' || done) return;
    done = true;
    void keeper.change(reach('ab'));
  });
  await keeper.change(reach('a'));
  await expect.poll(onDisk, { timeout: 2_000 }).toBe('ab');
  await expect.poll(() => keeper.kept(), { timeout: 2_000 }).toBe('kept');
});

test('the same conversation in two tabs, from before anything was kept: one draft, with what was said in either', async () => {
  const one = keepDraft({ ...aDraft(), id: 'a'.repeat(32) as RecordId }, false, phone.library);
  const other = keepDraft({ ...aDraft(), id: 'b'.repeat(32) as RecordId }, false, phone.library);
  await one.change((draft) => ({ ...draft, keepCopy: true }));
  await other.change(reach('in the other tab'));
  await one.change((draft) => ({ ...draft, quote: 'count-only' }));
  const onDisk = await phone.library.draft('visitor-parking');
  expect(onDisk).toMatchObject({ id: 'a'.repeat(32), keepCopy: true, quote: 'count-only', support: { reach: 'in the other tab' } });
  expect(one.draft()).toEqual(onDisk);
  expect(other.draft()).toMatchObject({ id: 'a'.repeat(32), keepCopy: true });
});

test('two tabs on a draft from before: neither writes over what the other was told', async () => {
  await phone.library.keep(aDraft());
  const [one, other] = [begin(undefined, true), begin(undefined, true)];
  await Promise.all([one.change(reach('a')), other.change((draft) => ({ ...draft, keepCopy: false })), one.change(reach('ab'))]);
  expect(await phone.library.draft('visitor-parking')).toMatchObject({ keepCopy: false, support: { reach: 'ab' } });
});

test('a draft from an older version of the conversation goes on as what this tab shows', async () => {
  await phone.library.keep({ ...aDraft(), packVersion: { number: 1, hash: '0'.repeat(16) } });
  const shown = { number: 2, hash: '1'.repeat(16) };
  await keepDraft({ ...aDraft(), packVersion: shown }, true, phone.library).change(reach('a'));
  expect((await phone.library.draft('visitor-parking'))?.packVersion).toEqual(shown);
});

test('what is handed in holds what the other tab was told as well, and a browser that refuses hands in what this one knows', async () => {
  const [one, other] = [begin(), begin()];
  await one.change(reach('a'));
  await other.change((draft) => ({ ...draft, keepCopy: true }));
  expect(await one.latest()).toMatchObject({ keepCopy: true, support: { reach: 'a' } });
  const refused = begin(() => Promise.reject(new DOMException('no', 'SecurityError')));
  await refused.change(reach('b'));
  expect((await refused.latest()).support.reach).toBe('b');
});
