/** Recordings and pictures as files of a folder, named as the printed lines name them. Each is written down as opened, and as saved. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClipAnswer, ClipFacts } from '../../domain/clip.ts';
import { COMMAND_LINE, note } from '../audit.ts';
import { clipFileName, inOrder, type Placed } from '../clip-names.ts';
import { openClipOf } from '../clips.ts';
import type { Council } from '../council.ts';
import { recordingsOf } from '../recordings.ts';
import { newestOf, transcriptsOf, type Transcript } from '../transcripts.ts';
import { NotDone, Usage } from './command.ts';

/** What a line says of one recording once it was looked for. */
export interface ExportedClip extends ClipFacts {
  /** In the folder; left out where there is none. */
  readonly file?: string;
  /** `not-arrived`, or why it could not be opened. */
  readonly problem?: string;
  /** The language that a listener heard it to be, where that is another than `lang`. */
  readonly spokenIn?: string;
  readonly transcripts: readonly Omit<Transcript, 'id' | 'clip'>[];
}

export interface ExportedAnswer extends Omit<ClipAnswer, 'value'> {
  readonly value: readonly ExportedClip[];
}

/** Only the user who exports may read what people said. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** What a full disk, a full share and a limit on the size of files say. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const asNotDone = (error: unknown, folder: string): Error => {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (FULL.has(code)) return new NotDone(`The disk is full, so not every recording could be written to ${folder}: make room, and export again into an empty folder.`);
  if (/^E(ACCES|PERM|ROFS)$/.test(code)) return new NotDone(`${folder} can't be written by this user: name a folder that can.`);
  if (code.startsWith('E')) return new NotDone(`"${folder}" can't be written (${code}): name an empty folder, or one that is not there yet.`);
  return error instanceof Error ? error : new Error(String(error));
};

/** Makes the folder. Whatever is in it already could be taken for what people said, or be written over: so it must be empty. */
export const openFolderFor = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    if (readdirSync(folder).length > 0) throw new Usage(`${folder} is not empty: name an empty folder, or one that is not there yet.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new Usage(`${folder} is a file, or below one: name an empty folder, or one that is not there yet.`);
    throw asNotDone(error, folder);
  }
};

const write = (folder: string, name: string, media: Uint8Array): void => {
  try {
    writeFileSync(join(folder, name), media, { mode: FILE_MODE, flag: 'wx' });
  } catch (error) {
    throw asNotDone(error, folder);
  }
};

const exportOne = async (council: Council, folder: string, record: string, placed: Placed): Promise<Pick<ExportedClip, 'file' | 'problem'>> => {
  await note(council, COMMAND_LINE, 'opened-clip', record, placed.id);
  const opened = await openClipOf(council, placed.id);
  if (!opened.ok) return { problem: opened.problem.code };
  const file = clipFileName(record, placed, opened.value.head.type);
  await note(council, COMMAND_LINE, 'saved-clip', record, placed.id);
  write(folder, file, opened.value.media);
  return { file };
};

/** Writes every recording of one record that has come, and says of each what became of it. */
export const exportClips = async (council: Council, folder: string, record: string, clips: readonly ClipAnswer[]): Promise<readonly ExportedAnswer[]> => {
  const known = new Map((await recordingsOf(council, record)).map((each) => [each.id, each]));
  const written = newestOf(await transcriptsOf(council, [...known.keys()]));
  const exported = new Map<string, ExportedClip>();
  for (const placed of inOrder(clips)) {
    const { id, medium, seconds, lang } = placed;
    const recording = known.get(placed.id);
    const became = recording?.isWhole ? await exportOne(council, folder, record, placed) : { problem: 'not-arrived' };
    const transcripts = written.filter(({ clip }) => clip === placed.id).map(({ id: _id, clip: _clip, ...rest }) => rest);
    exported.set(id, { id, medium, seconds, lang, ...became, ...(recording?.corrected ? { spokenIn: recording.corrected.voice } : {}), transcripts });
  }
  return clips.map((answer) => ({ ...answer, value: answer.value.flatMap(({ id }) => exported.get(id) ?? []) }));
};
