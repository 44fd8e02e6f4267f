/** What was recorded for a record that a person has just opened: what it names, what of that is here, and what was written beside it. */
import type { ClipAnswer } from '../domain/clip.ts';
import type { Council } from './council.ts';
import { recordingsOf, tellOf, type Recording } from './recordings.ts';
import { transcriptsOf, type Transcript } from './transcripts.ts';

export interface Recorded {
  readonly clips: readonly ClipAnswer[];
  readonly recordings: readonly Recording[];
  readonly transcripts: readonly Transcript[];
}

/** Whoever calls has logged that the record is opened: what was written beside its recordings is opened with it. */
export const recordedIn = async (council: Pick<Council, 'db' | 'keys'>, record: string, clips: readonly ClipAnswer[]): Promise<Recorded> => {
  await tellOf(council, record, clips);
  const recordings = await recordingsOf(council, record);
  return { clips, recordings, transcripts: await transcriptsOf(council, recordings.map(({ id }) => id)) };
};
