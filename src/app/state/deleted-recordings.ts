/** Deleting a recording so that it is gone at once, and can be taken back as long as the person stays. */
import type { ClipId } from '../../domain/clip.ts';
import type { SpokenTo } from '../../domain/draft-clips.ts';
import type { Recording } from '../../store/clip-rows.ts';
import type { Recordings } from '../../store/recordings.ts';

/** Taken off the disk already, and held here until there is nothing to be taken back any more. */
export interface Deleted {
  readonly to: SpokenTo;
  readonly recording: Recording;
  readonly pieces: readonly ArrayBuffer[];
  readonly wasKept: boolean;
}

export const takeOff = async (recordings: Recordings, to: SpokenTo, id: ClipId, wasKept: boolean): Promise<Deleted | undefined> => {
  const recording = await recordings.recording(id);
  if (recording === undefined) return undefined;
  const pieces: ArrayBuffer[] = [];
  for await (const piece of recordings.open(id)) pieces.push(piece.buffer);
  await recordings.drop([id]);
  return { to, recording, pieces, wasKept };
};

export const putBack = async (recordings: Recordings, { recording, pieces, wasKept }: Deleted): Promise<void> => {
  const { pieces: _pieces, seconds, ...begun } = recording;
  await recordings.begin(begun);
  for (const piece of pieces) await recordings.add(recording.id, piece, seconds);
  if (wasKept) await recordings.keep(recording.id);
};
