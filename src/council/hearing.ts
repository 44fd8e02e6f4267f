/** Hearing recordings: each opening is logged before a byte goes out, and "heard" means played to its end by one who listens in its language. */
import { LONGEST_CLIP_SECONDS, type ClipHead } from '../domain/clip.ts';
import { toHex } from '../domain/id.ts';
import { problem } from '../domain/problem.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { VOICES } from '../domain/voice.ts';
import type { OpenClip } from '../seal/open-clip.ts';
import { note } from './audit.ts';
import { openClipOf } from './clips.ts';
import type { Council } from './council.ts';
import { voicesOf } from './listeners.ts';
import { recordingById, tellOf, type Recording } from './recordings.ts';

/** How fast a recording may be played, and so in how little time all of it can have been heard. */
export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;
export const FASTEST_SPEED = Math.max(...SPEEDS);

/** Who opened what, for as long as a person may be at it: a working day. */
const OPENING_HOURS = 12;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;

type Desk = Pick<Council, 'db' | 'env' | 'keys'>;
export type { OpenClip };

/** One recording, open in front of one person. */
export interface Listening {
  readonly recording: Recording;
  /** What the page, its forms and its script show to say which opening they belong to. */
  readonly opening: string;
  readonly inside: Result<OpenClip>;
}

const found = async (council: Desk, id: string): Promise<Recording | undefined> => {
  const recording = await recordingById(council, id);
  return recording?.isWhole ? recording : undefined;
};

/** A record may tell nothing of its recording, or may not open; then the recording itself says what it is. */
const withOwnFacts = async (council: Desk, recording: Recording, head: ClipHead): Promise<Recording> => {
  if (recording.told !== null) return recording;
  await tellOf(council, recording.record, [{ q: head.q, kind: 'clips', value: [head] }]);
  return (await recordingById(council, recording.id)) ?? recording;
};

const listening = async (council: Desk, recording: Recording, opening: string): Promise<Listening> => {
  const inside = await openClipOf(council, recording.id);
  return { recording: inside.ok ? await withOwnFacts(council, recording, inside.value.head) : recording, opening, inside };
};

/** Opens a recording or a picture for `who`, logged first. `not-found` where there is none, or not all of it yet. */
export const openClipAndLog = async (council: Desk, who: string, id: string): Promise<Result<Listening>> => {
  const recording = await found(council, id);
  if (recording === undefined) return bad(problem('not-found'));
  const opening = toHex(council.env.random(16));
  await note(council, who, 'opened-clip', recording.record, id);
  await council.db.insertInto('clipOpenings').values({ id: opening, clip: id, who, at: council.env.now() }).execute();
  return good(await listening(council, recording, opening));
};

/** When this person made this opening of this recording; undefined for anyone else's, another's, or one of yesterday. */
const openedAt = async (council: Desk, who: string, clip: string, opening: string): Promise<number | undefined> => {
  const earliest = council.env.now() - OPENING_HOURS * HOUR_MS;
  const query = council.db.selectFrom('clipOpenings').select('at').where('id', '=', opening).where('clip', '=', clip).where('who', '=', who);
  return (await query.where('at', '>', earliest).executeTakeFirst())?.at;
};

/** Goes on with what this person has opened already. `not-found` where they have not. */
export const goOnListening = async (council: Desk, who: string, id: string, opening: string): Promise<Result<Listening>> => {
  const recording = await found(council, id);
  const isTheirs = (await openedAt(council, who, id, opening)) !== undefined;
  return recording !== undefined && isTheirs ? good(await listening(council, recording, opening)) : bad(problem('not-found'));
};

/** The same, to be kept outside of the council as a file, which is a deed of its own in the log. */
export const saveClip = async (council: Desk, who: string, id: string, opening: string): Promise<Result<Listening>> => {
  const going = await goOnListening(council, who, id, opening);
  if (going.ok) await note(council, who, 'saved-clip', going.value.recording.record, id);
  return going;
};

/** Why a recording does not count as heard. */
export type NotHeard = 'not-found' | 'not-opened' | 'not-a-sound' | 'no-language' | 'not-a-listener' | 'too-soon';

/** The shortest time in which all of it can have been heard. What a phone claims beyond the longest recording is not believed. */
const shortestMs = (seconds: number): number => (Math.min(seconds, LONGEST_CLIP_SECONDS) / FASTEST_SPEED) * SECOND_MS;

/**
 * The page reports that all of it was played. It counts if this person opened it, listens in its language, and has had
 * it open for long enough. Logged, once for each listener and language.
 */
export const hear = async (council: Desk, who: string, id: string, opening: string): Promise<Result<Recording, NotHeard>> => {
  const recording = await found(council, id);
  if (recording === undefined) return bad('not-found');
  const at = await openedAt(council, who, id, opening);
  if (at === undefined) return bad('not-opened');
  if (recording.medium !== 'sound') return bad('not-a-sound');
  const { voice } = recording;
  if (voice === null) return bad('no-language');
  if (!(await voicesOf(council, who)).includes(voice)) return bad('not-a-listener');
  if (council.env.now() - at < shortestMs(recording.seconds ?? 0)) return bad('too-soon');
  if (!recording.heard.some((each) => each.who === who)) {
    await note(council, who, 'heard-clip', recording.record, id);
    const row = { clip: id, who, voice, at: council.env.now() };
    await council.db.insertInto('hearings').values(row).onConflict((clash) => clash.columns(['clip', 'who', 'voice']).doNothing()).execute();
  }
  return good((await recordingById(council, id)) ?? recording);
};

/** "This is Sylheti": only one who listens can say so, having opened it. What was heard in the other language no longer counts. Logged. */
export const sayLanguage = async (council: Desk, who: string, id: string, opening: string, language: string): Promise<Result<Recording, NotHeard>> => {
  const voice = VOICES.find((each) => each === language);
  const recording = await found(council, id);
  if (recording === undefined) return bad('not-found');
  if ((await openedAt(council, who, id, opening)) === undefined) return bad('not-opened');
  if (voice === undefined) return bad('no-language');
  if ((await voicesOf(council, who)).length === 0) return bad('not-a-listener');
  if (recording.voice !== voice) {
    await note(council, who, 'said-language', recording.record, `${id} ${voice}`);
    const row = { clip: id, voice, who, at: council.env.now() };
    const { clip: _, ...change } = row;
    await council.db.insertInto('spokenIn').values(row).onConflict((clash) => clash.column('clip').doUpdateSet(change)).execute();
  }
  return good((await recordingById(council, id)) ?? recording);
};
