/** What the council keeps, table by table. One schema for SQLite and PostgreSQL: 0/1 for yes and no, milliseconds for times. */
import type { Kysely } from 'kysely';
import type { Medium } from '../../domain/clip.ts';
import type { Voice } from '../../domain/voice.ts';

/** `answers` and `withdrawal` records, in the order of their arrival. */
export interface RecordsTable {
  id: string;
  digest: string;
  kind: string;
  pack: string;
  packNumber: number;
  packHash: string;
  mode: string;
  place: string | null;
  /** The header's exact text. */
  header: string;
  /** The sealed parts as JSON text, exactly as they came. */
  sealed: string;
  withdrawHash: string;
  receivedAt: number;
  /** When it was given, by the council's reckoning; null where the device's clock makes no sense. */
  givenAt: number | null;
}

/** `support` and `interest`: keyed by their random id, with no order and no time but the day, so nothing pairs them with answers. */
export interface ApartTable {
  id: string;
  digest: string;
  kind: string;
  pack: string;
  header: string;
  sealed: string;
  withdrawHash: string;
  /** `2026-11-23`, by the council's clock. */
  receivedOn: string;
}

/** Well formed, but not understood here: kept for staff, never thrown away, in nobody's way. */
export interface ParkedTable {
  id: string;
  digest: string;
  /** `unknown-record-version`, `unknown-kind`, `unknown-pack`, `unreadable-header`, `same-id-other-digest`, ... */
  why: string;
  /** The whole carried record as JSON text. */
  record: string;
  receivedOn: string;
  /** As its header says it, where it says one that is: so that it can be taken back like any other. */
  withdrawHash: string | null;
}

/** As its record travelled; `parked` where its record was put aside. */
export type ClipLane = 'together' | 'apart' | 'parked';

/** The recordings and pictures that records name. Without an order and with no time but the day, since some stand apart. */
export interface ClipsTable {
  id: string;
  /** Of the sealed file, as the record's header says it. */
  digest: string;
  record: string;
  lane: ClipLane;
  /** Null where the record's header can't be understood. */
  pack: string | null;
  /** Of the sealed file. */
  bytes: number;
  /** How many of its pieces are here. */
  pieces: number;
  /** The day on which it was whole; null until then. */
  receivedOn: string | null;
  /** What the record's closed part tells of it. Null where that did not open, and for what stands apart, which is not opened for it. */
  q: string | null;
  medium: Medium | null;
  seconds: number | null;
  lang: Voice | null;
}

/** A clip's sealed bytes, cut at CLIP_PIECE_BYTES. */
export interface ClipPiecesTable {
  clip: string;
  digest: string;
  number: number;
  bytes: Uint8Array;
}

/** What was published, so that a record's version can be looked up for as long as the record lives. */
export interface PublishedTable {
  pack: string;
  number: number;
  hash: string;
  publishedAt: number;
}

/** "You said, we did": a draft until publishedAt is set. */
export interface RepliesTable {
  id: string;
  pack: string;
  /** JSON: ReplyWords by language, as in domain/reply. */
  words: string;
  draftedAt: number;
  publishedAt: number | null;
}

/** Every opening of a person's words, and everything else that staff do. Never the words themselves. */
export interface AuditTable {
  at: number;
  who: string;
  did: string;
  record: string | null;
  detail: string | null;
}

/** Signed-in staff. The token itself is only in the cookie. */
export interface SessionsTable {
  tokenHash: string;
  who: string;
  startedAt: number;
  endsAt: number;
}

/** One-time links to the staff pages, by hash. */
export interface StaffLinksTable {
  tokenHash: string;
  madeAt: number;
  usedAt: number | null;
}

/** One-time links to the voice studio, by hash. */
export interface StudioLinksTable {
  tokenHash: string;
  madeAt: number;
  usedAt: number | null;
}

/** Browsers that a studio link has opened the studio on; the pass itself is only in the cookie. */
export interface StudioBrowsersTable {
  passHash: string;
  since: number;
}

