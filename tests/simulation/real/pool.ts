/** Really sealed records and clips, made once for a process and the same in each: scenarios take from it, for sealing is slow. */
import type { webcrypto } from 'node:crypto';
import type { QuestionId, RecordId } from '../../../src/domain/id.ts';
import { CLIP_VERSION, drawClipId, type ClipHead, type ClipInHeader } from '../../../src/domain/clip.ts';
import type { RecordKind, SealedRecord } from '../../../src/domain/record.ts';
import type { KeyRing } from '../../../src/domain/wire.ts';
import { withdrawHash } from '../../../src/proof/code.ts';
import { digestOf } from '../../../src/proof/digest.ts';
import { toBase64 } from '../../../src/proof/receipt.ts';
import { makeSealingKey } from '../../../src/seal/keys.ts';
import { seal, type HeaderFacts } from '../../../src/seal/seal.ts';
import { sealClip } from '../../../src/seal/seal-clip.ts';
import { chance } from '../chance.ts';
import { HOW_MANY, isSupport, soundsOf, WAYS_OF_A_DRAFT } from '../goods.ts';
import type { Goods } from '../stage.ts';
import { withDrawnChance } from './own-world.ts';

export const PACK = 'visitor-parking';
const WITHDRAW_LETTERS = 13;
const SEED = 20_261_123;

export interface PoolClip extends ClipInHeader {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
}
export interface Parcel {
  readonly kind: RecordKind;
  readonly record: SealedRecord;
  readonly clips: readonly PoolClip[];
}
export interface Pool {
  readonly ring: KeyRing;
  readonly identities: readonly string[];
  readonly receipt: { readonly kid: string; readonly key: webcrypto.CryptoKey };
  /** By goods: each entry is what one deed hands in. Of `same-draft`, an entry is one draft and its parcels the ways in which it was sealed. */
  readonly goods: Readonly<Record<Goods, readonly (readonly Parcel[])[]>>;
}

const by = chance(SEED);
const hex = (bytes: number): string => Array.from(by.bytes(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const makeRing = async () => {
  const [intake, recovery] = [await makeSealingKey(), await makeSealingKey()];
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const receipt = { kid: 'receipt-1', spki: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))) };
  const recipients = [
    { kid: 'intake-1', use: 'intake' as const, recipient: intake.recipient },
    { kid: 'recovery-1', use: 'recovery' as const, recipient: recovery.recipient },
  ];
  const ring: KeyRing = { v: 1, recipients, receipts: [receipt], recoverySigner: receipt };
  return { ring, identities: [intake.identity], receipt: { kid: receipt.kid, key: pair.privateKey } };
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

const makeParcel = async (ring: Ring, kind: RecordKind, clips: readonly PoolClip[] = [], id = hex(16), more: object = {}): Promise<Parcel> => {
  const facts = {
    id: id as RecordId, kind, pack: PACK, packVersion: { number: 1, hash: 'a' }, mode: 'own-phone',
    ...(kind === 'answers' ? { createdAt: '2026-11-23T20:31Z' } : {}),
    withdrawHash: await withdrawHash(hex(7).slice(0, WITHDRAW_LETTERS)),
    clips: clips.map(({ id: clip, digest, bytes }) => ({ id: clip, digest, bytes })),
    ...more,
  } as unknown as HeaderFacts;
  const told = clips.map(({ id: clip }) => ({ id: clip, medium: 'sound', seconds: 1, lang: 'so' }));
  const closed = { part: 'closed', lang: 'en', answers: [{ q: 'impact' as QuestionId, kind: 'clips', value: told }], about: { set: 'about-you-1', answers: [] }, quote: 'none' };
  const parts = kind === 'answers' ? [closed] : [{ part: 'words', lang: 'en', set: 'support-1', answers: [], reach: `phone ${id}` }];
  const sealed = await seal(ring, facts, parts as never);
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return { kind, record: sealed.value, clips };
};

/** A header that this version would not write. */
const strange = async ({ kind, record }: Parcel, more: object): Promise<Parcel> => {
  const header = JSON.stringify({ ...(JSON.parse(record.header) as object), ...more });
  return { kind, clips: [], record: { ...record, header, digest: await digestOf(header, record.sealed) } };
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
    return { ...keys, goods };
  });
