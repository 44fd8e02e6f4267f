/** Packs up what was spoken, with how each speaker agreed, into one zip. Fetched when somebody asks for it. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Take } from '../../domain/studio.ts';
import { VOICES_FILE, type VoicesFile, type ZipClip, type ZipSpeaker } from '../../domain/voice-zip.ts';
import type { StudioStore } from '../../store/studio.ts';

const pathOf = ({ voice, shelf, name }: Take): string => `clips/${voice}/${shelf}/${name}.mp3`;

const clipEntry = (take: Take): ZipClip => {
  const { voice, shelf, name, textHash, speaker, recordedOn, reviewedBy } = take;
  // Asked for once more is not approved, whoever heard it.
  return { file: pathOf(take), voice, shelf, name, textHash, speaker, recordedOn, reviewedBy: take.state === 'approved' ? reviewedBy : null };
};

/** MP3 can't be packed any tighter. */
const AS_IT_IS = { level: 0 } as const;

/** For the council what two people stand for; for another phone also what waits for a second person. */
export const packUp = async (store: StudioStore, today: string, whom: 'council' | 'phone'): Promise<File> => {
  const takes = (await store.takes()).filter(({ state }) => state === 'approved' || (whom === 'phone' && state === 'spoken'));
  const speaking = new Set(takes.map(({ speaker }) => speaker));
  const speakers = (await store.speakers()).filter(({ id }) => speaking.has(id));
  const listed: VoicesFile = {
    v: 1,
    speakers: speakers.map(({ id, voice, way, credit, agreedOn }): ZipSpeaker => ({ id, voice, way, credit, agreedOn, consent: `consent/${id}.mp3` })),
    clips: takes.map(clipEntry),
  };
  const files: Zippable = { [VOICES_FILE]: strToU8(JSON.stringify(listed, null, 1)) };
  for (const { id } of speakers) files[`consent/${id}.mp3`] = [(await store.consentOf(id)) ?? new Uint8Array(), AS_IT_IS];
  for (const take of takes) files[pathOf(take)] = [(await store.soundOf(take)) ?? new Uint8Array(), AS_IT_IS];
  // At once and not in a worker of its own: that would be a script from a blob, which this page refuses.
  return new File([zipSync(files) as Uint8Array<ArrayBuffer>], `our-turn-voices-${whom === 'phone' ? 'for-a-phone-' : ''}${today}.zip`, { type: 'application/zip' });
};
