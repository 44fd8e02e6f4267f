/** Really sealed records and clips, made once for a process and the same in each: scenarios take from it, for sealing is slow. */
import type { QuestionId, RecordId } from '../../../src/domain/id.ts';
import { CLIP_VERSION, drawClipId, type ClipHead, type ClipInHeader } from '../../../src/domain/clip.ts';
import type { RecordKind, SealedRecord } from '../../../src/domain/record.ts';
import type { KeyRing } from '../../../src/domain/wire.ts';
import { drawCode, lettersOf, withdrawHash } from '../../../src/proof/code.ts';
import { digestOf } from '../../../src/proof/digest.ts';
import { makeSealingKey } from '../../../src/seal/keys.ts';
import { seal, type HeaderFacts } from '../../../src/seal/seal.ts';
import type { Lane } from '../../../src/store/outbox.ts';
import { sealClip } from '../../../src/seal/seal-clip.ts';
import { chance } from '../chance.ts';
import { HOW_MANY, isSupport, soundsOf, WAYS_OF_A_DRAFT } from '../goods.ts';
import type { Goods } from '../stage.ts';
import { makeSigningKeys, ringAfter, type SigningKeys } from './keys.ts';
import { withDrawnChance } from './own-world.ts';

export const PACK = 'visitor-parking';
const SEED = 20_261_123;

export interface PoolClip extends ClipInHeader {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
}
export interface Parcel {
  readonly kind: RecordKind;
  readonly record: SealedRecord;
  readonly clips: readonly PoolClip[];
  readonly lane: Lane;
  readonly code: string;
  readonly takesBack?: string;
  readonly inOne?: readonly RecordId[];
  readonly notBefore?: number;
}
export interface TakingBack {
  readonly own: Parcel;
  readonly typed: Parcel;
  readonly correction: Parcel | undefined;
}
export interface Pool {
  readonly ring: KeyRing;
  readonly identities: readonly string[];
  readonly signing: SigningKeys;
  /** By the code's hash: what takes back under it, from the phone's own list or by a code that was typed, and what corrects it. */
  readonly takingBack: ReadonlyMap<string, TakingBack>;
  /** By goods: each entry is what one deed hands in. Of `same-draft`, an entry is one draft and its parcels the ways in which it was sealed. */
  readonly goods: Readonly<Record<Goods, readonly (readonly Parcel[])[]>>;
}

