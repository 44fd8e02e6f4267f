/** What the council knows of recordings and pictures without opening them: which have come, in which language, and who has heard them. */
import { CLIP_PIECE_BYTES, type ClipAnswer, type Medium } from '../domain/clip.ts';
import type { Voice } from '../domain/voice.ts';
import type { Council } from './council.ts';
import type { Database } from './database/schema.ts';

export interface Heard {
  readonly who: string;
  readonly at: number;
}

export interface Recording {
  readonly id: string;
  readonly record: string;
  readonly lane: 'together' | 'apart';
  readonly pack: string;
  /** The question, as the device named it: it comes from outside and may be anything. Null where nothing that was opened says it. */
  readonly q: string | null;
  readonly medium: Medium | null;
  readonly seconds: number | null;
  /** The voice that the device spoke in. */
  readonly told: Voice | null;
  /** What a listener said that it is. */
  readonly corrected: { readonly voice: Voice; readonly who: string } | null;
  /** The language to listen in: as corrected, or as told. */
  readonly voice: Voice | null;
  readonly pieces: { readonly here: number; readonly all: number };
  readonly isWhole: boolean;
  /** The day on which it was whole. */
  readonly receivedOn: string | null;
  /** By listeners of its language, first the one who heard it first. */
  readonly heard: readonly Heard[];
}

type Desk = Pick<Council, 'db'>;

const listed = (db: Database) =>
  db
    .selectFrom('clips')
    .leftJoin('spokenIn', 'spokenIn.clip', 'clips.id')
    .select(['clips.id', 'record', 'lane', 'pack', 'q', 'medium', 'seconds', 'lang', 'bytes', 'pieces', 'receivedOn', 'spokenIn.voice', 'spokenIn.who'])
    .where('lane', '!=', 'parked');

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number];

const fromRow = (row: ListedRow, hearings: readonly (Heard & { readonly clip: string; readonly voice: string })[]): Recording => {
  const { id, record, q, medium, seconds, receivedOn } = row;
  const corrected = row.voice === null || row.who === null ? null : { voice: row.voice as Voice, who: row.who };
  const voice = corrected?.voice ?? row.lang;
  return {
    id, record, q, medium, seconds, receivedOn, corrected, voice,
    lane: row.lane === 'apart' ? 'apart' : 'together',
    pack: row.pack ?? '',
    told: row.lang,
    pieces: { here: row.pieces, all: Math.ceil(row.bytes / CLIP_PIECE_BYTES) },
    isWhole: receivedOn !== null,
    heard: hearings.filter((each) => each.clip === id && each.voice === voice).map(({ who, at }) => ({ who, at })),
  };
};

const withHearings = async (db: Database, rows: readonly ListedRow[]): Promise<readonly Recording[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const hearings = await db.selectFrom('hearings').selectAll().where('clip', 'in', ids).orderBy('at').execute();
  return rows.map((row) => fromRow(row, hearings));
};

/** Of one record, whichever have come. In what order they were recorded only its answers say. */
export const recordingsOf = async ({ db }: Desk, record: string): Promise<readonly Recording[]> =>
  withHearings(db, await listed(db).where('record', '=', record).orderBy('clips.id').execute());

/** One of them; undefined where no record that was understood names it. */
export const recordingById = async ({ db }: Desk, id: string): Promise<Recording | undefined> =>
  (await withHearings(db, await listed(db).where('clips.id', '=', id).execute()))[0];

/** What a record that was just opened says of its recordings, kept for whoever counts: for what stands apart nobody could look before. */
export const tellOf = async ({ db }: Desk, record: string, clips: readonly ClipAnswer[]): Promise<void> => {
  for (const { q, value } of clips) {
    for (const { id, medium, seconds, lang } of value) {
      await db.updateTable('clips').set({ q, medium, seconds, lang }).where('id', '=', id).where('record', '=', record).where('lang', 'is', null).execute();
    }
  }
};
