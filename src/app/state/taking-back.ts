/** Taking back what was handed in: seals what asks the council for it, keeps that in the outbox, and then clears this phone. */
import { drawRecordId, type PackId, type RecordId } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Pack, ShelfPack } from '../../domain/pack.ts';
import { toTheMinute, type RecordKind } from '../../domain/record.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import type { KeyRing } from '../../domain/wire.ts';
import { lettersOf, readCode, withdrawHash } from '../../proof/code.ts';
import type { Clips } from '../../store/clips.ts';
import type { KeptReceipt, Library } from '../../store/library.ts';
import type { Outbox } from '../../store/outbox.ts';
import { refusal } from '../../store/refused.ts';
import type { ToSend } from '../../store/taken-back.ts';
import type { SyncEnv } from '../../sync/env.ts';
import { fetchRing, fetchShelf } from './fetching.ts';

export interface TakingDesk {
  readonly env: SyncEnv;
  readonly library: Library;
  readonly outbox: Outbox;
  readonly clips: Clips;
  readonly hasRecordings: () => Promise<boolean>;
}

/**
 * So long it waits before it goes, if its owner does not leave sooner: nobody who looks at the offer to undo it slowly is to
 * find it gone, and a phone that is put away all the same sends it.
 */
export const OFFER_MS = 10 * 60_000;

/** A withdrawal names a conversation like every record: that of what it takes back, or else the first on the shelf by its id. */
interface Named {
  readonly pack: Pick<Pack, 'id' | 'version'>;
  readonly ring: KeyRing;
}

const nameFrom = async (id: string | undefined): Promise<Result<Named>> => {
  const found = await fetchShelf();
  if (!found.ok) return found;
  const packs = found.value.shelf.packs.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const pack: ShelfPack | undefined = packs.find((each) => each.id === id) ?? packs[0];
  const ring = pack && (await fetchRing(pack));
  return pack !== undefined && ring?.ok ? good({ pack, ring: ring.value }) : bad(problem('keys-missing'));
};

interface ToTakeBack {
  readonly code: string;
  /** Undefined where only the code is known: then it goes as if it stood apart, and says no time. */
  readonly kind: RecordKind | undefined;
}

export const sealWithdrawal = async ({ env, library }: Pick<TakingDesk, 'env' | 'library'>, { pack, ring }: Named, { code, kind }: ToTakeBack): Promise<Result<ToSend>> => {
  const sealing = await import('../../seal/seal.ts').catch(() => undefined);
  if (sealing === undefined) return bad(problem('keys-missing'));
  const isTogether = kind === 'answers';
  const header = {
    id: drawRecordId(env.random), kind: 'withdrawal', pack: pack.id as PackId,
    // What stands apart says neither when nor in which version, its withdrawal included.
    ...(isTogether ? { packVersion: pack.version, mode: 'own-phone' as const, createdAt: toTheMinute(env.now()) } : {}),
    withdrawHash: await withdrawHash(code),
  } as const;
  const sealed = await sealing.seal(ring, header, [{ part: 'closed', code: lettersOf(code) }]);
  if (!sealed.ok) return sealed;
  try {
    await library.keepRing(ring);
    return good({ kind: 'withdrawal', record: sealed.value, lane: isTogether ? 'together' : 'apart' });
  } catch (error) {
    return bad(refusal(error));
  }
};

/** The ask before the receipt: one that is not noted here is carried out all the same, the other way round nothing would be. */
export const takeBack = async (desk: TakingDesk, receipt: KeptReceipt): Promise<Result<KeptReceipt>> => {
  const named = await nameFrom(receipt.pack);
  const sealed = named.ok ? await sealWithdrawal(desk, named.value, { code: receipt.code, kind: receipt.kind === 'withdrawal' ? undefined : receipt.kind }) : named;
  if (!sealed.ok) return sealed;
  const taken = { ...receipt, takenBack: sealed.value.record.id };
  try {
    await desk.outbox.put([{ ...sealed.value, notBefore: desk.env.now() + OFFER_MS }]);
    await desk.library.keepReceipts([taken]);
    return good(taken);
  } catch (error) {
    return bad(refusal(error));
  }
};