/** Every public key that this database was ever sealed to or signed with, so that a start with other keys is noticed. */
export interface RingKeysTable {
  kid: string;
  use: 'intake' | 'recovery' | 'receipt' | 'recovery-signer';
  /** An age recipient, or SubjectPublicKeyInfo in base64. */
  public: string;
  addedAt: number;
}

/** Who listens in which language: only what they play to its end counts as heard. */
export interface ListenersTable {
  who: string;
  /** A Voice. */
  voice: string;
  since: number;
}

/** The language that a listener heard a recording to be, where the device's was another. The last word counts; the log has all. */
export interface SpokenInTable {
  clip: string;
  /** A Voice. */
  voice: string;
  who: string;
  at: number;
}

/** One opening of a recording by one person: what "heard" is measured from. */
export interface ClipOpeningsTable {
  id: string;
  clip: string;
  who: string;
  at: number;
}

/** Played to its end by someone who listens in this language. */
export interface HearingsTable {
  clip: string;
  who: string;
  voice: string;
  at: number;
}

/** Every version of what was written beside a recording, sealed like what it was heard in. */
export interface TranscriptsTable {
  id: string;
  clip: string;
  /** `transcript` or `translation`. */
  kind: string;
  /** The language that it is written in. */
  voice: string;
  /** An age file in base64. */
  sealed: string;
  who: string;
  at: number;
}

/** What the database holds and the second place may not hold yet; taken out some time after it does. */
export interface UnjournaledTable {
  id: string;
  digest: string;
}

/** Up to where each segment of the journal is known to be in this database. */
export interface JournalMarksTable {
  segment: string;
  bytes: number;
}

/** What this database is: `council`, the random id that its journal carries too. */
export interface AboutTable {
  name: string;
  value: string;
}

/** Receipt codes that were taken back, by their hash, whether or not their record has come yet. */
export interface WithdrawnTable {
  hash: string;
  /** `2026-11-23`, by the council's clock. */
  takenBackOn: string;
}

/** Ids of records and clips that were erased, so that none comes back from a late phone or an old copy. Nothing of what they held. */
export interface TombstonesTable {
  id: string;
  erasedOn: string;
}

/** The keys of single files, taken out with the recovery secret when no key here opened them, and sealed to the ring of that day. */
export interface RewrappedTable {
  /** The record, clip or transcript that the file is of: it goes when that goes. */
  about: string;
  /** Which file: what its own header begins with. */
  share: string;
  sealed: string;
}

/** Erasures that the second place may not have heard of yet; taken out once it has. */
export interface ErasuresDueTable {
  id: string;
  /** An Erasure as JSON text. */
  erasure: string;
}

/** What came in today from a network or for a conversation, in steps, by sample; gone with its day. */
export interface BudgetsTable {
  day: string;
  /** `records`, `parked` or `clips` with a network's name for this day; `pack` with a pack's. */
  name: string;
  used: number;
}

/** What a day's names of networks are made with; gone with its day, and then nobody can make them again. */
export interface DaySaltsTable {
  day: string;
  salt: string;
}

export interface Schema {
  records: RecordsTable;
  apart: ApartTable;
  parked: ParkedTable;
  clips: ClipsTable;
  clipPieces: ClipPiecesTable;
  published: PublishedTable;
  replies: RepliesTable;
  audit: AuditTable;
  sessions: SessionsTable;
  staffLinks: StaffLinksTable;
  ringKeys: RingKeysTable;
  studioLinks: StudioLinksTable;
  studioBrowsers: StudioBrowsersTable;
  listeners: ListenersTable;
  spokenIn: SpokenInTable;
  clipOpenings: ClipOpeningsTable;
  hearings: HearingsTable;
  transcripts: TranscriptsTable;
  unjournaled: UnjournaledTable;
  journalMarks: JournalMarksTable;
  about: AboutTable;
  withdrawn: WithdrawnTable;
  tombstones: TombstonesTable;
  rewrapped: RewrappedTable;
  erasuresDue: ErasuresDueTable;
  budgets: BudgetsTable;
  daySalts: DaySaltsTable;
}

export type Database = Kysely<Schema>;
