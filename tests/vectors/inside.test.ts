/** Frozen sealed records: opened with their keys they say what was sealed, by the council's own rules of opening. */
import { expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import type { Header, SealedRecord } from '../../src/domain/record.ts';
import { openApart, openRecord } from '../../src/council/opening.ts';
import { checkCode } from '../../src/council/take-back.ts';
import { identityRecipient, makeSealingKey } from '../../src/seal/keys.ts';
import { openPart } from '../../src/seal/open.ts';
import { vector } from './read-vector.ts';

type Kind = 'answers' | 'support' | 'interest' | 'withdrawal';
const records = vector<Readonly<Record<Kind, SealedRecord>>>('record');
const inside = vector<{
  identities: { intake: string; recovery: string };
  recipients: { intake: string; recovery: string };
  plaintexts: Readonly<Record<Kind, readonly string[]>>;
}>('inside');
const shapes = vector<{ answers: readonly Answer[]; about: readonly Answer[] }>('answers');
const headerOf = (kind: Kind) => JSON.parse(records[kind].header) as Header;
const rowOf = (kind: Kind) => ({ id: records[kind].id, kind, pack: headerOf(kind).pack, sealed: JSON.stringify(records[kind].sealed) });

test.each(['answers', 'support', 'interest', 'withdrawal'] as const)('%s: each part opens to its plaintext with the intake key and with the recovery key', async (kind) => {
  for (const identity of Object.values(inside.identities)) {
    const opened = await Promise.all(records[kind].sealed.map((part) => openPart([identity], headerOf(kind), part)));
    expect(opened).toEqual(inside.plaintexts[kind].map((text) => ({ ok: true, value: JSON.parse(text) as object })));
  }
});

test('the keys belong together, and a stranger’s opens nothing', async () => {
  expect(await identityRecipient(inside.identities.intake)).toBe(inside.recipients.intake);
  expect(await identityRecipient(inside.identities.recovery)).toBe(inside.recipients.recovery);
  const stranger = await makeSealingKey();
  expect(await openPart([stranger.identity], headerOf('answers'), records.answers.sealed[0]!)).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
});

test('a part that was moved to another record, kind, pack or name is not taken for that one’s', async () => {
  const [part] = records.answers.sealed;
  const header = headerOf('answers');
  for (const other of [{ id: headerOf('support').id }, { kind: 'support' }, { pack: 'another-pack' }]) {
    expect(await openPart([inside.identities.intake], { ...header, ...other } as Header, part!)).toMatchObject({ ok: false, problem: { code: 'not-the-same-record' } });
  }
  expect(await openPart([inside.identities.intake], header, { ...part!, part: 'words' })).toMatchObject({ ok: false, problem: { code: 'not-the-same-record' } });
});

const keys = { identities: [inside.identities.intake] };

test('a withdrawal opens to the code whose hash both its header and that of the answers bear', async () => {
  expect(headerOf('withdrawal').withdrawHash).toBe(headerOf('answers').withdrawHash);
  expect(await checkCode(keys, headerOf('withdrawal'), records.withdrawal.sealed)).toMatchObject({ ok: true });
  const another = { ...headerOf('withdrawal'), withdrawHash: headerOf('support').withdrawHash };
  expect(await checkCode(keys, another, records.withdrawal.sealed)).toEqual({ ok: false, problem: 'withdrawal-code' });
});

test('an answers record opens to one answer of each kind that there is', async () => {
  const opened = await openRecord(keys, rowOf('answers'));
  expect(opened).toMatchObject({ ok: true, value: { lang: 'en', quote: 'words-no-name', about: { set: 'about-you-1', answers: shapes.about }, unknown: 0 } });
  const answers = opened.ok ? opened.value.answers : [];
  expect(answers).toHaveLength(shapes.answers.length);
  expect(answers).toEqual(expect.arrayContaining([...shapes.answers]));
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['choose-one', 'choose-many', 'scale', 'words', 'skipped', 'rather-not-say']));
});

test('a wish for support and a wish to hear back open to what was asked and how to reach someone', async () => {
  expect(await openApart(keys, rowOf('support'))).toMatchObject({ ok: true, value: { lang: 'so', reach: '020 7946 0000', answers: [{ q: 'needs' }, { q: 'other-need' }], unknown: 0 } });
  expect(await openApart(keys, rowOf('interest'))).toMatchObject({ ok: true, value: { lang: 'bn', reach: 'post, 1 High Street', answers: [], unknown: 0 } });
});
