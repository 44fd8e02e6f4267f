/** The database of recordings and pictures, and how its rows hang together; `recordings` and `clips` say what is done with them. */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { ClipFacts, ClipInHeader, ClipType } from '../domain/clip.ts';
import type { PackId, QuestionId, RecordId } from '../domain/id.ts';
import { CLIPS_NAME } from './clips-are-there.ts';
import type { Lane } from './outbox.ts';

/**
 * Always a list, as in the outbox, since an index on it must read and delete ranges. A recording: `['taking', n]` while
 * it goes on (n: when it began), `['kept', n]` once its owner has kept it. A sealing of one: `['ready', n]` until its
 * record is handed in, `['waiting', n]` to be sent, `['held', n]` acknowledged. And the pieces of both: `['open', of, n]`
 * and `['sealed', of, n]`.
 */
export type ClipState = readonly ['taking' | 'kept' | 'ready' | 'waiting' | 'held', number] | readonly ['open' | 'sealed', string, number];

/** A recording or a picture as the device has it while its owner may still change it. */
export interface Recording extends ClipFacts {
  /** Of the record that its draft will be. */
  readonly record: RecordId;
  readonly pack: PackId;
  readonly q: QuestionId;
  readonly type: ClipType;
  readonly beganAt: number;
  /** A recorder hands one over each second. */
  readonly pieces: number;
}

/** A sealed clip, until the council has it in two places. */
export interface Sealing extends ClipInHeader {
  /** Two tabs that finish one draft seal the same clip twice, into different bytes: each sealing has a name of its own. */
  readonly sealing: string;
  readonly record: RecordId;
  readonly lane: Lane;
  readonly pieces: number;
  /** Whoever gave it keeps a copy: its recording stays here when it goes. */
  readonly keepsCopy: boolean;
  /** How often it failed, and when its own clock lets it try again. */
  readonly failures?: number;
  readonly notBefore?: number;
}

export interface ClipRow {
  readonly id: string;
  readonly state: ClipState;
  /** One of these three, by the row's state. */
  readonly recording?: Recording;
  readonly sealing?: Sealing;
  /** Never a Blob: iOS stores those badly. */
  readonly data?: ArrayBuffer;
}

export interface ClipRows {
  readonly db: Dexie;
  readonly rows: Table<ClipRow, string>;
}

/** Version 1 for ever and strict, for the outbox's reasons. */
export const openClipRows = (options: DexieOptions = {}): ClipRows => {
  const db = new Dexie(CLIPS_NAME, { chromeTransactionDurability: 'strict', ...options });
  db.version(1).stores({ clips: 'id, state' });
  return { db, rows: db.table('clips') };
};

export const inState = ({ rows }: ClipRows, ...state: readonly string[]) => rows.where('state').between([...state, Dexie.minKey], [...state, Dexie.maxKey], true, true);

export const pieceId = (of: string, number: number): string => `${of}.${number}`;

/** A recording or a sealing, and all its pieces. Call it inside a transaction. */
export const dropWhole = async (clips: ClipRows, kind: 'open' | 'sealed', id: string): Promise<void> => {
  await inState(clips, kind, id).delete();
  await clips.rows.delete(id);
};

export const recordingRows = async (clips: ClipRows): Promise<readonly ClipRow[]> => [...(await inState(clips, 'taking').toArray()), ...(await inState(clips, 'kept').toArray())];

/** Recordings that go on or are kept. Call it inside a transaction. */
export const dropRecordings = async (clips: ClipRows, which: (recording: Recording) => boolean): Promise<void> => {
  for (const { recording } of await recordingRows(clips)) if (recording && which(recording)) await dropWhole(clips, 'open', recording.id);
};

/** A sealing is named after its record, so that what a killed browser had sealed of it by half can be found. */
export const sealingName = (record: RecordId, chance: string): string => `${record}-${chance}`;

const sealingOf = (piece: string): string => piece.slice(0, piece.lastIndexOf('.'));

/** Pieces of this record's sealings that never became whole. Call it inside a transaction. */
export const dropHalfSealed = async ({ rows }: ClipRows, record: RecordId): Promise<void> => {
  const pieces = (await rows
    .where('state')
    .between(['sealed', sealingName(record, '')], ['sealed', sealingName(record, '\uffff')])
    .primaryKeys()) as string[];
  const whole = new Set((await rows.bulkGet([...new Set(pieces.map(sealingOf))])).map((row) => row?.id));
  await rows.bulkDelete(pieces.filter((piece) => !whole.has(sealingOf(piece))));
};

/** The sealings of a record that nobody has handed in. Call it inside a transaction. */
export const dropUnreleased = async (clips: ClipRows, which: (sealing: Sealing) => boolean): Promise<void> => {
  for (const { sealing } of await inState(clips, 'ready').toArray()) if (sealing && which(sealing)) await dropWhole(clips, 'sealed', sealing.sealing);
};