const by = chance(SEED);
const hex = (bytes: number): string => Array.from(by.bytes(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const makeRing = async () => {
  const [intake, recovery] = [await makeSealingKey(), await makeSealingKey()];
  const signing = await makeSigningKeys();
  const recipients = [
    { kid: 'intake-1', use: 'intake' as const, recipient: intake.recipient },
    { kid: 'recovery-1', use: 'recovery' as const, recipient: recovery.recipient },
  ];
  const ring = ringAfter({ v: 1, recipients, receipts: [], recoverySigner: signing.recovery }, signing, []);
  return { ring, identities: [intake.identity], signing };
};

type Ring = Pick<KeyRing, 'recipients'>;

const makeClip = async (ring: Ring, record: string, bytes: number): Promise<PoolClip> => {
  const head = { v: CLIP_VERSION, id: drawClipId(by.bytes), record, pack: PACK, q: 'impact', medium: 'sound', type: 'audio/webm', seconds: 1, lang: 'so' } as unknown as ClipHead;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const media = [new Uint8Array(bytes).map((_, at) => at % 251)].values();
  const sealed = await sealClip(ring, head, { next: async () => media.next() as IteratorResult<Uint8Array> }, async (piece) => void pieces.push(piece));
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return { id: head.id, digest: sealed.value.digest, bytes: sealed.value.bytes, pieces };
};

/** By its hash: what was drawn for whom. */
const codes = new Map<string, string>();

const drawHash = async (): Promise<string> => {
  const code = drawCode(by.bytes);
  const hash = await withdrawHash(code);
  codes.set(hash, code);
  return hash;
};

const laneOf = (kind: RecordKind): Lane => (kind === 'support' || kind === 'interest' ? 'apart' : 'together');

const makeParcel = async (ring: Ring, kind: RecordKind, clips: readonly PoolClip[] = [], id = hex(16), more: object = {}): Promise<Parcel> => {
  const code = await drawHash();
  const facts = {
    id: id as RecordId, kind, pack: PACK, packVersion: { number: 1, hash: 'a' }, mode: 'own-phone',
    ...(kind === 'answers' ? { createdAt: '2026-11-23T20:31Z' } : {}),
    withdrawHash: code,
    clips: clips.map(({ id: clip, digest, bytes }) => ({ id: clip, digest, bytes })),
    ...more,
  } as unknown as HeaderFacts;
  const told = clips.map(({ id: clip }) => ({ id: clip, medium: 'sound', seconds: 1, lang: 'so' }));
  const closed = { part: 'closed', lang: 'en', answers: [{ q: 'impact' as QuestionId, kind: 'clips', value: told }], about: { set: 'about-you-1', answers: [] }, quote: 'none' };
  const parts = kind === 'answers' ? [closed] : [{ part: 'words', lang: 'en', set: 'support-1', answers: [], reach: `phone ${id}` }];
  const sealed = await seal(ring, facts, parts as never);
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return { kind, record: sealed.value, clips, lane: laneOf(kind), code };
};

const makeTaking = async (ring: Ring, hash: string, lane: Lane): Promise<Parcel> => {
  const facts = {
    id: hex(16) as RecordId, kind: 'withdrawal', pack: PACK,
    ...(lane === 'together' ? { packVersion: { number: 1, hash: 'a' }, mode: 'own-phone', createdAt: '2026-11-23T20:32Z' } : {}),
    withdrawHash: hash,
  } as unknown as HeaderFacts;
  const sealed = await seal(ring, facts, [{ part: 'closed', code: lettersOf(codes.get(hash)!) }] as never);
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return { kind: 'withdrawal', record: sealed.value, clips: [], lane, code: hash, takesBack: hash };
};

const takingBackAll = async (ring: Ring, goods: Pool['goods']): Promise<Pool['takingBack']> => {
  const all = new Map<string, TakingBack>();
  for (const { code, lane } of Object.values(goods).flat(2)) all.set(code, { own: await makeTaking(ring, code, lane), typed: await makeTaking(ring, code, 'apart'), correction: undefined });
  for (const { code, record } of goods.answers.flat()) {
    const correction = await makeParcel(ring, 'answers', [], hex(16), { replaces: record.id });
    all.set(code, { ...all.get(code)!, correction });
    all.set(correction.code, { own: await makeTaking(ring, correction.code, 'together'), typed: await makeTaking(ring, correction.code, 'apart'), correction: undefined });
  }
  return all;
};

/** A header that this version would not write. */
const strange = async ({ kind, record, lane, code }: Parcel, more: object): Promise<Parcel> => {
  const header = JSON.stringify({ ...(JSON.parse(record.header) as object), ...more });
  return { kind, lane, code, clips: [], record: { ...record, header, digest: await digestOf(header, record.sealed) } };
};

const many = async <T>(count: number, make: (at: number) => Promise<T>): Promise<readonly T[]> => {
  const made: T[] = [];
  for (let at = 0; at < count; at += 1) made.push(await make(at));
  return made;
};

const STRANGE = [{ v: 2 }, { kind: 'song' }, { pack: 'no-such-pack' }, { mood: 'new' }] as const;

const recorded = async (ring: Ring, at: number): Promise<readonly Parcel[]> => {
  const id = hex(16);
  const clips = await many(soundsOf(at).length, (clip) => makeClip(ring, id, soundsOf(at)[clip]!));
  return [await makeParcel(ring, isSupport(at) ? 'support' : 'answers', clips, id)];
};

export const makePool = (): Promise<Pool> =>
  withDrawnChance(SEED, async () => {
    const keys = await makeRing();
    const { ring } = keys;
    const goods = {
      'answers': await many(HOW_MANY['answers'], async () => [await makeParcel(ring, 'answers')]),
      'answers-and-support': await many(HOW_MANY['answers-and-support'], async () => [await makeParcel(ring, 'answers'), await makeParcel(ring, 'support')]),
      'interest': await many(HOW_MANY['interest'], async () => [await makeParcel(ring, 'interest')]),
      'recorded': await many(HOW_MANY['recorded'], (at) => recorded(ring, at)),
      'strange': await many(HOW_MANY['strange'], async (at) => [await strange(await makeParcel(ring, 'answers'), STRANGE[at % STRANGE.length]!)]),
      'same-draft': await many(HOW_MANY['same-draft'], async () => {
        const id = hex(16);
        return many(WAYS_OF_A_DRAFT, () => makeParcel(ring, 'answers', [], id));
      }),
    };
    return { ...keys, goods, takingBack: await takingBackAll(ring, goods) };
  });
