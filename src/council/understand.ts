/** What a record's header means here, or why the record is put aside for staff. Custody is decided before this. */
import * as v from 'valibot';
import { MOST_CLIPS, type ClipInHeader } from '../domain/clip.ts';
import { ClipInHeaderShape } from '../domain/clip-shapes.ts';
import { MODES } from '../domain/mode.ts';
import { APART_KINDS, isFull, RECORD_KINDS, RECORD_VERSION, type Header } from '../domain/record.ts';
import { CarriedRecord } from '../domain/wire.ts';
import type { Council } from './council.ts';
import type { WholeRecord } from './examine.ts';

/** Why a record is put aside. Stable: they lie in the database, and locales/en/staff.json says each in words. */
export const PARKED_WHY = ['unreadable-header', 'unknown-record-version', 'unknown-kind', 'unknown-pack', 'unknown-field', 'same-id-other-digest', 'clip-of-another', 'withdrawal-closed', 'withdrawal-code'] as const;
export type ParkedWhy = (typeof PARKED_WHY)[number];

const Clips = v.pipe(
  v.array(ClipInHeaderShape),
  v.maxLength(MOST_CLIPS),
  v.check((clips) => new Set(clips.map(({ id }) => id)).size === clips.length),
);

/** Twice what a hash has. It is looked up by, and PostgreSQL would refuse one that does not fit into an index. */
const LONGEST_HASH = 128;
/** Halves of letters and the letter of nothing are no text: not every database keeps them, and a header of ours has none. */
const text = v.pipe(v.string(), v.regex(/^[^\0\p{Cs}]*$/u));

/** As large as every database has an integer for. */
const LARGEST_NUMBER = 2_147_483_647;

/** What a header of this version may hold. Strict: a field that nobody here knows may change what the others mean. */
export const HeaderShape = v.strictObject({
  v: v.literal(RECORD_VERSION),
  id: text,
  kind: v.picklist(RECORD_KINDS),
  pack: text,
  packVersion: v.exactOptional(v.strictObject({ number: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LARGEST_NUMBER)), hash: text })),
  mode: v.exactOptional(v.picklist(MODES)),
  place: v.exactOptional(text),
  createdAt: v.exactOptional(text),
  withdrawHash: v.pipe(text, v.maxLength(LONGEST_HASH)),
  replaces: v.exactOptional(text),
  clips: Clips,
});

/** A record's fields beside its header are kept only where a record is put aside whole, so an unknown one puts it aside. */
const CARRIED_FIELDS = new Set(Object.keys(CarriedRecord.entries));
const PART_FIELDS = new Set(['part', 'age']);
const HEADER_FIELDS = new Set(Object.keys(HeaderShape.entries));

const hasOther = (fields: object, known: ReadonlySet<string>): boolean => Object.keys(fields).some((field) => !known.has(field));

const read = (header: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(header);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

export const understand = (council: Pick<Council, 'packs'>, record: WholeRecord): Header | ParkedWhy => {
  const header = read(record.header);
  if (header === undefined) return 'unreadable-header';
  if (header['v'] !== RECORD_VERSION) return 'unknown-record-version';
  if (!RECORD_KINDS.includes(header['kind'] as never)) return 'unknown-kind';
  if (hasOther(header, HEADER_FIELDS) || hasOther(record.carried, CARRIED_FIELDS) || record.sealed.some((part) => hasOther(part, PART_FIELDS))) return 'unknown-field';
  if (!v.is(HeaderShape, header) || header.id !== record.id) return 'unreadable-header';
  // Taking something back says nothing to any conversation, and must not wait for one.
  if (header.kind === 'withdrawal') return header.clips.length === 0 ? (header as unknown as Header) : 'unreadable-header';
  if (!APART_KINDS.has(header.kind) && !isFull(header as unknown as Header)) return 'unreadable-header';
  if (council.packs.current(header.pack) === undefined) return 'unknown-pack';
  return header as unknown as Header;
};

/** The clips of a record that is put aside, as far as its header says them in a way that is known here. */
export const clipsIn = (header: string): readonly ClipInHeader[] => {
  const clips = v.safeParse(Clips, read(header)?.['clips']);
  return clips.success ? clips.output : [];
};
