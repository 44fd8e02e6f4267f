/** Everything that crosses between a device and the council, and its limits. docs/wire.md says it in words. */
import * as v from 'valibot';
import { RECORD_ID_PATTERN, type RecordId } from './id.ts';
import type { ProblemCode } from './problem.ts';

export const WIRE_VERSION = 1;

export const PATHS = {
  records: '/v1/records',
  held: '/v1/held',
  /** Followed by a clip's id, a slash, and its digest: only the very bytes that a record named are taken. */
  clips: '/v1/clips/',
  keys: '/v1/keys',
  replies: '/v1/replies',
  shelf: '/packs/',
  /** Which voices the app itself has. */
  voices: '/audio/voices.json',
} as const;

/** Between worker and page only: the shelf is the device's own, since the network's was not to be had. */
export const KEPT_HEADER = 'our-turn-kept';

/** How a clip is sent, piece by piece, each from where the council says that it stands. */
export const UPLOAD = {
  /** Of the body of a PATCH. */
  type: 'application/offset+octet-stream',
  offset: 'upload-offset',
  length: 'upload-length',
  /** `sha-256=:<base64>:` of the piece (RFC 9530), so that one altered on the way is asked for again at once. */
  digest: 'content-digest',
  /** What the receipt for a whole clip is signed over, as in an envelope. */
  nonce: 'our-turn-nonce',
} as const;

export const RECEIPT_TYPE = 'application/vnd.our-turn.receipt.v1+json';
export const RECEIPT_HEADER = 'our-turn-receipt';
/** What the signature covers begins with this line, so that no other signed thing can pass for a receipt. */
export const RECEIPT_PREFIX = 'our-turn receipt v1\n';
/** What a voucher's signature covers begins with this line: it can pass for no receipt, and no receipt for it. */
export const VOUCHER_PREFIX = 'our-turn key v1\n';
export const PROBLEM_TYPE = 'application/problem+json';

export const LIMITS = {
  records: 1_000,
  gzippedBytes: 256 * 1024,
  openedBytes: 4 * 1024 * 1024,
  /** Of one record as JSON. */
  recordBytes: 256 * 1024,
  /** Arrays and objects inside one another; ours need five. */
  depth: 12,
  heldPairs: 1_000,
  /** Receipt keys in a ring: a new one each month for twenty years. */
  ringKeys: 256,
  ringBytes: 256 * 1024,
} as const;

const recordId = v.pipe(v.string(), v.regex(RECORD_ID_PATTERN), v.transform((text) => text as RecordId));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** 128 random bits of one request; its receipt is signed over them. */
export const Nonce = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/**
 * A record as an envelope carries it. Only these two fields are judged at the door; a record whose insides nobody
 * here understands is taken all the same, and set aside for staff.
 */
export const CarriedRecord = v.looseObject({ id: recordId, digest, header: v.string(), sealed: v.unknown() });
export type CarriedRecord = v.InferOutput<typeof CarriedRecord>;

export const Envelope = v.looseObject({
  v: v.literal(WIRE_VERSION),
  /** 128 random bits of this one request; the receipt is signed over it, so an old receipt fits no new request. */
  nonce: Nonce,
  /** The device's clock, to guess how wrong it is. Left out with records that stand apart. */
  sentAt: v.optional(v.string()),
  records: v.array(v.unknown()),
});
export type Envelope = v.InferOutput<typeof Envelope>;

/** Which records a device still holds: asked again at each contact, without their bodies. */
export const HeldAsk = v.looseObject({
  v: v.literal(WIRE_VERSION),
  nonce: Nonce,
  held: v.array(v.strictObject({ id: recordId, digest })),
});
export type HeldAsk = v.InferOutput<typeof HeldAsk>;

const VERDICTS = ['stored', 'duplicate', 'parked', 'corrupt', 'unknown', 'withdrawn'] as const;
/**
 * `stored`, `duplicate` and `parked` all mean that the council has these very bytes. `corrupt` asks for them again.
 * `unknown` is said to `held` only: the council does not have it, so it waits again. `withdrawn`: it was taken back, or is
 * itself what takes something back, which is done; the council keeps nothing of it.
 */
export type Verdict = (typeof VERDICTS)[number];

export const ReceiptBody = v.looseObject({
  v: v.literal(WIRE_VERSION),
  verdicts: v.array(
    v.looseObject({
      id: recordId,
      digest,
      verdict: v.picklist(VERDICTS),
      /** In the database and in a second place. */
      durable: v.boolean(),
      problem: v.optional(v.string()),
    }),
  ),
});
export type ReceiptBody = v.InferOutput<typeof ReceiptBody>;
export type RecordVerdict = ReceiptBody['verdicts'][number];

/** What is said instead of a receipt. It acknowledges nothing. */
export interface ProblemBody {
  readonly v: typeof WIRE_VERSION;
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  readonly at?: string;
  readonly detail?: string;
}

/** The word of an older key, or of the recovery signing key, that this new one is the council's as well. */
const voucher = v.looseObject({ by: v.string(), signature: v.string() });
export type Voucher = v.InferOutput<typeof voucher>;
/** None for the first key of its use, which a phone has from its pack. */
const vouched = v.optional(v.array(voucher));

const receiptKey = v.looseObject({
  kid: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  /** ECDSA P-256, SubjectPublicKeyInfo in base64. */
  spki: v.string(),
  vouched,
});

/** The keys that a pack brings, and `PATHS.keys` as they are now: whom to seal to, and whose receipts to believe. */
export const KeyRing = v.looseObject({
  v: v.literal(1),
  /** age recipients by what they are for. Every part is sealed to all of them, so an old intake key no longer stands here. */
  recipients: v.array(v.looseObject({ kid: v.string(), use: v.picklist(['intake', 'recovery']), recipient: v.string(), vouched })),
  /** The newest first. Old ones stay: an answer may wait for years. */
  receipts: v.pipe(v.array(receiptKey), v.maxLength(LIMITS.ringKeys)),
  /** Vouches for new keys when every old receipt key is lost. */
  recoverySigner: receiptKey,
});
export type KeyRing = v.InferOutput<typeof KeyRing>;
export type ReceiptKey = KeyRing['receipts'][number];
