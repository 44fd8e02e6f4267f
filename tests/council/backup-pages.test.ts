/** What a backup reads page by page: whole and once, however large the table, and as it was when it was begun. */
import { expect, onTestFinished, test } from 'vitest';
import { rowsOf, type Row, type Table } from '../../src/council/backup/tables.ts';
import { openDatabase } from '../../src/council/database/open.ts';
import type { Database } from '../../src/council/database/schema.ts';
import { atOnePoint } from '../../src/council/database/snapshot.ts';
import { aFolder } from '../kit/a-folder.ts';
import { databaseFor } from '../kit/engine.ts';

const PAGE = 1_000;
const MANY = 2 * PAGE + 345;
const AT_ONCE = 500;

const named = (at: number): string => String((at * 7_919) % 100_003).padStart(6, '0');
/** A thousand deeds and more have one time, across the end of a page, and some are alike. */
const deed = (at: number) => ({ at: at < 900 || at > 2_100 ? at : 900, who: 'Amina', did: 'opened', record: at % 3 === 0 ? null : named(at % 5), detail: null });

const ROWS = {
  records: (at: number) => ({ id: named(at), digest: 'd', kind: 'answers', pack: 'p', packNumber: 1, packHash: 'h', mode: 'm', place: null, header: '{}', sealed: '[]', withdrawHash: 'w', receivedAt: at % 7, givenAt: null }),
  // Two of each id.
  parked: (at: number) => ({ id: named(at >> 1), digest: String(at & 1), why: 'unknown-kind', record: '{}', receivedOn: '2026-11-25', withdrawHash: null }),
  hearings: (at: number) => ({ clip: named(at % 9), who: named(at), voice: 'en', at }),
  audit: deed,
} satisfies Partial<Record<Table, (at: number) => object>>;
const TABLES = Object.keys(ROWS) as (keyof typeof ROWS)[];

const add = async (db: Database, table: keyof typeof ROWS, from: number, to: number): Promise<void> => {
  for (let at = from; at < to; at += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, to - at) }, (_, more) => ROWS[table](at + more));
    await db.insertInto(table).values(rows as never).execute();
  }
};

const inNoOrder = (rows: readonly Row[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** Two lines to one database, as a backup has beside a council that goes on. */
const twoLines = async (): Promise<readonly [Database, Database]> => {
  const folder = aFolder();
  const url = await databaseFor(folder);
  const [one, other] = [await openDatabase(folder, url), await openDatabase(folder, url)];
  onTestFinished(async () => void (await Promise.all([one.destroy(), other.destroy()])));
  return [one, other];
};

test.each(TABLES)('%s of more than two pages: every row comes once, and none that was added by others while it was read', async (table) => {
  const [ours, theirs] = await twoLines();
  await add(ours, table, 0, MANY);
  const before = await ours.selectFrom(table as 'records').selectAll().execute();
  const [read, pages] = await atOnePoint(ours, async (still) => {
    const seen: Row[] = [];
    let many = 0;
    for await (const rows of rowsOf(still, table)) {
      seen.push(...rows);
      // Some fall among what was read already and some among what is still to come.
      await add(theirs, table, MANY + many * 10, MANY + many * 10 + 10);
      many += 1;
    }
    return [seen, many] as const;
  });
  expect(pages).toBeGreaterThan(1);
  expect(inNoOrder(read)).toEqual(inNoOrder(before as unknown as readonly Row[]));
  expect(await theirs.selectFrom(table as 'records').selectAll().execute()).toHaveLength(MANY + pages * 10);
});
