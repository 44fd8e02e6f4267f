/** The voice studio's own database: who lends a voice, what they said, and how they agreed. Residents' phones never open it. */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { Speaker, StudioList, Take } from '../domain/studio.ts';
import { takeId } from '../domain/studio.ts';
import type { Voice } from '../domain/voice.ts';
import { reopening } from './reopen.ts';

/** What stands beside the recordings. */
export interface StudioDesk {
  readonly lang: string;
  /** A staff link has opened the studio in this browser. */
  readonly isIn: boolean;
  /** Who speaks now, by id. */
  readonly speaker: string;
}

/** iOS keeps Blobs badly, so sound lies here as bytes. */
interface SpeakerRow extends Speaker {
  readonly consent: ArrayBuffer;
}
interface TakeRow extends Take {
  readonly id: string;
  readonly sound: ArrayBuffer;
}

export interface StudioStore {
  readonly desk: () => Promise<Partial<StudioDesk>>;
  readonly note: (some: Partial<StudioDesk>) => Promise<void>;
  readonly speakers: () => Promise<readonly Speaker[]>;
  /** With the recording in which they agree, as MP3. */
  readonly addSpeaker: (speaker: Speaker, consent: Uint8Array) => Promise<void>;
  /** Everything that they said here, and that they were here. */
  readonly dropSpeaker: (id: string) => Promise<void>;
  readonly takes: () => Promise<readonly Take[]>;
  /** Puts it in the place of an earlier one of the same prompt. On the disk when this comes back. */
  readonly keep: (take: Take, sound: Uint8Array) => Promise<void>;
  readonly judge: (take: Take, state: 'approved' | 'again', by: string) => Promise<void>;
  readonly soundOf: (take: Take) => Promise<Uint8Array | undefined>;
  readonly consentOf: (speaker: string) => Promise<Uint8Array | undefined>;
  readonly list: (voice: Voice) => Promise<StudioList | undefined>;
  readonly keepLists: (lists: readonly StudioList[]) => Promise<void>;
  readonly close: () => void;
}

const NAME = 'our-turn-studio';
const MINE = 'mine';

const bytesOf = (sound: Uint8Array): ArrayBuffer => sound.slice().buffer as ArrayBuffer;
const takeOf = ({ id: _id, sound: _sound, ...take }: TakeRow): Take => take;
const speakerOf = ({ consent: _consent, ...speaker }: SpeakerRow): Speaker => speaker;

/** Strict durability: when it says kept, a phone that dies this moment has it. */
export const openStudioStore = (options: DexieOptions = {}): StudioStore => {
  const db = new Dexie(NAME, { chromeTransactionDurability: 'strict', ...options });
  db.version(1).stores({ desk: '', speakers: 'id', takes: 'id, speaker', lists: 'voice' });
  const desk = db.table('desk') as Table<Partial<StudioDesk>, string>;
  const speakers = db.table('speakers') as Table<SpeakerRow, string>;
  const takes = db.table('takes') as Table<TakeRow, string>;
  const lists = db.table('lists') as Table<StudioList, string>;
  const ours = <T>(work: () => Promise<T>): Promise<T> => reopening(db, work);

  return {
    desk: () => ours(async () => (await desk.get(MINE)) ?? {}),
    note: (some) => ours(() => db.transaction('rw', desk, async () => void (await desk.put({ ...(await desk.get(MINE)), ...some }, MINE)))),
    speakers: () => ours(async () => (await speakers.toArray()).map(speakerOf)),
    addSpeaker: (speaker, consent) => ours(async () => void (await speakers.put({ ...speaker, consent: bytesOf(consent) }))),
    dropSpeaker: (id) =>
      ours(() =>
        db.transaction('rw', speakers, takes, async () => {
          await takes.where('speaker').equals(id).delete();
          await speakers.delete(id);
        }),
      ),
    takes: () => ours(async () => (await takes.toArray()).map(takeOf)),
    keep: (take, sound) => ours(async () => void (await takes.put({ ...take, id: takeId(take), sound: bytesOf(sound) }))),
    judge: (take, state, by) =>
      ours(() =>
        db.transaction('rw', takes, async () => {
          const row = await takes.get(takeId(take));
          // Said again meanwhile, in another tab: then nobody has heard what lies here now.
          if (row !== undefined && row.textHash === take.textHash && row.recordedOn === take.recordedOn && row.seconds === take.seconds) await takes.put({ ...row, state, reviewedBy: by });
        }),
      ),
    soundOf: (take) => ours(async () => asBytes((await takes.get(takeId(take)))?.sound)),
    consentOf: (speaker) => ours(async () => asBytes((await speakers.get(speaker))?.consent)),
    list: (voice) => ours(() => lists.get(voice)),
    keepLists: (many) => ours(async () => void (await lists.bulkPut([...many]))),
    close: () => db.close(),
  };
};

const asBytes = (kept: ArrayBuffer | undefined): Uint8Array | undefined => kept && new Uint8Array(kept);
