/** Taking back: whatever comes in whatever order, nothing that was taken back is anywhere, and nothing else is missing. */
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { SealedRecord } from '../../src/domain/record.ts';
import type { RecordVerdict } from '../../src/domain/wire.ts';
import { askedAfter } from '../../src/council/intake.ts';
import { takeBackByCode } from '../../src/council/take-back.ts';
import { withdrawHash } from '../../src/proof/code.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { aRecordWithClips, patchAll, patchPiece } from '../kit/a-clip.ts';
import { aCouncil, type ACouncil } from '../kit/a-council.ts';
import { aFolder, aFolderFor, theEnd } from '../kit/a-folder.ts';
import { textIn } from '../kit/a-journal.ts';
import { aCode, aRecord, type RecordWish } from '../kit/a-record.ts';
import { expectProblem } from '../kit/a-request.ts';
import { drawSome } from '../kit/drawn.ts';

drawSome(3);

const PACK = 'visitor-parking';
const whenOver = theEnd();

let shared: ACouncil;
beforeAll(async () => {
  shared = await aCouncil(aFolderFor(whenOver), { whenOver, isOneDiskEnough: true });
});

const packOf = ({ council }: ACouncil) => council.packs.current(PACK)!.pack;
const record = (at: ACouncil, wish: RecordWish = {}): Promise<SealedRecord> => aRecord(at.council.keys.ring, packOf(at), wish);
const withdrawal = (at: ACouncil, code: string, wish: RecordWish = {}): Promise<SealedRecord> => record(at, { kind: 'withdrawal', code, ...wish });
const said = async (at: ACouncil, sent: readonly SealedRecord[]): Promise<readonly string[]> => {
  const { verdicts } = await at.hand(sent);
  return sent.map(({ id, digest }) => verdicts.find((each) => each.id === id && each.digest === digest)?.verdict ?? 'nothing');
};
const held = async (at: ACouncil, named: readonly { readonly id: string; readonly digest: string }[]): Promise<readonly RecordVerdict[]> => askedAfter(at.council, named as never);

const TABLES = ['records', 'apart', 'parked', 'clips', 'clipPieces', 'hearings', 'clipOpenings', 'transcripts', 'spokenIn', 'unjournaled', 'erasuresDue'] as const;
/** Every row of every table, but for what is kept without words: where an id stands it is found. */
const everything = async ({ council: { db } }: ACouncil): Promise<string> => JSON.stringify(await Promise.all(TABLES.map((table) => db.selectFrom(table).selectAll().execute())));
const expectGone = async (at: ACouncil, ...ids: readonly string[]): Promise<void> => {
  const all = await everything(at);
  for (const id of ids) expect(all).not.toContain(id);
};

test.each(['answers', 'support', 'interest'] as const)('what was handed in (%s) is taken back by its code: nothing of it is left but ids and a day', async (kind) => {
  const at = await aCouncil();
  const code = aCode();
  const sent = await record(at, { kind, code });
  const other = await record(at, { kind });
  expect(await said(at, [sent, other])).toEqual(['stored', 'stored']);
  const back = await withdrawal(at, code);
  expect(await said(at, [back])).toEqual(['withdrawn']);
  await expectGone(at, sent.id, back.id, await withdrawHash(code));
  expect(await everything(at)).toContain(other.id);
  const day = new Date(at.council.env.now()).toISOString().slice(0, 10);
  const { db } = at.council;
  expect(await db.selectFrom('tombstones').selectAll().orderBy('id').execute()).toEqual([sent.id, back.id].toSorted().map((id) => ({ id, erasedOn: day })));
  expect(await db.selectFrom('withdrawn').selectAll().execute()).toEqual([{ hash: await withdrawHash(code), takenBackOn: day }]);
});

test('a late resend, a resent withdrawal and whoever asks after either hear that it was taken back, and nothing is kept', async () => {
  const at = shared;
  const code = aCode();
  const [sent, back] = [await record(at, { code }), await withdrawal(at, code)];
  await said(at, [sent]);
  await said(at, [back]);
  expect(await said(at, [sent, back])).toEqual(['withdrawn', 'withdrawn']);
  expect((await held(at, [sent, back])).map(({ verdict }) => verdict)).toEqual(['withdrawn', 'withdrawn']);
  await expectGone(at, sent.id, back.id);
});

