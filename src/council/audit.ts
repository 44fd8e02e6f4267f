/** The log of what staff did: who, when and to which record, and never a word of what a person said. */
import type { Council } from './council.ts';

/** Stable names: they lie in the log for ever, and locales/en/staff.json says each in words. */
export const DEEDS = [
  'made-link', 'signed-in', 'signed-out', 'opened', 'opened-asked', 'saved-reply', 'published-reply',
  'listens-in', 'opened-clip', 'saved-clip', 'heard-clip', 'said-language', 'wrote-transcript', 'wrote-translation',
  'made-studio-link', 'opened-studio', 'closed-studio', 'rewrapped', 'took-back', 'taken-back', 'erased-old',
] as const;
export type Deed = (typeof DEEDS)[number];

/** What the log calls a person at the command line, who has no name here. */
export const COMMAND_LINE = 'command line';

/** An insert of thousands of rows at once would pass the number of values that a database takes. */
const ROWS_AT_ONCE = 100;

/** Writes one row for each record, all before anything is shown. */
export const noteEach = async (
  council: Pick<Council, 'db' | 'env'>,
  who: string,
  did: Deed,
  records: readonly (string | null)[],
  detail: string | null = null,
): Promise<void> => {
  const at = council.env.now();
  for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
    const rows = records.slice(from, from + ROWS_AT_ONCE).map((record) => ({ at, who, did, record, detail }));
    await council.db.insertInto('audit').values(rows).execute();
  }
};

/** Writes down one deed. `detail` is a pack's name or the like. */
export const note = (
  council: Pick<Council, 'db' | 'env'>,
  who: string,
  did: Deed,
  record: string | null = null,
  detail: string | null = null,
): Promise<void> => noteEach(council, who, did, [record], detail);
