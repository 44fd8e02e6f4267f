/** Answers that were spoken, or drawn: a record with real recordings and pictures, sealed and sent as a phone does. */
import { drawClipId, type ClipAnswer, type ClipFacts, type ClipHead, type ClipId } from '../../src/domain/clip.ts';
import { drawRecordId, type QuestionId } from '../../src/domain/id.ts';
import type { Pack } from '../../src/domain/pack.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { sealClip } from '../../src/seal/seal-clip.ts';
import { patchAll, type AClip, type Recorded } from './a-clip.ts';
import type { ACouncil } from './a-council.ts';
import { aRecord, type RecordWish } from './a-record.ts';
import { aPicture, aSilence } from './a-recorded-sound.ts';
import { someBytes } from './a-world.ts';

const random = someBytes(20261126);

export interface ClipWish extends Partial<Omit<ClipFacts, 'id'>> {
  readonly q?: string;
  readonly media?: Uint8Array<ArrayBuffer>;
  /** What stands at the head of the sealed file, where that is another thing than the answer says. */
  readonly head?: Readonly<Record<string, unknown>>;
}

const SECONDS = 3;

/** Sounds are Ogg and pictures PNG, unless the head says otherwise. */
const sealOne = async (ring: Pick<KeyRing, 'recipients'>, belongs: Pick<ClipHead, 'record' | 'pack'>, wish: ClipWish): Promise<AClip & { readonly facts: ClipFacts; readonly q: string }> => {
  const { q = 'impact', medium = 'sound', lang = 'so' } = wish;
  const seconds = wish.seconds ?? (medium === 'sound' ? SECONDS : 0);
  const media = wish.media ?? (medium === 'sound' ? aSilence(SECONDS) : aPicture());
  const id: ClipId = drawClipId(random);
  const facts: ClipFacts = { id, medium, seconds, lang };
  const head = { v: 1, ...belongs, ...facts, q, type: medium === 'sound' ? 'audio/ogg' : 'image/png', ...wish.head } as unknown as ClipHead;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const sealed = await sealClip(ring, head, (async function* () { yield media; })(), async (piece) => void pieces.push(piece));
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return { head, media, named: { id, digest: sealed.value.digest, bytes: sealed.value.bytes }, pieces, facts, q };
};

/** The record and what was recorded for it, in this order. */
export const aSpokenAnswer = async (ring: Pick<KeyRing, 'recipients'>, pack: Pick<Pack, 'id' | 'version'>, wishes: readonly ClipWish[], wish: RecordWish = {}): Promise<Recorded> => {
  const id = wish.id ?? drawRecordId(random);
  const clips = await Promise.all(wishes.map((each) => sealOne(ring, { record: id, pack: pack.id }, each)));
  const told = [...new Set(clips.map(({ q }) => q))].map((q): ClipAnswer => ({ q: q as QuestionId, kind: 'clips', value: clips.filter((each) => each.q === q).map(({ facts }) => facts) }));
  const header = { clips: clips.map(({ named }) => named), ...wish.header };
  return { record: await aRecord(ring, pack, { clips: told, ...wish, id, header }), clips };
};

/** Handed in to this council, with every piece of every recording. */
export const aHandedAnswer = async (council: ACouncil, wishes: readonly ClipWish[], wish: RecordWish = {}): Promise<Recorded> => {
  const { pack } = council.council.packs.current('visitor-parking')!;
  const spoken = await aSpokenAnswer(council.council.keys.ring, pack, wishes, wish);
  const [verdict] = (await council.hand([spoken.record])).verdicts;
  if (verdict?.verdict !== 'stored') throw new Error(`the record was not stored: ${verdict?.verdict}`);
  for (const clip of spoken.clips) {
    const answer = await patchAll(council, clip);
    if (answer.status !== 200) throw new Error(`the recording was not taken: ${answer.status} ${await answer.text()}`);
  }
  return spoken;
};
