/** Seals a draft's recordings and pictures into the device's own store, where they wait for their record to be handed in. */
import { CLIP_VERSION, type ClipAnswer, type ClipFacts, type ClipInHeader } from '../../domain/clip.ts';
import { toHex, type PackId, type QuestionId, type RecordId } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import type { KeyRing } from '../../domain/wire.ts';
import { sealingName } from '../../store/clip-rows.ts';
import type { Clips } from '../../store/clips.ts';
import type { Lane } from '../../store/outbox.ts';
import type { Recordings } from '../../store/recordings.ts';
import { refusal } from '../../store/refused.ts';

/** The record that they will be named by. */
interface Owner {
  readonly record: RecordId;
  readonly pack: PackId;
  readonly lane: Lane;
  /** Whoever drains the outbox reads it off the sealing. */
  readonly keepsCopy: boolean;
}

export interface ClipDesk {
  readonly recordings: Recordings;
  readonly clips: Clips;
  readonly random: (bytes: number) => Uint8Array;
  readonly ring: KeyRing;
  /** Hears of each one before it is sealed, 1 for the first. */
  readonly onClip: (n: number) => void;
}

export interface SealedClips {
  readonly inHeader: readonly ClipInHeader[];
  /** What the answers say of them. One that is no longer on the device is not named: nobody shall wait for it. */
  readonly answers: readonly ClipAnswer[];
}

const CHANCE_BYTES = 8;

type SealClip = typeof import('../../seal/seal-clip.ts').sealClip;

const sealOne = async (desk: ClipDesk, owner: Owner, q: QuestionId, facts: ClipFacts, sealing: string, sealClip: SealClip): Promise<Result<ClipInHeader | undefined>> => {
  const recording = await desk.recordings.recording(facts.id);
  if (recording === undefined || recording.pieces === 0) return good(undefined);
  const { record, pack, lane, keepsCopy } = owner;
  const { id, medium, seconds, lang } = facts;
  const head = { v: CLIP_VERSION, id, record, pack, q, medium, type: recording.type, seconds, lang } as const;
  const sealed = await sealClip(desk.ring, head, desk.recordings.open(id), (piece, number) => desk.clips.addSealed(sealing, piece, number));
  if (!sealed.ok) return sealed;
  const inHeader = { id, digest: sealed.value.digest, bytes: sealed.value.bytes };
  await desk.clips.ready({ ...inHeader, sealing, record, lane, keepsCopy, pieces: sealed.value.pieces });
  return good(inHeader);
};

const sealEach = async (desk: ClipDesk, owner: Owner, spoken: readonly ClipAnswer[], begun: string[]): Promise<Result<ReadonlyMap<string, ClipInHeader>>> => {
  const inHeader = new Map<string, ClipInHeader>();
  if (spoken.length === 0) return good(inHeader);
  const sealing = await import('../../seal/seal-clip.ts').catch(() => undefined);
  if (sealing === undefined) return bad(problem('keys-missing'));
  try {
    for (const { q, value } of spoken) {
      for (const facts of value) {
        begun.push(sealingName(owner.record, toHex(desk.random(CHANCE_BYTES))));
        desk.onClip(begun.length);
        const sealed = await sealOne(desk, owner, q, facts, begun.at(-1) ?? '', sealing.sealClip);
        if (!sealed.ok) return sealed;
        if (sealed.value !== undefined) inHeader.set(facts.id, sealed.value);
      }
    }
    return good(inHeader);
  } catch (error) {
    return bad(refusal(error));
  }
};

/** One after the other, and each piece by piece: five minutes need no more memory than one. */
export const sealClips = async (desk: ClipDesk, owner: Owner, spoken: readonly ClipAnswer[]): Promise<Result<SealedClips>> => {
  const begun: string[] = [];
  const sealed = await sealEach(desk, owner, spoken, begun);
  if (!sealed.ok) {
    await desk.clips.giveUp(begun).catch(() => undefined);
    return sealed;
  }
  const answers = spoken.map((each) => ({ ...each, value: each.value.filter(({ id }) => sealed.value.has(id)) })).filter(({ value }) => value.length > 0);
  return good({ inHeader: [...sealed.value.values()], answers });
};
