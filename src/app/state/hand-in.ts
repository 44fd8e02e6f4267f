/** Turns a draft into sealed records in the outbox: after this it is kept, and this device can't read it. */
import type { Answer } from '../../domain/answer.ts';
import type { ClipAnswer } from '../../domain/clip.ts';
import { clipCount, clipsAsked } from '../../domain/draft-clips.ts';
import { answersAsked } from '../../domain/next-question.ts';
import { quoteWith, QUOTE_UNLESS_TOLD } from '../../domain/consent.ts';
import type { Draft } from '../../domain/draft.ts';
import { drawRecordId, type RecordId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { Pack } from '../../domain/pack.ts';
import { problem } from '../../domain/problem.ts';
import { kindOf } from '../../domain/question-kinds/index.ts';
import { APART_KINDS, toTheMinute, type Header, type RecordKind, type SealedRecord } from '../../domain/record.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import type { KeyRing } from '../../domain/wire.ts';
import { drawCode, withdrawHash } from '../../proof/code.ts';
import type { HeaderFacts, PartFacts } from '../../seal/seal.ts';
import type { Clips } from '../../store/clips.ts';
import type { KeptReceipt, Library } from '../../store/library.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { Recordings } from '../../store/recordings.ts';
import { refusal } from '../../store/refused.ts';
import type { SyncEnv } from '../../sync/env.ts';
import { sealClips, type SealedClips } from './seal-clips.ts';

/** What handing in needs of the rest of the app. */
export interface Desk {
  readonly env: SyncEnv;
  readonly library: Library;
  readonly outbox: Outbox;
  readonly recordings: Recordings;
  readonly clips: Clips;
  /** False where nothing was ever recorded: such a phone is given no database for it. */
  readonly hasRecordings: () => Promise<boolean>;
  readonly ring: () => Promise<KeyRing | undefined>;
}

/** Hears of each recording before it is locked, the first is 1: a long one takes a while on an old phone. */
export type OnClip = (n: number, all: number) => void;

interface Sealed {
  readonly record: SealedRecord;
  readonly receipt: KeptReceipt;
  readonly kind: RecordKind;
}

/** Loaded when it is needed: nobody waits for encryption on the way to the first question. */
const loadSeal = async (): Promise<typeof import('../../seal/seal.ts') | undefined> => import('../../seal/seal.ts').catch(() => undefined);

type SealFacts = Required<Pick<HeaderFacts, 'id' | 'mode'>> & { readonly kind: KeptReceipt['kind'] };
interface Spoken {
  readonly clips: readonly ClipAnswer[];
  readonly keepsCopy: boolean;
}
const NOTHING_SPOKEN: Spoken = { clips: [], keepsCopy: false };
interface Inside {
  readonly parts: readonly PartFacts[];
  readonly copy: KeptReceipt['copy'];
}

/** Recordings first, since the header has their digests. `inside` hears which of them the device really had. */
const sealOne = async (
  desk: Desk,
  pack: Pack,
  facts: SealFacts,
  spoken: Spoken,
  inside: (spoken: readonly ClipAnswer[]) => Inside,
  onClip: (n: number) => void = () => undefined,
): Promise<Result<Sealed>> => {
  const [ring, sealing] = await Promise.all([desk.ring(), loadSeal()]);
  if (ring === undefined || sealing === undefined) return bad(problem('keys-missing'));
  const owner = { record: facts.id, pack: pack.id, lane: APART_KINDS.has(facts.kind) ? 'apart' : 'together', keepsCopy: spoken.keepsCopy } as const;
  const { recordings, clips, env } = desk;
  const clipped: Result<SealedClips> = await sealClips({ recordings, clips, random: env.random, ring, onClip }, owner, spoken.clips);
  if (!clipped.ok) return clipped;
  const { parts, copy } = inside(clipped.value.answers);
  const now = env.now();
  const code = drawCode(env.random);
  const { id, kind, mode } = facts;
  // What could lead from what stands apart to the answers beside it stays out of its header.
  const openly = APART_KINDS.has(kind) ? {} : { packVersion: pack.version, mode, createdAt: toTheMinute(now) };
  const header = { id, kind, pack: pack.id, ...openly, withdrawHash: await withdrawHash(code), clips: clipped.value.inHeader };
  const sealed = await sealing.seal(ring, header, parts);
  if (!sealed.ok) return sealed;
  try {
    await desk.library.keepReceiptKeys(ring.receipts);
  } catch (error) {
    return bad(refusal(error));
  }
  const handedInOn = new Date(now).toISOString().slice(0, 10);
  const receipt: KeptReceipt = {
    id: facts.id, kind: facts.kind, pack: pack.id, packNumber: pack.version.number, code, handedInOn, picture: pack.picture, hidden: false, copy,
  };
  return good({ record: sealed.value, receipt, kind: facts.kind });
};

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
const putAway = async (desk: Desk, all: readonly Sealed[]): Promise<Result<readonly KeptReceipt[]>> => {
  try {
    await desk.library.addReceipts(all.map((each) => each.receipt));
    const added = await desk.outbox.put(all);
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

const partOf = (answers: readonly Answer[], pack: Pack, part: 'closed' | 'words'): readonly Answer[] => {
  return answers.filter((answer) => {
    const question = pack.questions.find((each) => each.id === answer.q);
    // Skipped and "rather not say" are choices, whatever the question was.
    const given = answer.kind !== 'skipped' && answer.kind !== 'rather-not-say';
    return (given && question ? kindOf(question).part : 'closed') === part;
  });
};

const hasVoice = (clips: readonly ClipAnswer[]): boolean => clips.some(({ value }) => value.some(({ medium }) => medium === 'sound'));

const sealAnswers = (desk: Desk, pack: Pack, draft: Draft, lang: Language, onClip: (n: number) => void): Promise<Result<Sealed>> => {
  const answers = answersAsked(pack.questions, draft.answers);
  const about = { set: pack.aboutYou.id, answers: answersAsked(pack.aboutYou.questions, draft.about) };
  const words = { part: 'words', answers: partOf(answers, pack, 'words') } as const;
  const inside = (clips: readonly ClipAnswer[]): Inside => ({
    parts: [{ part: 'closed', lang, answers: [...partOf(answers, pack, 'closed'), ...clips], about, quote: quoteWith(draft.quote, hasVoice(clips)) ?? QUOTE_UNLESS_TOLD }, words],
    copy: draft.keepCopy ? { answers, lang, ...(clips.length === 0 ? {} : { clips }) } : null,
  });
  return sealOne(desk, pack, { id: draft.id, mode: draft.mode, kind: 'answers' }, { clips: clipsAsked(pack.questions, draft), keepsCopy: draft.keepCopy === true }, inside, onClip);
};

/** Whether anything was asked for that the council should act on. */
export const asksForSupport = ({ support }: Pick<Draft, 'support'>): boolean =>
  !support.handedIn && (support.reach.trim() !== '' || (support.clips ?? []).length > 0 || support.answers.some((answer) => answer.kind !== 'skipped'));

const sealSupport = (desk: Desk, pack: Pack, draft: Draft, lang: Language, onClip?: (n: number) => void): Promise<Result<Sealed>> => {
  const { id, answers, reach, clips = [] } = draft.support;
  const inside = (spoken: readonly ClipAnswer[]): Inside => ({ parts: [{ part: 'words', lang, set: pack.support.id, answers: [...answers, ...spoken], reach }], copy: null });
  return sealOne(desk, pack, { id, mode: draft.mode, kind: 'support' }, { clips, keepsCopy: false }, inside, onClip);
};

/** What a person asked for, handed in by itself: when they stop before the end, since support is what they lack. */
export const handInSupport = async (desk: Desk, pack: Pack, draft: Draft, lang: Language): Promise<Result<readonly KeptReceipt[]>> => {
  const sealed = await sealSupport(desk, pack, draft, lang);
  return sealed.ok ? inTurn(desk, () => putAway(desk, [sealed.value])) : sealed;
};

/** The whole draft: answers, and apart from them what was asked for. All of it is in the outbox, or none. */
export const handIn = async (desk: Desk, pack: Pack, draft: Draft, lang: Language, onClip: OnClip = () => undefined): Promise<Result<readonly KeptReceipt[]>> => {
  const own = clipsAsked(pack.questions, draft).reduce((sum, { value }) => sum + value.length, 0);
  const all = own + (asksForSupport(draft) ? clipCount(draft, 'support') : 0);
  const answers = await sealAnswers(desk, pack, draft, lang, (n) => onClip(n, all));
  if (!answers.ok) return answers;
  if (!asksForSupport(draft)) return inTurn(desk, () => putAway(desk, [answers.value]));
  const support = await sealSupport(desk, pack, draft, lang, (n) => onClip(own + n, all));
  return support.ok ? inTurn(desk, () => putAway(desk, [answers.value, support.value])) : support;
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
