/** Files that no key here opens: with the recovery secret their own keys are taken out and kept, sealed to today's ring, and no byte of theirs changes. */
import { fromBase64, toBase64 } from '../proof/receipt.ts';
import { fileKeyOf } from '../seal/file-key.ts';
import type { FileKey, Opener } from '../seal/recipients.ts';
import { openText, sealText } from '../seal/seal-text.ts';
import type { Council } from './council.ts';
import type { Database, RewrappedTable } from './database/schema.ts';

type Desk = Pick<Council, 'db' | 'keys'>;

const ROWS_AT_ONCE = 100;

const openRow = async (keys: Desk['keys'], { about, share, sealed }: RewrappedTable): Promise<readonly FileKey[]> => {
  const key = await openText(keys.identities, { about, share }, sealed);
  return key.ok ? [{ share, key: fromBase64(key.value) }] : [];
};

/** What opens a record, a clip or a transcript: the keys of this machine, and what was taken out for it. */
export const openersFor = async ({ db, keys }: Desk, about: string): Promise<readonly Opener[]> => {
  const rows = await db.selectFrom('rewrapped').selectAll().where('about', '=', about).execute();
  return [...keys.identities, ...(await Promise.all(rows.map((row) => openRow(keys, row)))).flat()];
};

/** One sealed file, or enough of it to have its whole header. */
interface SealedFile {
  readonly about: string;
  readonly file: Uint8Array;
}

const partsOf = ({ id, sealed }: { readonly id: string; readonly sealed: string }): readonly SealedFile[] => {
  try {
    const parts = JSON.parse(sealed) as readonly { readonly age: string }[];
    return parts.map(({ age }) => ({ about: id, file: fromBase64(age) }));
  } catch {
    // Nobody's sealed parts: there is nothing in it that a key could open.
    return [];
  }
};

/** A few at a time, by id, which is no order of arrival. */
async function* inBatches<Row extends { readonly id: string }>(next: (after: string) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  for (let after = ''; ; ) {
    const rows = await next(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function* sealedFiles(db: Database): AsyncGenerator<SealedFile> {
  for (const table of ['records', 'apart'] as const) {
    const rows = inBatches((after) => db.selectFrom(table).select(['id', 'sealed']).where('id', '>', after).orderBy('id').limit(ROWS_AT_ONCE).execute());
    for await (const row of rows) yield* partsOf(row);
  }
  for await (const { id, sealed } of inBatches((after) => db.selectFrom('transcripts').select(['id', 'sealed']).where('id', '>', after).orderBy('id').limit(ROWS_AT_ONCE).execute())) {
    yield { about: id, file: fromBase64(sealed) };
  }
  // A clip's first piece has its header. Two files of one id, of which one is of nobody: each has a row of its own.
  for await (const { id } of inBatches((after) => db.selectFrom('clips').select('id').distinct().where('id', '>', after).orderBy('id').limit(ROWS_AT_ONCE).execute())) {
    const pieces = await db.selectFrom('clipPieces').select('bytes').where('clip', '=', id).where('number', '=', 0).execute();
    yield* pieces.map(({ bytes }) => ({ about: id, file: new Uint8Array(bytes) }));
  }
}

/** What became of the files that no key here opened. */
export interface Rewrapped {
  readonly opened: number;
  /** Not even the recovery secret opens these: they were sealed to somebody else, or were damaged on their way. */
  readonly closed: number;
}

/** Once more is no harm. Throws what the database says when it can't write. */
export const rewrap = async (council: Desk, recovery: string): Promise<Rewrapped> => {
  const { db, keys } = council;
  const counted = { opened: 0, closed: 0 };
  for await (const { about, file } of sealedFiles(db)) {
    if ((await fileKeyOf(await openersFor(council, about), file)) !== undefined) continue;
    const taken = await fileKeyOf([recovery], file);
    const sealed = taken && (await sealText(keys.ring, { about, share: taken.share }, toBase64(taken.key)));
    if (!taken || !sealed?.ok) {
      counted.closed += 1;
      continue;
    }
    const row = { about, share: taken.share, sealed: sealed.value };
    await db.insertInto('rewrapped').values(row).onConflict((same) => same.columns(['about', 'share']).doUpdateSet({ sealed: row.sealed })).execute();
    counted.opened += 1;
  }
  return counted;
};
