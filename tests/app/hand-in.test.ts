/** Handing in: everything asked and answered is sealed into the outbox or nothing is, and the code on the receipt is the record's own. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { handIn, handInInterest, type Desk } from '../../src/app/state/hand-in.ts';
import { asksForSupport, type Draft } from '../../src/domain/draft.ts';
import type { Header, OpenPart } from '../../src/domain/record.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { withdrawHash } from '../../src/proof/code.ts';
import type { SealingKey } from '../../src/seal/keys.ts';
import { openPart } from '../../src/seal/open.ts';
import { o, q } from '../kit/a-pack.ts';
import type { APhone } from '../kit/a-phone.ts';
import { aRing } from '../kit/a-ring.ts';
import { aDraft, thePack } from './a-conversation.ts';
import { aDesk, type ADesk } from './a-desk.ts';

let intake: SealingKey;
let ring: KeyRing;
let phone: APhone;
let desk: Desk;
let close: ADesk['close'];
beforeAll(async () => {
  ({ intake, ring } = await aRing());
});
beforeEach(() => {
  ({ phone, desk, close } = aDesk(ring));
});
afterEach(() => close());

const begun = aDraft();
const draft = (change: Partial<Draft> = {}): Draft =>
  aDraft({
    answers: [
      { q: q('good-outcome'), kind: 'choose-many', value: [o('family-visit')] },
      { q: q('good-outcome-words'), kind: 'words', value: { text: 'fell away', lang: 'en' } },
      { q: q('impact'), kind: 'words', value: { text: 'It is hard.', lang: 'en' } },
      { q: q('better-worse'), kind: 'skipped', value: null },
    ],
    about: [{ q: q('age'), kind: 'rather-not-say', value: null }],
    support: { ...begun.support, answers: [{ q: q('needs'), kind: 'choose-many', value: [o('phone-call')] }], reach: '020 7946 0000' },
    ...change,
  });
const rowOf = async (id: string) => (await phone.outbox.rowOf(id as Draft['id']))!;
const headerOf = async (id: string) => JSON.parse((await rowOf(id)).record!.header) as Header;
const inside = async (id: string): Promise<readonly OpenPart[]> => {
  const header = await headerOf(id);
  const opened = await Promise.all((await rowOf(id)).record!.sealed.map((part) => openPart([intake.identity], header, part)));
  return opened.flatMap((part) => (part.ok ? [part.value] : []));
};

test('answers are sealed into two parts: what was asked, skips included, and nothing of what fell away', async () => {
  const handed = await handIn(desk, thePack(), draft(), 'en');
  expect(handed).toMatchObject({ ok: true, value: [{ kind: 'answers', id: begun.id }, { kind: 'support', id: begun.support.id }] });
  expect(await inside(begun.id)).toMatchObject([
    { part: 'closed', quote: 'count-only', answers: [{ q: 'good-outcome' }, { q: 'better-worse', kind: 'skipped' }], about: { set: 'about-you-1', answers: [{ q: 'age', kind: 'rather-not-say' }] } },
    { part: 'words', answers: [{ q: 'impact' }] },
  ]);
});

test('support shares no id, code, hash or time with the answers, and lies in a lane of its own', async () => {
  await handIn(desk, thePack(), draft(), 'en');
  const [answers, support] = [await headerOf(begun.id), await headerOf(begun.support.id)];
  expect(answers).toHaveProperty('createdAt', '2026-11-23T20:31Z');
  for (const openly of ['createdAt', 'mode', 'packVersion']) {
    expect(answers).toHaveProperty(openly);
    expect(support).not.toHaveProperty(openly);
  }
  expect(support.withdrawHash).not.toBe(answers.withdrawHash);
  expect(JSON.stringify(support)).not.toContain(answers.id);
  expect([(await rowOf(begun.id)).lane, (await rowOf(begun.support.id)).lane]).toEqual(['together', 'apart']);
  const together = JSON.stringify(await inside(begun.id));
  for (const secret of [begun.support.id, '020 7946', 'phone-call']) expect(together).not.toContain(secret);
});

test('the code on each receipt is the one that the record’s header carries the hash of', async () => {
  const handed = await handIn(desk, thePack(), draft(), 'en');
  for (const receipt of handed.ok ? handed.value : []) expect(await withdrawHash(receipt.code)).toBe((await headerOf(receipt.id)).withdrawHash);
});

test('a copy is kept only where it was asked for, and the outbox has none in any case', async () => {
  await handIn(desk, thePack(), draft({ keepCopy: true }), 'en');
  expect((await phone.library.receiptOf(begun.id))?.copy).toMatchObject({ lang: 'en', answers: [{ q: 'good-outcome' }, { q: 'impact' }, { q: 'better-worse' }] });
  expect(JSON.stringify(await rowOf(begun.id))).not.toContain('It is hard.');
  await phone.library.forget();
  await phone.outbox.forget();
  await handIn(desk, thePack(), draft({ keepCopy: null }), 'en');
  expect(await phone.library.receiptOf(begun.id)).toMatchObject({ copy: null });
});

test('nothing asked for: no support record; handed in before: not twice', async () => {
  expect(asksForSupport({ support: { ...begun.support, answers: [{ q: q('needs'), kind: 'skipped', value: null }], reach: ' ' } })).toBe(false);
  for (const support of [begun.support, { ...draft().support, handedIn: true }]) {
    expect(await handIn(desk, thePack(), draft({ support }), 'en')).toMatchObject({ ok: true, value: [{ kind: 'answers' }] });
    await phone.outbox.forget();
  }
});

test('without the keys nothing is put away and nothing is said to be', async () => {
  expect(await handIn({ ...desk, ring: async () => undefined }, thePack(), draft(), 'en')).toMatchObject({ ok: false, problem: { code: 'keys-missing' } });
  expect(await phone.outbox.count('waiting')).toBe(0);
  expect(await phone.library.receipts()).toEqual([]);
});

const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
test.each([
  ['outbox', () => ({ outbox: { ...phone.outbox, put: full } })],
  ['receipts', () => ({ library: { ...phone.library, addReceipts: full } })],
  ['keys to believe', () => ({ library: { ...phone.library, keepRing: full } })],
] as const)('a phone too full for the %s says so in words, and nothing is half handed in', async (_what, broken) => {
  expect(await handIn({ ...desk, ...broken() }, thePack(), draft(), 'en')).toMatchObject({ ok: false, problem: { code: 'phone-full' } });
  expect(await phone.outbox.count('waiting')).toBe(0);
});

test('handing the same draft in again keeps the first record and its code', async () => {
  const first = await handIn(desk, thePack(), draft(), 'en');
  const again = await handIn(desk, thePack(), draft(), 'en');
  expect(again).toEqual(first);
  expect(await phone.outbox.count('waiting')).toBe(2);
});

/** Two tabs at the same moment, every time: neither puts its record in before the other has come as far. */
const sideBySide = (): Desk => {
  const waiting: (() => void)[] = [];
  const put: Desk['outbox']['put'] = async (records) => {
    await new Promise<void>((go) => {
      waiting.push(go);
      if (waiting.length === 2) for (const each of waiting) each();
      // Where the second never comes this far, the first need not wait for it.
      setTimeout(go, 500);
    });
    return phone.outbox.put(records);
  };
  return { ...desk, outbox: { ...phone.outbox, put } };
};

test('two tabs that finish the same draft at the same moment make one record, and its code is the one that is kept', async () => {
  const both = sideBySide();
  await Promise.all([handIn(both, thePack(), draft(), 'en'), handIn(both, thePack(), draft(), 'en')]);
  expect(await phone.outbox.count('waiting')).toBe(2);
  const kept = await phone.library.receiptOf(begun.id);
  expect(await withdrawHash(kept!.code)).toBe((await headerOf(begun.id)).withdrawHash);
});

test('a wish to hear back is a record of its own, without a time', async () => {
  const id = await handInInterest(desk, thePack(), 'post', 'so');
  const header = await headerOf(id.ok ? id.value : '');
  expect(header).toMatchObject({ kind: 'interest', pack: 'visitor-parking' });
  expect(header).not.toHaveProperty('createdAt');
  expect(await inside(header.id)).toMatchObject([{ part: 'words', wish: 'hear-back', reach: 'post', lang: 'so' }]);
});
