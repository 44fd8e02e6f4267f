/** Seals what a draft holds: the answers, and apart from them what was asked for, each with its receipt. */
import type { Answer } from '../../domain/answer.ts';
import type { ClipAnswer } from '../../domain/clip.ts';
import { clipsAsked, hasVoice } from '../../domain/draft-clips.ts';
import { answersAsked } from '../../domain/next-question.ts';
import { quoteWith, QUOTE_UNLESS_TOLD } from '../../domain/consent.ts';
import type { Draft } from '../../domain/draft.ts';
import type { Language } from '../../domain/language.ts';
import type { Pack } from '../../domain/pack.ts';
import { problem } from '../../domain/problem.ts';
import { kindOf } from '../../domain/question-kinds/index.ts';
import { APART_KINDS, toTheMinute } from '../../domain/record.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import type { KeyRing } from '../../domain/wire.ts';
import { drawCode, withdrawHash } from '../../proof/code.ts';
import type { HeaderFacts, PartFacts } from '../../seal/seal.ts';
import type { Clips } from '../../store/clips.ts';
import type { KeptReceipt, Library } from '../../store/library.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { ToSend } from '../../store/taken-back.ts';
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

export interface Sealed extends ToSend {
  readonly receipt: KeptReceipt;
}

/** Loaded when it is needed: nobody waits for encryption on the way to the first question. */
const loadSeal = async (): Promise<typeof import('../../seal/seal.ts') | undefined> => import('../../seal/seal.ts').catch(() => undefined);

type SealFacts = Required<Pick<HeaderFacts, 'id' | 'mode'>> & Pick<HeaderFacts, 'replaces'> & { readonly kind: KeptReceipt['kind'] };
interface Spoken {
  readonly clips: readonly ClipAnswer[];
  readonly keepsCopy: boolean;
}
export const NOTHING_SPOKEN: Spoken = { clips: [], keepsCopy: false };
export interface Inside {
  readonly parts: readonly PartFacts[];
  readonly copy: KeptReceipt['copy'];
}

/** Recordings first, since the header has their digests. `inside` hears which of them the device really had. */
export const sealOne = async (
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
  const { id, kind, mode, replaces } = facts;
  // What could lead from what stands apart to the answers beside it stays out of its header.
  const openly = APART_KINDS.has(kind) ? {} : { packVersion: pack.version, mode, createdAt: toTheMinute(now) };
  const header = { id, kind, pack: pack.id, ...openly, ...(replaces === undefined ? {} : { replaces }), withdrawHash: await withdrawHash(code), clips: clipped.value.inHeader };
  const sealed = await sealing.seal(ring, header, parts);
  if (!sealed.ok) return sealed;
  try {
    await desk.library.keepRing(ring);
  } catch (error) {
    return bad(refusal(error));
  }
  const handedInOn = new Date(now).toISOString().slice(0, 10);
  const receipt: KeptReceipt = {
    id: facts.id, kind: facts.kind, pack: pack.id, packNumber: pack.version.number, code, handedInOn, picture: pack.picture, hidden: false, copy,
  };
  return good({ record: sealed.value, receipt, kind: facts.kind });
};

const partOf = (answers: readonly Answer[], pack: Pack, part: 'closed' | 'words'): readonly Answer[] =>
  answers.filter((answer) => {
    const question = pack.questions.find((each) => each.id === answer.q);
    // Skipped and "rather not say" are choices, whatever the question was.
    const given = answer.kind !== 'skipped' && answer.kind !== 'rather-not-say';
    return (given && question ? kindOf(question).part : 'closed') === part;
  });

export const sealAnswers = (desk: Desk, pack: Pack, draft: Draft, lang: Language, onClip: (n: number) => void): Promise<Result<Sealed>> => {
  const answers = answersAsked(pack.questions, draft.answers);
  const about = { set: pack.aboutYou.id, answers: answersAsked(pack.aboutYou.questions, draft.about) };
  const words = { part: 'words', answers: partOf(answers, pack, 'words') } as const;
  const inside = (clips: readonly ClipAnswer[]): Inside => ({
    parts: [{ part: 'closed', lang, answers: [...partOf(answers, pack, 'closed'), ...clips], about, quote: quoteWith(draft.quote, hasVoice(clips)) ?? QUOTE_UNLESS_TOLD }, words],
    copy: draft.keepCopy ? { answers, lang, ...(clips.length === 0 ? {} : { clips }) } : null,
  });
  const facts = { id: draft.id, mode: draft.mode, kind: 'answers', ...(draft.replaces ? { replaces: draft.replaces.id } : {}) } as const;
  return sealOne(desk, pack, facts, { clips: clipsAsked(pack.questions, draft), keepsCopy: draft.keepCopy === true }, inside, onClip);
};

export const sealSupport = (desk: Desk, pack: Pack, draft: Draft, lang: Language, onClip?: (n: number) => void): Promise<Result<Sealed>> => {
  const { id, answers, reach, clips = [] } = draft.support;
  const inside = (spoken: readonly ClipAnswer[]): Inside => ({ parts: [{ part: 'words', lang, set: pack.support.id, answers: [...answers, ...spoken], reach }], copy: null });
  return sealOne(desk, pack, { id, mode: draft.mode, kind: 'support' }, { clips, keepsCopy: false }, inside, onClip);
};