test('the withdrawal may come first: it waits, and what comes later under its code is refused, put aside or not', async () => {
  const at = shared;
  const code = aCode();
  expect(await said(at, [await withdrawal(at, code)])).toEqual(['withdrawn']);
  const late = await record(at, { code });
  const strange = await record(at, { code, header: { kind: 'not-known-here' } });
  expect(await said(at, [late, strange])).toEqual(['withdrawn', 'withdrawn']);
  await expectGone(at, late.id, strange.id);
  expect((await held(at, [late])).map(({ verdict }) => verdict)).toEqual(['withdrawn']);
});

test('record and withdrawal in one request, in either order: nothing of it is kept', async () => {
  for (const turned of [false, true]) {
    const code = aCode();
    const both = [await record(shared, { code }), await withdrawal(shared, code)];
    expect(await said(shared, turned ? both.toReversed() : both)).toEqual(['withdrawn', 'withdrawn']);
    await expectGone(shared, ...both.map(({ id }) => id));
  }
});

test('a correction: in one request the new answers are stored and the old ones are gone', async () => {
  const at = await aCouncil();
  const code = aCode();
  const old = await record(at, { code });
  await said(at, [old]);
  const anew = await record(at, { header: { replaces: old.id } });
  expect(await said(at, [anew, await withdrawal(at, code)])).toEqual(['stored', 'withdrawn']);
  expect((await at.council.db.selectFrom('records').select('id').execute()).map(({ id }) => id)).toEqual([anew.id]);
});

test('a record that was put aside is taken back like any other', async () => {
  const at = shared;
  const code = aCode();
  const aside = await record(at, { code, header: { pack: 'nobody-knows-it' } });
  expect(await said(at, [aside])).toEqual(['parked']);
  expect(await said(at, [await withdrawal(at, code)])).toEqual(['withdrawn']);
  await expectGone(at, aside.id);
  expect(await said(at, [aside])).toEqual(['withdrawn']);
});

test('a copied phone that has finished the same draft under another code can’t bring it back, whichever code takes it back', async () => {
  for (const by of ['first', 'second', 'second, before it came'] as const) {
    const at = shared;
    const [one, two] = [aCode(), aCode()];
    const first = await record(at, { code: one });
    const second = await record(at, { code: two, id: first.id, text: 'the same, sealed once more' });
    const back = await withdrawal(at, by === 'first' ? one : two);
    await said(at, by === 'second, before it came' ? [first] : [first, second]);
    await said(at, [back]);
    await said(at, [second]);
    await expectGone(at, first.id);
    expect(await said(at, [first, second])).toEqual(['withdrawn', 'withdrawn']);
  }
});

test('its recordings go too, whole or half there, with all that staff heard and wrote of them; they are refused, and leave the phone', async () => {
  const at = shared;
  const { db } = at.council;
  const code = aCode();
  const { record: sent, clips } = await aRecordWithClips(at.council.keys.ring, packOf(at), [300_000, 600_000], { code });
  const [whole, half] = clips as [(typeof clips)[0], (typeof clips)[0]];
  await said(at, [sent]);
  await patchAll(at, whole);
  await patchPiece(at, half, 0);
  const { id } = whole.named;
  await db.insertInto('hearings').values({ clip: id, who: 'A', voice: 'so', at: 1 }).execute();
  await db.insertInto('clipOpenings').values({ id: 'o', clip: id, who: 'A', at: 1 }).execute();
  await db.insertInto('transcripts').values({ id: 't', clip: id, kind: 'transcript', voice: 'so', sealed: 'x', who: 'A', at: 1 }).execute();
  await db.insertInto('spokenIn').values({ clip: id, voice: 'so', who: 'A', at: 1 }).execute();
  await said(at, [await withdrawal(at, code)]);
  await expectGone(at, sent.id, whole.named.id, half.named.id);
  await expectProblem(await patchPiece(at, half, 1), 'not-expected', 404);
  expect((await held(at, clips.map(({ named }) => named))).map(({ verdict }) => verdict)).toEqual(['withdrawn', 'withdrawn']);
});

test('clips of a record that came after it was taken back leave the phone as well', async () => {
  const code = aCode();
  const { record: sent, clips } = await aRecordWithClips(shared.council.keys.ring, packOf(shared), [1_000], { code });
  await said(shared, [await withdrawal(shared, code)]);
  expect(await said(shared, [sent])).toEqual(['withdrawn']);
  expect((await held(shared, clips.map(({ named }) => named))).map(({ verdict }) => verdict)).toEqual(['withdrawn']);
});

