/** Reads what a second place holds, file by file, and names what in it can't be read. */
import type { ClipsTable } from '../database/schema.ts';
import type { Erasure, KeptRow } from '../second-place.ts';
import type { Depot, Listed } from './depot.ts';
import { asClip, asErasure, asKept, councilOf, readLines } from './lines.ts';
import { COUNCIL_FILE, FOLDERS } from './names.ts';

/** A sentence for whoever runs the machine: which file, and which line. */
export type Complain = (what: string) => void;

export interface ReadFile {
  readonly kept: readonly KeptRow[];
  /** Up to where it is whole. */
  readonly wholeBytes: number;
}

/** A file of rows, from `from` on, where a line must begin. */
export const readRows = async (depot: Depot, { name }: Pick<Listed, 'name'>, complain: Complain, from = 0): Promise<ReadFile> => {
  const bytes = await depot.read(name, from);
  const { values, wholeBytes, damaged } = readLines(bytes ?? Buffer.alloc(0));
  for (const line of damaged) complain(`${name}: line ${line}${from > 0 ? ` after byte ${from}` : ''} is damaged.`);
  const kept: KeptRow[] = [];
  for (const value of values) {
    const row = asKept(value);
    if (row !== undefined) kept.push(row);
    else if (councilOf(value) === undefined) complain(`${name}: a line is of a kind that this version does not know.`);
  }
  return { kept, wholeBytes: from + wholeBytes };
};

/** Everything but clips, one file after the other. */
export async function* allRows(depot: Depot, complain: Complain): AsyncGenerator<readonly KeptRow[]> {
  for (const folder of [FOLDERS.together, FOLDERS.apart]) {
    for (const file of await depot.list(folder)) {
      const { kept } = await readRows(depot, file, complain);
      if (kept.length > 0) yield kept;
    }
  }
}

export interface StoredClip {
  readonly clip: ClipsTable;
  /** The sealed file. */
  readonly sealed: Buffer;
}

const NEWLINE = 0x0a;
/** The head and the row stand before the sealed bytes. */
const LINES_BEFORE = 2;

export const readClip = async (depot: Depot, name: string): Promise<StoredClip | undefined> => {
  const bytes = await depot.read(name);
  if (bytes === undefined) return undefined;
  let from = 0;
  for (let line = 0; line < LINES_BEFORE; line += 1) from = bytes.indexOf(NEWLINE, from) + 1;
  const [, row] = readLines(bytes.subarray(0, from)).values;
  const clip = asClip(row);
  return clip && { clip, sealed: bytes.subarray(from) };
};

/** What was erased, and on which day: the whole ledger unless told. */
export const readLedger = async (depot: Depot, complain: Complain, files?: readonly Listed[]): Promise<readonly Erasure[]> => {
  const ledger: Erasure[] = [];
  for (const { name } of files ?? (await depot.list(FOLDERS.erased))) {
    const { values, damaged } = readLines((await depot.read(name)) ?? Buffer.alloc(0));
    const found = values.flatMap((value) => asErasure(value) ?? []);
    if (damaged.length > 0 || found.length === 0) complain(`${name}: an entry of the ledger of what was erased is damaged.`);
    ledger.push(...found);
  }
  return ledger;
};

/** Whose journal it is; undefined where none was begun. */
export const journalOf = async (depot: Depot): Promise<string | undefined> => {
  const bytes = await depot.read(COUNCIL_FILE);
  try {
    return bytes === undefined ? undefined : councilOf(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
};
