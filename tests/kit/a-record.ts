/** Sealed records as a phone makes them, for a council that is at hand. */
import type { ClipAnswer } from '../../src/domain/clip.ts';
import { drawRecordId, type RecordId } from '../../src/domain/id.ts';
import type { Pack } from '../../src/domain/pack.ts';
import { APART_KINDS, toTheMinute, type RecordKind, type SealedRecord } from '../../src/domain/record.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { drawCode, lettersOf, withdrawHash } from '../../src/proof/code.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { seal, type HeaderFacts, type PartFacts } from '../../src/seal/seal.ts';
import { someAnswers } from './a-pack.ts';
import { someBytes } from './a-world.ts';

const random = someBytes(20261124);

export interface RecordWish {
  readonly kind?: RecordKind;
  readonly id?: RecordId;
  readonly createdAt?: number;
  /** What was written; for support and interest, how to reach the person. */
  readonly text?: string;
  /** The receipt code that it bears, or, for a withdrawal, that it takes back. */
  readonly code?: string;
  /** What was recorded; the header names it only if `header` does. */
  readonly clips?: readonly ClipAnswer[];
  /** More or other header fields, known or not. */
  readonly header?: object;
}

/** A receipt code. */
export const aCode = (): string => drawCode(random);

const partsOf = (kind: RecordKind, text: string, clips: readonly ClipAnswer[], code: string): readonly PartFacts[] => {
  if (kind === 'withdrawal') return [{ part: 'closed', code: lettersOf(code) }];
  const [many, words, scale, one] = someAnswers();
  if (kind === 'support') return [{ part: 'words', lang: 'en', set: 'support-1', answers: clips, reach: text }] as never;
  if (kind === 'interest') return [{ part: 'words', lang: 'en', wish: 'hear-back', reach: text }] as never;
  return [
    { part: 'closed', lang: 'en', answers: [many, scale, one, ...clips], about: { set: 'about-you-1', answers: [] }, quote: 'words-no-name' },
    { part: 'words', answers: [{ ...words, value: { text, lang: 'en' } }] },
  ] as never;
};

/** A record that this council can open. */
export const aRecord = async (ring: Pick<KeyRing, 'recipients'>, pack: Pick<Pack, 'id' | 'version'>, wish: RecordWish = {}): Promise<SealedRecord> => {
  const { kind = 'answers', id = drawRecordId(random), createdAt = Date.now(), text = 'My sister can’t park. বোন আসতে পারে না।', clips = [], header = {}, code = drawCode(random) } = wish;
  const facts = {
    id, kind, pack: pack.id,
    ...(APART_KINDS.has(kind) ? {} : { packVersion: pack.version, mode: 'own-phone' }),
    ...(kind === 'answers' ? { createdAt: toTheMinute(createdAt) } : {}),
    withdrawHash: await withdrawHash(code),
    ...header,
  } as unknown as HeaderFacts;
  const sealed = await seal(ring, facts, partsOf(kind, text, clips, code));
  if (!sealed.ok) throw new Error(sealed.problem.code);
  return sealed.value;
};

/** The same sealed parts under another header, with a digest that fits: for whoever keeps records and doesn't open them. */
export const reHeaded = async ({ header, sealed }: SealedRecord, more: string | object = {}): Promise<SealedRecord> => {
  const id = drawRecordId(random);
  const text = typeof more === 'string' ? more : JSON.stringify({ ...(JSON.parse(header) as object), id, ...more });
  return { id, digest: await digestOf(text, sealed), header: text, sealed };
};

/** Many of them, in a hundredth of the time that sealing takes. */
export const manyLike = (record: SealedRecord, many: number): Promise<readonly SealedRecord[]> => Promise.all(Array.from({ length: many }, () => reHeaded(record)));