test('a late record that names another’s recording does not take that one with it', async () => {
  const at = shared;
  const { record: other, clips } = await aRecordWithClips(at.council.keys.ring, packOf(at), [1_000]);
  await said(at, [other]);
  const code = aCode();
  await said(at, [await withdrawal(at, code)]);
  await said(at, [await record(at, { code, header: { clips: clips.map(({ named }) => named) } })]);
  expect(await patchAll(at, clips[0]!)).toMatchObject({ status: 200 });
  expect((await held(at, clips.map(({ named }) => named))).map(({ verdict }) => verdict)).toEqual(['stored']);
});

test.each([
  ['it can’t be opened here', 'withdrawal-closed', async (at: ACouncil, code: string) => {
    const [back, other] = [await withdrawal(at, code), await withdrawal(at, code)];
    return { ...back, sealed: other.sealed, digest: await digestOf(back.header, other.sealed) };
  }],
  ['its code is not that of its hash', 'withdrawal-code', async (at: ACouncil, code: string) => withdrawal(at, aCode(), { header: { withdrawHash: await withdrawHash(code) } })],
  ['its code has a wrong check letter', 'withdrawal-code', async (at: ACouncil, code: string) => withdrawal(at, `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)],
] as const)('a withdrawal is put aside and takes nothing back: %s', async (_, why, make) => {
  const at = await aCouncil();
  const code = aCode();
  const sent = await record(at, { code });
  await said(at, [sent]);
  expect(await said(at, [await make(at, code)])).toEqual(['parked']);
  expect(await at.council.db.selectFrom('parked').select('why').execute()).toEqual([{ why }]);
  expect(await everything(at)).toContain(sent.id);
  expect(await at.council.db.selectFrom('withdrawn').selectAll().execute()).toEqual([]);
});

test('a withdrawal that borrows the id of what is kept buries nothing but its own', async () => {
  const at = await aCouncil();
  const kept = await record(at);
  await said(at, [kept]);
  expect(await said(at, [await withdrawal(at, aCode(), { id: kept.id })])).toEqual(['withdrawn']);
  expect(await said(at, [kept])).toEqual(['duplicate']);
  expect(await at.council.db.selectFrom('tombstones').selectAll().execute()).toEqual([]);
});

test('one whose conversation is not known here is carried out all the same', async () => {
  const code = aCode();
  const sent = await record(shared, { code });
  await said(shared, [sent]);
  const elsewhere = await aRecord(shared.council.keys.ring, { ...packOf(shared), id: 'long-gone' as never }, { kind: 'withdrawal', code });
  expect(await said(shared, [elsewhere])).toEqual(['withdrawn']);
  await expectGone(shared, sent.id);
});

test('it is durable where the second place has it too, and the second place is told what is gone', async () => {
  const code = aCode();
  const sent = await record(shared, { code });
  await said(shared, [sent]);
  const { verdicts } = await shared.hand([await withdrawal(shared, code)]);
  expect(verdicts).toEqual([expect.objectContaining({ verdict: 'withdrawn', durable: true }) as object]);
  expect(await shared.council.db.selectFrom('erasuresDue').selectAll().execute()).toEqual([]);
});

test('the second place fails: what was taken back is gone here and not called durable, and it is told at the next request', async () => {
  const at = await aCouncil(undefined, { isOneDiskEnough: true });
  const { second } = at.council;
  const { erase } = second;
  let isBroken = true;
  const told: unknown[] = [];
  Object.assign(second, { erase: async (erasures: Parameters<typeof erase>[0]) => (isBroken ? Promise.reject(new Error('no disk')) : (told.push(...erasures), erase(erasures))) });
  const code = aCode();
  const sent = await record(at, { code });
  await said(at, [sent]);
  const back = await withdrawal(at, code);
  expect((await at.hand([back])).verdicts).toMatchObject([{ verdict: 'withdrawn', durable: false }]);
  expect(await at.council.db.selectFrom('records').selectAll().execute()).toEqual([]);
  isBroken = false;
  expect(await held(at, [back])).toMatchObject([{ verdict: 'withdrawn', durable: true }]);
  expect(told).toMatchObject([{ withdrawHash: await withdrawHash(code), records: [sent.id, back.id].toSorted() }]);
});

test.each(['the next start', 'the next minute'])('no request comes: the second place is told at %s', async (when) => {
  const folder = aFolder();
  if (when === 'the next minute') vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let at = await aCouncil(folder, { isOneDiskEnough: true });
  const journaled = () => textIn(join(folder, 'data-journal'));
  const owed = () => at.council.db.selectFrom('erasuresDue').selectAll().execute();
  const { second } = at.council;
  const { erase } = second;
  Object.assign(second, { erase: () => Promise.reject(new Error('no disk')) });
  const code = aCode();
  const sent = await record(at, { code });
  await said(at, [sent]);
  await said(at, [await withdrawal(at, code)]);
  expect(await owed()).toHaveLength(1);
  const erasure = `"erasure":{"withdrawHash":"${await withdrawHash(code)}"`;
  expect(journaled()).not.toContain(erasure);
  Object.assign(second, { erase });
  if (when === 'the next start') {
    await at.close();
    at = await aCouncil(folder, { isOneDiskEnough: true });
  } else vi.advanceTimersByTime(60_000);
  await at.council.care.settled();
  expect(await owed()).toEqual([]);
  expect(journaled()).toContain(erasure);
});

test('the log says that codes were taken back, and neither which nor when beyond the day', async () => {
  const at = await aCouncil();
  const codes = [aCode(), aCode()];
  const [answers, support] = [await record(at, { code: codes[0]! }), await record(at, { kind: 'support', code: codes[1]! })];
  await said(at, [answers]);
  await said(at, [support]);
  for (const code of codes) await said(at, [await withdrawal(at, code)]);
  const rows = await at.council.db.selectFrom('audit').selectAll().where('did', '=', 'taken-back').execute();
  const day = Date.parse(new Date(at.council.env.now()).toISOString().slice(0, 10));
  expect(rows).toEqual([0, 1].map(() => ({ at: day, who: 'phone', did: 'taken-back', record: null, detail: null })));
  expect(at.log.join('\n')).not.toContain(support.id);
});

test('staff take back by a code as people say it; the log has who and when, and not the code', async () => {
  const at = await aCouncil();
  const code = aCode();
  const sent = await record(at, { code });
  await said(at, [sent]);
  expect(await takeBackByCode(at.council, 'Hasan', ` ${code.toLowerCase().replaceAll('-', ' ')}`)).toEqual({ ok: true, value: 'taken-back' });
  expect(await takeBackByCode(at.council, 'Hasan', code)).toEqual({ ok: true, value: 'was-before' });
  const unknown = aCode();
  expect(await takeBackByCode(at.council, 'Hasan', unknown)).toEqual({ ok: true, value: 'waits' });
  expect(await takeBackByCode(at.council, 'Hasan', `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)).toEqual({ ok: false, problem: 'not-a-code' });
  await expectGone(at, sent.id);
  expect(await said(at, [await record(at, { code: unknown })])).toEqual(['withdrawn']);
  const log = await at.council.db.selectFrom('audit').selectAll().where('did', '=', 'took-back').execute();
  expect(log).toHaveLength(3);
  expect(JSON.stringify(log)).not.toMatch(new RegExp(`${code}|${sent.id}|${await withdrawHash(code)}`));
});

test('in any order of record, copy, withdrawal, resend and clip the end is the same: nothing of it, and all of the rest', async () => {
  const { ring } = shared.council.keys;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('record', 'copy', 'back', 'back again', 'clip', 'bystander', 'held'), { minLength: 3, maxLength: 9 }), async (order) => {
      const code = aCode();
      const { record: sent, clips } = await aRecordWithClips(ring, packOf(shared), [1_000], { code });
      const copy = await record(shared, { code: aCode(), id: sent.id });
      const [back, again, bystander] = [await withdrawal(shared, code), await withdrawal(shared, code), await record(shared)];
      const named = { record: sent, copy, back, 'back again': again, bystander } as const;
      for (const step of [...order, 'record', 'back', 'bystander'] as const) {
        if (step === 'clip') await patchAll(shared, clips[0]!);
        else if (step === 'held') await held(shared, [sent, back, clips[0]!.named]);
        else await said(shared, [named[step]]);
      }
      await expectGone(shared, sent.id, clips[0]!.named.id, back.id);
      expect(await said(shared, [sent, copy, bystander])).toEqual(['withdrawn', 'withdrawn', 'duplicate']);
      expect((await patchAll(shared, clips[0]!)).status).toBe(404);
    }),
    { numRuns: process.env['PROVE'] === '1' ? 200 : 12, seed: Number(process.env['SEED'] ?? 1) },
  );
});
