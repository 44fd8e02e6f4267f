/** Turns a draft into sealed records in the outbox: after this it is kept, and this device can't read it. */
import { clipCount, clipsAsked } from '../../domain/draft-clips.ts';
import { asksForSupport, type Draft } from '../../domain/draft.ts';
import { drawRecordId, type RecordId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { Pack } from '../../domain/pack.ts';
import { problem } from '../../domain/problem.ts';
import type { Header } from '../../domain/record.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import type { KeptReceipt } from '../../store/library.ts';
import type { ToSend } from '../../store/taken-back.ts';
import { refusal } from '../../store/refused.ts';
import { NOTHING_SPOKEN, sealAnswers, sealOne, sealSupport, type Desk, type Inside, type OnClip, type Sealed } from './seal-draft.ts';

export type { Desk, OnClip } from './seal-draft.ts';

/**
 * The last step: recordings that the record names may go, and leave the device's open store unless a copy is kept. Two
 * tabs may have sealed them into different bytes; those of the record that is in the outbox count. Whoever drains the
 * outbox does this too, so that nothing is lost where it fails here or the phone dies before it.
 */
const release = async (desk: Desk, { record }: Sealed, { copy }: KeptReceipt): Promise<void> => {
  const row = await desk.outbox.rowOf(record.id);
  const { clips } = JSON.parse((row?.record ?? record).header) as Header;
  if (clips.length === 0 && !(await desk.hasRecordings())) return;
  await desk.clips.release(record.id, clips, copy !== null);
  if (copy === null) return;
  const kept = new Set<string>((copy.clips ?? []).flatMap(({ value }) => value.map(({ id }) => id)));
  const others = (await desk.recordings.of(record.id)).map(({ recording }) => recording.id).filter((id) => !kept.has(id));
  await desk.recordings.drop(others);
};

/**
 * Receipts first: a receipt without its record does no harm, a record without its receipt has lost its code. Two tabs
 * may finish one draft at the same moment: the outbox keeps one record, and the receipt that stays is that record's.
 */
const putAway = async (desk: Desk, all: readonly Sealed[], withdrawal?: ToSend): Promise<Result<readonly KeptReceipt[]>> => {
  try {
    await desk.library.addReceipts(all.map((each) => each.receipt));
    const added = await desk.outbox.put(withdrawal === undefined ? all : [...all.slice(0, 1), withdrawal, ...all.slice(1)]);
    const won = all.filter((each) => added.has(each.record.id)).map((each) => each.receipt);
    // From here on it is handed in: what can't be written any more is at least shown.
    await desk.library.keepReceipts(won).catch(() => undefined);
    const kept = await Promise.all(all.map((each) => desk.library.receiptOf(each.record.id).catch(() => undefined)));
    const receipts = all.map(({ receipt }, index) => (added.has(receipt.id) ? receipt : (kept[index] ?? receipt)));
    for (const [index, each] of all.entries()) await release(desk, each, receipts[index] ?? each.receipt).catch(() => undefined);
    return good(receipts);
  } catch (error) {
    return bad(refusal(error));
  }
};

/** One tab after the other where the browser has locks, so that the second one shows the first one's code at once. */
const inTurn = <T>(desk: Desk, work: () => Promise<T>): Promise<T> => {
  const { locks } = desk.env;
  return locks === undefined ? work() : locks.request('our-turn-hand-in', work);
};

/** What a person asked for, handed in by itself: when they stop before the end, since support is what they lack. */
export const handInSupport = async (desk: Desk, pack: Pack, draft: Draft, lang: Language): Promise<Result<readonly KeptReceipt[]>> => {
  const sealed = await sealSupport(desk, pack, draft, lang);
  return sealed.ok ? inTurn(desk, () => putAway(desk, [sealed.value])) : sealed;
};

/** A correction goes in one with what takes the old answers back: the council gets both, or neither. */
const asCorrection = async (desk: Desk, pack: Pack, { replaces }: Draft, answers: Sealed): Promise<Result<{ readonly answers: Sealed; readonly withdrawal?: ToSend }>> => {
  if (replaces === undefined) return good({ answers });
  const [ring, taking] = await Promise.all([desk.ring(), import('./taking-back.ts').catch(() => undefined)]);
  if (ring === undefined || taking === undefined) return bad(problem('keys-missing'));
  const sealed = await taking.sealWithdrawal(desk, { pack, ring }, { code: replaces.code, kind: 'answers' });
  if (!sealed.ok) return sealed;
  const [by, inOne] = [sealed.value.record.id, [answers.record.id, sealed.value.record.id]];
  return good({ answers: { ...answers, inOne, receipt: { ...answers.receipt, replaces: { id: replaces.id, by } } }, withdrawal: { ...sealed.value, inOne } });
};

/** The whole draft: answers, and apart from them what was asked for. All of it is in the outbox, or none. */
export const handIn = async (desk: Desk, pack: Pack, draft: Draft, lang: Language, onClip: OnClip = () => undefined): Promise<Result<readonly KeptReceipt[]>> => {
  const own = clipsAsked(pack.questions, draft).reduce((sum, { value }) => sum + value.length, 0);
  const all = own + (asksForSupport(draft) ? clipCount(draft, 'support') : 0);
  const sealed = await sealAnswers(desk, pack, draft, lang, (n) => onClip(n, all));
  const ready = sealed.ok ? await asCorrection(desk, pack, draft, sealed.value) : sealed;
  if (!ready.ok) return ready;
  const { answers, withdrawal } = ready.value;
  if (!asksForSupport(draft)) return inTurn(desk, () => putAway(desk, [answers], withdrawal));
  const support = await sealSupport(desk, pack, draft, lang, (n) => onClip(own + n, all));
  return support.ok ? inTurn(desk, () => putAway(desk, [answers, support.value], withdrawal)) : support;
};

/** A wish to hear what became of it: a record of its own, sharing nothing with the answers. */
export const handInInterest = async (desk: Desk, pack: Pack, reach: string, lang: Language): Promise<Result<RecordId>> => {
  const id = drawRecordId(desk.env.random);
  const inside = (): Inside => ({ parts: [{ part: 'words', lang, wish: 'hear-back', reach }], copy: null });
  const sealed = await sealOne(desk, pack, { id, mode: 'own-phone', kind: 'interest' }, NOTHING_SPOKEN, inside);
  if (!sealed.ok) return sealed;
  const kept = await putAway(desk, [sealed.value]);
  return kept.ok ? good(id) : kept;
};
