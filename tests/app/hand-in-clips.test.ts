/** Handing in what was spoken: sealed to the record that names it, killed at any step nothing is lost and nothing goes twice. */
import { createHash } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { handIn, handInSupport, type Desk } from '../../src/app/state/hand-in.ts';
import { REACH, type ClipAnswer, type ClipId } from '../../src/domain/clip.ts';
import type { Draft } from '../../src/domain/draft.ts';
import type { RecordId } from '../../src/domain/id.ts';
import type { ClosedAnswers, Header, SupportWords } from '../../src/domain/record.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import type { SealingKey } from '../../src/seal/keys.ts';
import { openClip } from '../../src/seal/open-clip.ts';
import { openPart } from '../../src/seal/open.ts';
import type { Sealing } from '../../src/store/clip-rows.ts';
import { o, q } from '../kit/a-pack.ts';
import type { APhone } from '../kit/a-phone.ts';
import { aRing } from '../kit/a-ring.ts';
import type { SomeRecordings } from '../kit/some-recordings.ts';
import { aDraft, thePack } from './a-conversation.ts';
import { aDesk, type ADesk } from './a-desk.ts';

let intake: SealingKey;
let ring: KeyRing;
let phone: APhone;
let spoken: SomeRecordings;
let desk: Desk;
let close: ADesk['close'];
beforeAll(async () => {
  ({ intake, ring } = await aRing());
});
beforeEach(() => {
  ({ phone, spoken, desk, close } = aDesk(ring));
});
afterEach(() => close());

const base = aDraft();
const clips = (name: string, ...value: ClipAnswer['value']): ClipAnswer => ({ q: q(name), kind: 'clips', value });
/** More than one piece of 256 KB, so that there is a middle to be killed in. */
const LONG_SECONDS = 100;

/** Someone who wrote and spoke to one question, spoke to one that has fallen away since, and said how to reach them. */
const speaker = async (change: Partial<Draft> = {}): Promise<Draft> => {
  const impact = await spoken.speak(base.id, 'impact', LONG_SECONDS, 'a');
  const more = await spoken.speak(base.id, 'impact', 2, 'b');
  const gone = await spoken.speak(base.id, 'good-outcome-words', 3, 'c');
  const reach = await spoken.speak(base.support.id, REACH, 4, 'd');
  return aDraft({
    answers: [{ q: q('good-outcome'), kind: 'choose-many', value: [o('family-visit')] }, { q: q('impact'), kind: 'words', value: { text: 'It is hard.', lang: 'en' } }],
    clips: [clips('impact', impact, more), clips('good-outcome-words', gone)],
    support: { ...base.support, clips: [clips(REACH, reach)] },
    ...change,
  });
};

const headerOf = async (id: RecordId) => JSON.parse((await phone.outbox.rowOf(id))!.record!.header) as Header;
const inside = async (id: RecordId, part: 'closed' | 'words') => {
  const { sealed } = (await phone.outbox.rowOf(id))!.record!;
  const opened = await openPart([intake.identity], await headerOf(id), sealed.find((each) => each.part === part)!);
  if (!opened.ok) throw new Error(opened.problem.code);
  return opened.value;
};
const waiting = async (): Promise<readonly Sealing[]> => (await spoken.rows.rows.toArray()).flatMap(({ state, sealing }) => (state[0] === 'waiting' && sealing ? [sealing] : []));
/** Every sealed piece on the phone belongs to one of these sealings. */
const strays = async (): Promise<readonly string[]> => {
  const names = new Set((await waiting()).map(({ sealing }) => sealing));
  return (await spoken.rows.rows.toArray()).flatMap(({ id, state }) => (state[0] === 'open' || state[0] === 'kept' || names.has(state[0] === 'sealed' ? state[1] : id) ? [] : [id]));
};
const opened = async (sealing: Sealing) => {
  const open = await openClip([intake.identity], { id: sealing.id, record: sealing.record, pack: thePack().id }, await spoken.sealedBytes(sealing.sealing));
  if (!open.ok) throw new Error(open.problem.code);
  return open.value;
};
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const LETTERS = { a: 'a'.repeat(32), b: 'b'.repeat(32), d: 'd'.repeat(32) } as const;