/** Calls it off; undefined where it has gone out already. */
export const undoTakingBack = async ({ env, library, outbox }: TakingDesk, receipt: KeptReceipt): Promise<KeptReceipt | undefined> => {
  if (receipt.takenBack === undefined || !(await outbox.takeOut(receipt.takenBack, env.now()))) return undefined;
  const { takenBack: _calledOff, ...before } = receipt;
  await library.keepReceipts([before]);
  return before;
};

/** Nothing to read of it stays on this phone but that it was there; and what asks for it may go now. */
const clear = async ({ library, outbox, clips, hasRecordings }: TakingDesk, receipt: KeptReceipt, by: RecordId): Promise<void> => {
  await outbox.letGo(by);
  if (await hasRecordings()) await clips.dropRecord(receipt.id);
  if (receipt.copy !== null || receipt.takenBack === undefined) await library.keepReceipts([{ ...receipt, takenBack: by, copy: null }]);
};

/** Old answers whose place new ones take stay in the outbox: until the council has the new ones they are what it would have. */
const dropSealed = async ({ library, outbox }: TakingDesk, { id, kind, takenBack }: KeptReceipt): Promise<void> => {
  const isCorrected = (await library.receipts()).some(({ replaces }) => replaces !== undefined && replaces.by === takenBack);
  if (kind !== 'withdrawal' && !isCorrected) await outbox.drop(id);
};

/** Once the offer to undo it has gone. */
export const finishTakingBack = async (desk: TakingDesk, id: RecordId): Promise<void> => {
  // As it is now: another tab may have called it off.
  const receipt = await desk.library.receiptOf(id);
  if (receipt?.takenBack === undefined) return;
  await clear(desk, receipt, receipt.takenBack);
  // What still waits here need not leave any more; what is on its way all the same is turned away by its code.
  await dropSealed(desk, receipt);
};

/** What a closed tab or a killed browser has left half done; and what a correction that was handed in takes the place of. */
export const finishAll = async (desk: TakingDesk): Promise<void> => {
  const receipts = await desk.library.receipts();
  for (const { id, replaces } of receipts) {
    const old = replaces && receipts.find((each) => each.id === replaces.id);
    if (old && old.takenBack === undefined && (await desk.outbox.stateOf(id)) !== undefined) await clear(desk, old, replaces.by);
  }
  for (const { id, kind, takenBack } of receipts) if (takenBack !== undefined && kind !== 'withdrawal') await finishTakingBack(desk, id);
};

/** From a code that somebody typed, from whatever phone or paper. Only that it was done is kept here, not the code. */
export const takeBackByCode = async (desk: TakingDesk, typed: string): Promise<Result<KeptReceipt>> => {
  const code = readCode(typed);
  if (code === undefined) return bad(problem('not-a-code'));
  const own = (await desk.library.receipts().catch(() => [])).find((receipt) => receipt.code === code);
  if (own?.takenBack !== undefined) return good(own);
  if (own !== undefined) return takeBack(desk, own);
  const named = await nameFrom(undefined);
  const sealed = named.ok ? await sealWithdrawal(desk, named.value, { code, kind: undefined }) : named;
  if (!named.ok || !sealed.ok) return sealed as Result<never>;
  const { id } = sealed.value.record;
  const handedInOn = new Date(desk.env.now()).toISOString().slice(0, 10);
  const receipt: KeptReceipt = { id, kind: 'withdrawal', pack: named.value.pack.id, packNumber: named.value.pack.version.number, code: '', handedInOn, picture: 'undo', hidden: false, copy: null, takenBack: id };
  try {
    await desk.outbox.put([sealed.value]);
    await desk.library.addReceipts([receipt]);
    return good(receipt);
  } catch (error) {
    return bad(refusal(error));
  }
};
