/** A phone's recordings and sealed clips on a database of their own, and recordings as a person makes them, second by second. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { ClipFacts, ClipId } from '../../src/domain/clip.ts';
import type { QuestionId, RecordId } from '../../src/domain/id.ts';
import { openClipRows, type ClipRows } from '../../src/store/clip-rows.ts';
import { openClips, type Clips } from '../../src/store/clips.ts';
import { openRecordings, type Recordings } from '../../src/store/recordings.ts';
import { someBytes } from './a-world.ts';

export interface SomeRecordings {
  readonly rows: ClipRows;
  readonly recordings: Recordings;
  readonly clips: Clips;
  /** Says something of this many seconds to a question; gives what the draft remembers of it. */
  readonly speak: (record: RecordId, q: string, seconds: number, letter?: string) => Promise<ClipFacts>;
  /** The recorder's own bytes of one recording. */
  readonly bytesOf: (id: ClipId) => Promise<Uint8Array>;
  /** Everything that a sealing holds. */
  readonly sealedBytes: (sealing: string) => Promise<Uint8Array>;
  readonly close: () => void;
}

/** What a recorder at 24,000 bit/s makes of a second. */
export const BYTES_A_SECOND = 3_000;

const joined = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
};

export const someRecordings = (seed = 1): SomeRecordings => {
  const indexedDB = new IDBFactory();
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  const rows = openClipRows({ indexedDB, IDBKeyRange });
  const [recordings, clips] = [openRecordings(rows), openClips(rows)];
  const random = someBytes(seed);
  let beganAt = 0;
  return {
    rows,
    recordings,
    clips,
    speak: async (record, q, seconds, letter = 'a') => {
      const id = letter.repeat(32) as ClipId;
      const facts = { id, medium: 'sound', lang: 'so' } as const;
      await recordings.begin({ ...facts, record, pack: 'visitor-parking' as never, q: q as QuestionId, type: 'audio/webm', beganAt: (beganAt += 1) });
      for (let second = 1; second <= seconds; second += 1) await recordings.add(id, random(BYTES_A_SECOND).buffer, second);
      await recordings.keep(id);
      return { ...facts, seconds };
    },
    bytesOf: (id) => joined(recordings.open(id)),
    sealedBytes: (sealing) =>
      joined(
        (async function* () {
          for (let number = 0; ; number += 1) {
            const piece = await clips.sealedPiece(sealing, number);
            if (piece === undefined) return;
            yield piece;
          }
        })(),
      ),
    close: () => rows.db.close(),
  };
};
