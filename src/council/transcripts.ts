/** What listeners write beside a recording: its words, and a translation of them. Sealed, and every version is kept. */
import { toHex } from '../domain/id.ts';
import { VOICES, type Voice } from '../domain/voice.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { openText, sealText } from '../seal/seal-text.ts';
import { note } from './audit.ts';
import type { Council } from './council.ts';
import type { TranscriptsTable } from './database/schema.ts';
import { openersFor } from './rewrap.ts';

export const TRANSCRIPT_KINDS = ['transcript', 'translation'] as const;
export type TranscriptKind = (typeof TRANSCRIPT_KINDS)[number];

/** Five minutes of fast speech have some 5,000 letters; twice that, for languages that use more. */
export const LONGEST_TRANSCRIPT = 10_000;

/** Why nothing was kept. */
export type TranscriptFault = 'nothing-written' | 'too-long' | 'no-language' | 'keys-missing';

/** One version, opened. */
export interface Transcript {
  readonly id: string;
  readonly clip: string;
  readonly kind: TranscriptKind;
  /** The language that it is written in. */
  readonly voice: Voice;
  readonly who: string;
  readonly at: number;
  /** Undefined where no key here opens it. */
  readonly text: string | undefined;
}

/** What a person typed, unchecked. */
export interface TranscriptToWrite {
  readonly clip: string;
  /** The record that the recording belongs to, for the log. */
  readonly record: string;
  readonly kind: TranscriptKind;
  readonly voice: string;
  readonly text: string;
}

type Desk = Pick<Council, 'db' | 'env' | 'keys'>;

const belongsOf = ({ id, clip, kind, voice }: Pick<TranscriptsTable, 'id' | 'clip' | 'kind' | 'voice'>) => ({ id, clip, kind, voice });

const opened = async (council: Pick<Council, 'db' | 'keys'>, row: TranscriptsTable): Promise<Transcript> => {
  const text = await openText(await openersFor(council, row.id), belongsOf(row), row.sealed);
  const { id, clip, who, at } = row;
  return { id, clip, kind: row.kind as TranscriptKind, voice: row.voice as Voice, who, at, text: text.ok ? text.value : undefined };
};

/** Every version of everything written beside these recordings, newest first. Whoever calls has logged that they are opened. */
export const transcriptsOf = async (council: Pick<Council, 'db' | 'keys'>, clips: readonly string[]): Promise<readonly Transcript[]> => {
  if (clips.length === 0) return [];
  const rows = await council.db.selectFrom('transcripts').selectAll().where('clip', 'in', clips).orderBy('at', 'desc').orderBy('id').execute();
  return Promise.all(rows.map((row) => opened(council, row)));
};

/** Of each kind and language the one that stands now, the words before their translations. `all` is in the order of `transcriptsOf`. */
export const newestOf = (all: readonly Transcript[]): readonly Transcript[] => {
  const newest = all.filter((each, at) => at === all.findIndex(({ clip, kind, voice }) => clip === each.clip && kind === each.kind && voice === each.voice));
  return TRANSCRIPT_KINDS.flatMap((kind) => newest.filter((each) => each.kind === kind));
};

/**
 * Keeps what was written as a new version; what was there before stays. Sending the same form twice keeps one. Logged.
 * The recording itself is never touched by it.
 */
export const writeTranscript = async (council: Desk, who: string, { clip, record, kind, voice, text }: TranscriptToWrite): Promise<Result<'kept', TranscriptFault>> => {
  const written = VOICES.find((each) => each === voice);
  if (text.trim() === '') return bad('nothing-written');
  if (text.length > LONGEST_TRANSCRIPT) return bad('too-long');
  if (written === undefined) return bad('no-language');
  const all = await transcriptsOf(council, [clip]);
  const before = all.find((each) => each.kind === kind && each.voice === written);
  if (before?.text === text && before.who === who) return good('kept');
  const id = toHex(council.env.random(16));
  const sealed = await sealText(council.keys.ring, belongsOf({ id, clip, kind, voice: written }), text);
  if (!sealed.ok) return bad('keys-missing');
  // After the one before it, also where the clock was set back.
  const at = Math.max(council.env.now(), (all[0]?.at ?? 0) + 1);
  await note(council, who, kind === 'transcript' ? 'wrote-transcript' : 'wrote-translation', record, clip);
  await council.db.insertInto('transcripts').values({ id, clip, kind, voice: written, sealed: sealed.value, who, at }).execute();
  return good('kept');
};
