/** `answers`: opens the answers that have come and prints them, each opening logged first. Never support or interest. */
import type { Answer } from '../../domain/answer.ts';
import type { ClipAnswer } from '../../domain/clip.ts';
import type { PackVersion } from '../../domain/pack.ts';
import { COMMAND_LINE, noteEach } from '../audit.ts';
import type { Council } from '../council.ts';
import type { RecordsTable } from '../database/schema.ts';
import { openRecord, type OpenedAnswers } from '../opening.ts';
import { openersFor } from '../rewrap.ts';
import { exportClips, openFolderFor, type ExportedAnswer } from './clip-files.ts';
import { asJsonLine, readFormat, readOptions, type At, type Command } from './command.ts';

/** Read and opened at once; a council with a million answers prints them all in the memory of these. */
const AT_ONCE = 200;

/** What was recorded stands among the answers, after those in words and choices; with `--clips` it names its files. */
type Told = Answer | ClipAnswer | ExportedAnswer;

/** One line of `--format jsonl`. `problem` stands where the record could not be opened. */
interface AnswersLine extends Partial<Omit<OpenedAnswers, 'answers' | 'clips'>> {
  readonly id: string;
  readonly pack: string;
  readonly packVersion: PackVersion;
  readonly mode: string;
  readonly receivedAt: string;
  /** Null where the phone's clock made no sense. */
  readonly givenAt: string | null;
  readonly answers?: readonly Told[];
  readonly problem?: string;
  /** Where no key here opens it: what the phone sealed it to, by kid. */
  readonly needsKey?: readonly string[];
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** `folder` is where recordings go; undefined where nobody asked for them. */
const insideOf = async (council: Council, row: RecordsTable, folder: string | undefined): Promise<Partial<AnswersLine>> => {
  const inside = await openRecord({ identities: await openersFor(council, row.id) }, row);
  if (!inside.ok) {
    const { code } = inside.problem;
    return code === 'cannot-open' ? { problem: code, needsKey: council.packs.version(row.pack, row.packNumber)?.sealedTo ?? [] } : { problem: code };
  }
  const { clips, answers: told, ...others } = inside.value;
  const recorded = folder === undefined ? clips : await exportClips(council, folder, row.id, clips);
  return { ...others, answers: [...told, ...recorded] };
};

const lineOf = async (council: Council, row: RecordsTable, folder: string | undefined): Promise<AnswersLine> => ({
  id: row.id,
  pack: row.pack,
  packVersion: { number: row.packNumber, hash: row.packHash },
  mode: row.mode,
  receivedAt: iso(row.receivedAt),
  givenAt: row.givenAt === null ? null : iso(row.givenAt),
  ...(await insideOf(council, row, folder)),
});

/** To a terminal some letters are orders, and anyone can send us some. What was typed stands whole in `--format jsonl`. */
const harmless = (text: string): string => text.replace(/\p{Cc}/gu, (order) => (order === '\n' || order === '\t' ? order : '\ufffd'));

const recorded = (value: (ClipAnswer | ExportedAnswer)['value']): string =>
  value.map((clip) => `(${clip.medium}${clip.medium === 'sound' ? `, ${clip.seconds} seconds, ${clip.lang}` : ''}${'file' in clip ? `, ${clip.file}` : ''})`).join(' ');

const said = ({ kind, value }: Told): string => {
  switch (kind) {
    case 'clips':
      return recorded(value);
    case 'choose-one':
      return value;
    case 'choose-many':
      return value.join(', ');
    case 'scale':
      return `${value.at} (${value.scale})`;
    case 'words':
      return value.text;
    case 'skipped':
      return '(skipped)';
    case 'rather-not-say':
      return '(would rather not say)';
  }
};

const asText = (line: AnswersLine): string => {
  const head = `${line.id}  ${line.pack} ${line.packVersion.number}  received ${line.receivedAt}`;
  if (line.problem !== undefined) return `${head}\n  can't be opened: ${line.problem}${line.needsKey?.length ? `, needs key ${line.needsKey.join(', ')}` : ''}\n`;
  const told = [...(line.answers ?? []), ...(line.about?.answers.map((answer) => ({ ...answer, q: `about.${answer.q}` }) as Answer) ?? [])];
  return `${head}\n  may be quoted: ${line.quote}\n${told.map((answer) => harmless(`  ${answer.q}: ${said(answer)}\n`)).join('')}`;
};

/** In the order of their arrival, a few at a time. */
async function* rowsOf({ db }: Council, pack: string | undefined): AsyncGenerator<readonly RecordsTable[]> {
  let last: Pick<RecordsTable, 'receivedAt' | 'id'> | undefined;
  for (;;) {
    let query = db.selectFrom('records').selectAll().where('kind', '=', 'answers').orderBy('receivedAt').orderBy('id').limit(AT_ONCE);
    if (pack !== undefined) query = query.where('pack', '=', pack);
    const after = last;
    if (after !== undefined) {
      query = query.where((is) => is.or([is('receivedAt', '>', after.receivedAt), is.and([is('receivedAt', '=', after.receivedAt), is('id', '>', after.id)])]));
    }
    const rows = await query.execute();
    if (rows.length === 0) return;
    last = rows.at(-1);
    yield rows;
  }
}

const run = async ({ council, print }: At, args: readonly string[]): Promise<number> => {
  const { values } = readOptions(args, ['pack', 'format', 'clips']);
  const format = readFormat(values.format);
  if (values.clips !== undefined) openFolderFor(values.clips);
  for await (const rows of rowsOf(council, values.pack)) {
    // Before anything shows, and also where the reader then turns away.
    await noteEach(council, COMMAND_LINE, 'opened', rows.map((row) => row.id), values.pack ?? null);
    for (const row of rows) {
      const line = await lineOf(council, row, values.clips);
      print(format === 'jsonl' ? asJsonLine(line) : asText(line));
    }
  }
  return 0;
};

export const answers: Command = {
  name: 'answers',
  how: [
    ['answers [--pack PACK] [--format jsonl]', 'Opens every answer and prints it. Each opening is written into the log.'],
    ['answers --clips DIR ...', 'Also writes recordings and pictures as files into an empty folder. The lines name them.'],
  ],
  run,
};
