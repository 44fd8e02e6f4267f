/** Recordings that a killed browser left on the disk: found again when their conversation is opened. */
import type { ClipFacts } from '../../domain/clip.ts';
import { clipsTo } from '../../domain/draft-clips.ts';
import type { Recording } from '../../store/clip-rows.ts';
import type { Recordings } from '../../store/recordings.ts';
import type { Loose } from '../voice/speaking.ts';
import type { AppState } from './app-state.ts';
import { lockedRecordings } from './recording-locks.ts';

export const factsOf = ({ id, medium, seconds, lang }: Recording): ClipFacts => ({ id, medium, seconds, lang });

/** Everything of this interview that is on the disk and neither in the draft nor being recorded, here or in another tab. */
export const cutOff = async (app: AppState, recordings: Recordings): Promise<readonly Loose[]> => {
  const draft = app.interview.value?.draft.value;
  if (draft === undefined) return [];
  const all = await Promise.all((['answers', 'support'] as const).map(async (part) => (await recordings.of(part === 'support' ? draft.support.id : draft.id)).map(({ recording }) => ({ part, recording }))));
  const going = await lockedRecordings();
  return all.flat().flatMap(({ part, recording }) => {
    const to = { part, q: recording.q };
    const isKnown = clipsTo(draft, to).some(({ id }) => id === recording.id) || going.has(recording.id);
    return isKnown || recording.pieces === 0 || (part === 'support' && draft.support.handedIn) ? [] : [{ to, facts: factsOf(recording), why: 'found' } as const];
  });
};