/** What the council will have: each clip once, whole, named by the record that is in the outbox. */
const expectAllThere = async (said: Readonly<Record<string, string>>): Promise<void> => {
  const all = await waiting();
  expect(all.map(({ id }) => id).toSorted()).toEqual(Object.values(LETTERS));
  for (const sealing of all) {
    expect((await headerOf(sealing.record)).clips).toContainEqual({ id: sealing.id, digest: sealing.digest, bytes: sealing.bytes });
    const { media, head } = await opened(sealing);
    expect(hashOf(media), `${sealing.id} word for word`).toBe(said[sealing.id]);
    expect(head).toMatchObject({ record: sealing.record, medium: 'sound', type: 'audio/webm', lang: 'so' });
  }
  expect(await strays()).toEqual([]);
  expect(await phone.outbox.count('waiting')).toBe(2);
};
const saidBy = async (): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(await Promise.all(Object.values(LETTERS).map(async (id) => [id, hashOf(await spoken.bytesOf(id as ClipId))] as const)));

test('each clip is sealed for its record and named in it; the answers say which question was spoken to, and for how long', async () => {
  const draft = await speaker();
  const said = await saidBy();
  expect(await handIn(desk, thePack(), draft, 'en')).toMatchObject({ ok: true });
  await expectAllThere(said);
  const closed = (await inside(base.id, 'closed')) as ClosedAnswers;
  expect(closed.answers).toContainEqual(clips('impact', { id: LETTERS.a as ClipId, medium: 'sound', seconds: LONG_SECONDS, lang: 'so' }, { id: LETTERS.b as ClipId, medium: 'sound', seconds: 2, lang: 'so' }));
  expect(JSON.stringify(closed)).not.toContain('good-outcome-words');
  expect(await inside(base.id, 'words')).toMatchObject({ answers: [{ q: 'impact', kind: 'words' }] });
  const support = (await inside(base.support.id, 'words')) as SupportWords;
  expect(support.answers).toEqual([clips(REACH, { id: LETTERS.d as ClipId, medium: 'sound', seconds: 4, lang: 'so' })]);
  expect((await waiting()).map(({ lane, id }) => [id[0], lane]).toSorted()).toEqual([['a', 'together'], ['b', 'together'], ['d', 'apart']]);
});

test('afterwards the phone can’t play what was said: only sealed pieces are left', async () => {
  await handIn(desk, thePack(), await speaker(), 'en');
  const states = new Set((await spoken.rows.rows.toArray()).map(({ state }) => state[0]));
  expect([...states].toSorted()).toEqual(['sealed', 'waiting']);
});

test('whoever keeps a copy keeps the voice, and of it only what was handed in', async () => {
  const draft = await speaker({ keepCopy: true });
  await spoken.speak(base.id, 'impact', 1, 'e');
  const said = await saidBy();
  await handIn(desk, thePack(), draft, 'en');
  expect(hashOf(await spoken.bytesOf(LETTERS.a as ClipId))).toBe(said[LETTERS.a]);
  expect((await spoken.recordings.of(base.id)).map(({ recording }) => recording.id[0])).toEqual(['a', 'b']);
  expect((await phone.library.receiptOf(base.id))?.copy?.clips).toMatchObject([{ q: 'impact', value: [{ seconds: LONG_SECONDS }, { seconds: 2 }] }]);
  expect(await spoken.recordings.of(base.support.id)).toEqual([]);
});

test('a recording that the phone has lost is not named: the council shall not wait for it', async () => {
  const draft = await speaker();
  await spoken.recordings.drop([LETTERS.a as ClipId]);
  await handIn(desk, thePack(), draft, 'en');
  expect((await headerOf(base.id)).clips.map(({ id }) => id)).toEqual([LETTERS.b]);
  expect(JSON.stringify(await inside(base.id, 'closed'))).not.toContain(LETTERS.a);
});

