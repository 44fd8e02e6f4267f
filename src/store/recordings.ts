/** What a person is recording: kept second by second as it comes, so that a killed browser loses at most the last one. */
import type { ClipId } from '../domain/clip.ts';
import type { RecordId } from '../domain/id.ts';
import { dropHalfSealed, dropRecordings, dropUnreleased, pieceId, recordingRows, type ClipRows, type Recording } from './clip-rows.ts';
import { reopening } from './reopen.ts';

export interface Recordings {
  /** Begins one: from here on each piece that is added survives whatever happens to the browser. */
  readonly begin: (recording: Omit<Recording, 'pieces' | 'seconds'>) => Promise<void>;
  /** Adds the next piece, strictly: when this comes back it is on the disk. `seconds` is the whole's length so far. */
  readonly add: (id: ClipId, piece: ArrayBuffer, seconds: number) => Promise<void>;
  /** Its owner keeps it. */
  readonly keep: (id: ClipId) => Promise<void>;
  /** All of one draft's, in the order in which they began. Those that go on, or were cut off, are not kept yet. */
  readonly of: (record: RecordId) => Promise<readonly { readonly recording: Recording; readonly isKept: boolean }[]>;
  readonly recording: (id: ClipId) => Promise<Recording | undefined>;
  /** The records that recordings on this device belong to: whoever has none of these any more can have them dropped. */
  readonly owners: () => Promise<ReadonlySet<RecordId>>;
  /** The recorder's own pieces, one after the other: nobody holds them all. */
  readonly open: (id: ClipId) => AsyncGenerator<Uint8Array<ArrayBuffer>>;
  /** Takes recordings off the device, and what was sealed of them and not handed in. */
  readonly drop: (ids: readonly ClipId[]) => Promise<void>;
  /** Everything of a draft that is given up, or of a copy that is deleted. What was handed in stays on its way. */
  readonly dropAll: (record: RecordId) => Promise<void>;
}

export const openRecordings = (clips: ClipRows): Recordings => {
  const { db, rows } = clips;
  const ours = <T>(work: () => Promise<T>): Promise<T> => reopening(db, () => db.transaction('rw', rows, work));
  return {
    begin: (recording) => ours(async () => void (await rows.add({ id: recording.id, state: ['taking', recording.beganAt], recording: { ...recording, pieces: 0, seconds: 0 } }))),
    add: (id, data, seconds) =>
      ours(async () => {
        const row = await rows.get(id);
        // Deleted meanwhile, in another tab perhaps: a late piece must not bring it back.
        if (row?.recording === undefined) return;
        const { pieces } = row.recording;
        await rows.add({ id: pieceId(id, pieces), state: ['open', id, pieces], data });
        await rows.put({ ...row, recording: { ...row.recording, pieces: pieces + 1, seconds } });
      }),
    keep: (id) =>
      ours(async () => {
        const row = await rows.get(id);
        if (row?.recording) await rows.put({ ...row, state: ['kept', row.recording.beganAt] });
      }),
    of: (record) =>
      ours(async () =>
        (await recordingRows(clips))
          .flatMap(({ recording, state }) => (recording?.record === record ? [{ recording, isKept: state[0] === 'kept' }] : []))
          .toSorted((one, other) => one.recording.beganAt - other.recording.beganAt),
      ),
    recording: (id) => ours(async () => (await rows.get(id))?.recording),
    owners: () => ours(async () => new Set((await recordingRows(clips)).flatMap(({ recording }) => recording?.record ?? []))),
    open: async function* (id) {
      for (let number = 0; ; number += 1) {
        const row = await reopening(db, () => rows.get(pieceId(id, number)));
        if (row?.data === undefined) return;
        yield new Uint8Array(row.data);
      }
    },
    drop: (ids) =>
      ours(async () => {
        const isOne = ({ id }: { readonly id: ClipId }): boolean => ids.includes(id);
        await dropRecordings(clips, isOne);
        await dropUnreleased(clips, isOne);
      }),
    dropAll: (record) =>
      ours(async () => {
        const isOne = (each: { readonly record: RecordId }): boolean => each.record === record;
        await dropRecordings(clips, isOne);
        await dropUnreleased(clips, isOne);
        await dropHalfSealed(clips, record);
      }),
  };
};