test('a voice alone asks for support, and goes with it when a person stops before the end', async () => {
  const draft = await speaker();
  expect(await handInSupport(desk, thePack(), draft, 'en')).toMatchObject({ ok: true });
  expect((await waiting()).map(({ id, lane }) => [id, lane])).toEqual([[LETTERS.d, 'apart']]);
  expect((await spoken.recordings.of(base.id)).length).toBe(3);
  await handIn(desk, thePack(), { ...draft, support: { ...draft.support, handedIn: true } }, 'en');
  expect((await waiting()).map(({ id }) => id[0]).toSorted()).toEqual(['a', 'b', 'd']);
});

test('each recording is told of before it is locked', async () => {
  const told: string[] = [];
  await handIn(desk, thePack(), await speaker(), 'en', (n, all) => told.push(`${n} of ${all}`));
  expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3']);
});

class Killed extends Error {}
/** The desk of a browser that dies when this step is called for the nth time, before or after it has been done. */
const dyingAt = (step: string, nth: number, isDone: boolean): Desk => {
  let calls = 0;
  let isDead = false;
  const dying = <T extends object>(store: T): T =>
    Object.fromEntries(
      Object.entries(store).map(([name, verb]) => [
        name,
        async (...given: readonly unknown[]) => {
          if (isDead) throw new Killed();
          isDead = name === step && (calls += 1) === nth;
          if (isDead && !isDone) throw new Killed();
          const result: unknown = await (verb as (...all: readonly unknown[]) => unknown)(...given);
          if (isDead) throw new Killed();
          return result;
        },
      ]),
    ) as T;
  const recordings = { ...dying(spoken.recordings), open: spoken.recordings.open };
  return { ...desk, recordings, clips: dying(spoken.clips), outbox: dying(phone.outbox), library: dying(phone.library) };
};

const STEPS: readonly (readonly [string, number])[] = [
  ['addSealed', 1], ['addSealed', 2], ['addSealed', 4], ['ready', 1], ['ready', 2], ['ready', 3], ['keepReceiptKeys', 1], ['keepReceiptKeys', 2],
  ['addReceipts', 1], ['put', 1], ['keepReceipts', 1], ['release', 1], ['release', 2],
];
test.each(STEPS.flatMap(([step, nth]) => [false, true].map((isDone) => [step, nth, isDone] as const)))(
  'killed at %s, the %ith time (done: %s): taken up again, nothing is lost and nothing is there twice',
  async (step, nth, isDone) => {
    const draft = await speaker();
    const said = await saidBy();
    await handIn(dyingAt(step, nth, isDone), thePack(), draft, 'en').catch(() => undefined);
    // Whatever was cut off, either the record is in the outbox with its clips sealed, or all of it can still be handed in.
    const isIn = (await phone.outbox.rowOf(base.id)) !== undefined;
    if (!isIn) expect(await saidBy()).toEqual(said);
    expect(await handIn(desk, thePack(), draft, 'en')).toMatchObject({ ok: true });
    await expectAllThere(said);
  },
);

test('two tabs that finish one draft at the same moment seal every clip twice and send it once', async () => {
  const draft = await speaker();
  const said = await saidBy();
  // Neither puts its record in before the other has come as far, and neither has a lock.
  let arrived = 0;
  let both = (): void => undefined;
  const together = new Promise<void>((go) => (both = go));
  const tab: Desk = {
    ...desk,
    outbox: {
      ...phone.outbox,
      put: async (records) => {
        if ((arrived += 1) === 2) both();
        await together;
        return phone.outbox.put(records);
      },
    },
  };
  await Promise.all([handIn(tab, thePack(), draft, 'en'), handIn(tab, thePack(), draft, 'en')]);
  await expectAllThere(said);
});

test('a phone that fills up while it locks says so, keeps what was said, and is no fuller than before', async () => {
  const draft = await speaker();
  const said = await saidBy();
  const before = await spoken.rows.rows.count();
  let pieces = 0;
  const full: Desk = {
    ...desk,
    clips: { ...spoken.clips, addSealed: (...piece) => ((pieces += 1) === 2 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : spoken.clips.addSealed(...piece)) },
  };
  expect(await handIn(full, thePack(), draft, 'en')).toMatchObject({ ok: false, problem: { code: 'phone-full' } });
  expect(await spoken.rows.rows.count()).toBe(before);
  expect(await phone.outbox.count('waiting')).toBe(0);
  expect(await saidBy()).toEqual(said);
});
