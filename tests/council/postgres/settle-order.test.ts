/** What stands apart loses the order of its arrival when its day is over, and loses nothing else. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { beginNights, closeDays } from '../../../src/council/nights.ts';
import { openClipOf } from '../../../src/council/clips.ts';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aRecordWithClips, patchAll, patchPiece } from '../../kit/a-clip.ts';
import { aRecord, reHeaded } from '../../kit/a-record.ts';
import { drawSome } from '../../kit/drawn.ts';
import { anotherCouncil } from '../../kit/more-councils.ts';

drawSome(4);

const DAY_MS = 86_400_000;
const MANY = 12;
const FEW = 3;
const pack = ({ council }: ACouncil) => council.packs.current('visitor-parking')!.pack;

/** Requests for support, some that are put aside, and recordings, each in a request of its own; gives them in the order of their arrival. */
const aDay = async (council: ACouncil, many = MANY) => {
  const { ring } = council.council.keys;
  const [answer, unknown] = [await aRecord(ring, pack(council)), await aRecord(ring, pack(council), { kind: 'interest', header: { v: 2 } })];
  const sent: string[] = [];
  const clips: string[] = [];
  for (let turn = 0; turn < many; turn += 1) {
    const { record, clips: [clip] } = await aRecordWithClips(ring, pack(council), [turn === 0 ? 300_000 : 500], { kind: 'support' });
    await council.hand([record]);
    await patchAll(council, clip!);
    await council.hand([await reHeaded(unknown)]);
    await council.hand([await reHeaded(answer)]);
    sent.push(record.id);
    clips.push(clip!.named.id);
  }
  return { sent, clips };
};

const COLUMN = { apart: 'id', parked: 'id', clips: 'id', clipPieces: 'clip', records: 'id' } as const;
type Lying = keyof typeof COLUMN;

/** As they lie on the disk, the oldest first. */
const lying = async ({ council }: ACouncil, table: Lying): Promise<readonly string[]> =>
  (await sql<{ id: string }>`select ${sql.ref(COLUMN[table])} as id from ${sql.table(table)} order by ctid`.execute(council.db)).rows.map(({ id }) => id);
/** How many transactions wrote what lies there now: each that wrote one row alone stands beside the one that came before it. */
const writers = async ({ council }: ACouncil, table: Lying): Promise<number> =>
  Number((await sql<{ n: number }>`select count(distinct xmin::text) as n from ${sql.table(table)}`.execute(council.db)).rows[0]?.n);
const all = async ({ council }: ACouncil): Promise<unknown> =>
  Promise.all([council.db.selectFrom('apart').selectAll().orderBy('id').execute(), council.db.selectFrom('parked').selectAll().orderBy('id').execute(), council.db.selectFrom('clips').selectAll().orderBy('id').execute(), council.db.selectFrom('clipPieces').selectAll().orderBy('clip').orderBy('number').execute()]);

const apartTables = ['apart', 'parked', 'clips', 'clipPieces'] as const;
/**
 * They are laid down in the order of their ids, one page of the disk after the other; which page is next depends on where
 * there is room, so it may begin anew once or twice. As they came, every second one is smaller than the one before it.
 */
const isSorted = (ids: readonly string[]): boolean => ids.filter((id, at) => id < (ids[at - 1] ?? '')).length <= 2;

test('until its day is over it lies there as it came; then in the order of its random ids, written by one transaction, byte for byte the same', async () => {
  const council = await aCouncil();
  const { sent, clips } = await aDay(council);
  expect(await closeDays(council.council)).toBe(0);
  expect(await lying(council, 'apart')).toEqual(sent);
  expect(isSorted(await lying(council, 'clips'))).toBe(false);
  expect(await writers(council, 'apart')).toBe(MANY);
  const before = await all(council);
  const answers = await lying(council, 'records');
  council.pass(2 * DAY_MS);
  expect(await closeDays(council.council)).toBe(4 * MANY + 1);
  for (const table of apartTables) {
    const ids = await lying(council, table);
    expect([table, ids.length, isSorted(ids)]).toEqual([table, table === 'clipPieces' ? MANY + 1 : MANY, true]);
    expect(await writers(council, table)).toBe(1);
  }
  expect(await all(council)).toEqual(before);
  expect(await openClipOf(council.council, clips[0]!)).toMatchObject({ ok: true });
  // Answers keep their order, and are not touched.
  expect(await lying(council, 'records')).toEqual(answers);
});

test('a day is closed once, whoever of several comes first; `again` closes all of them once more', async () => {
  const council = await aCouncil();
  const other = await anotherCouncil(council);
  await aDay(council, FEW);
  for (const each of [council, other]) each.pass(2 * DAY_MS);
  const moved = await Promise.all([closeDays(council.council), closeDays(other.council), closeDays(other.council)]);
  expect(moved.toSorted((one, two) => one - two)).toEqual([0, 0, 4 * FEW + 1]);
  expect(await closeDays(council.council)).toBe(0);
  expect(await closeDays(other.council, true)).toBe(4 * FEW + 1);
});

test('what is sent again, and a recording that goes on, while the day is being closed: nothing is lost or doubled', async () => {
  const council = await aCouncil();
  const other = await anotherCouncil(council);
  const { ring } = council.council.keys;
  const { record, clips: [clip] } = await aRecordWithClips(ring, pack(council), [900_000], { kind: 'support' });
  const others = await Promise.all(Array.from({ length: MANY }, () => aRecord(ring, pack(council), { kind: 'support' })));
  await council.hand([record, ...others]);
  await patchPiece(council, clip!, 0);
  for (const each of [council, other]) each.pass(2 * DAY_MS);
  const sendOn = async (): Promise<void> => {
    for (let number = 1; number < clip!.pieces.length; number += 1) {
      // Two get in each other's way, and one is then told to go on where it stands.
      for (let tries = 0; (await patchPiece(other, clip!, number)).status >= 400 && tries < 5; tries += 1);
    }
  };
  const [moved, said] = await Promise.all([closeDays(council.council), other.hand([record, ...others]), sendOn()]);
  expect(moved).toBeGreaterThan(MANY);
  expect(new Set(said.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['duplicate']));
  expect(await lying(council, 'apart')).toHaveLength(MANY + 1);
  expect(await openClipOf(council.council, clip!.named.id)).toMatchObject({ ok: true });
});

test('it fails in the middle, or is stopped: everything stands as before, and the next night closes the day', async () => {
  const council = await aCouncil();
  await aDay(council, FEW);
  council.pass(2 * DAY_MS);
  const before = await all(council);
  const { db } = council.council;
  await sql.raw(`create function kit_fault() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$; create trigger "kitFault" before insert on "clipPieces" for each row execute function kit_fault()`).execute(db);
  await expect(closeDays(council.council)).rejects.toMatchObject({ code: '53100' });
  expect(await all(council)).toEqual(before);
  await sql.raw('drop trigger "kitFault" on "clipPieces"; drop function kit_fault').execute(db);
  await expect(closeDays(council.council, false, AbortSignal.abort())).rejects.toThrow();
  expect(await all(council)).toEqual(before);
  expect(await closeDays(council.council)).toBe(4 * FEW + 1);
});

test('it closes what is over at its start, and then once every night at a moment that chance decides', async () => {
  const council = await aCouncil();
  await aDay(council);
  const { db, env } = council.council;
  const slept: number[] = [];
  let wake = (): void => undefined;
  let clock = env.now() + 2 * DAY_MS;
  const world = {
    now: () => clock,
    random: env.random,
    sleep: (ms: number, stop?: { addEventListener: (type: 'abort', listener: () => void) => void }) =>
      new Promise<void>((awake) => {
        slept.push(ms);
        wake = awake;
        stop?.addEventListener('abort', awake);
      }),
  };
  const { end } = beginNights({ db, env: world, second: council.council.second, log: () => undefined });
  await expect.poll(() => slept.length).toBe(1);
  expect(isSorted(await lying(council, 'apart'))).toBe(true);
  // Until an hour past the next midnight, and up to an hour more.
  const nextDay = Math.ceil((clock - 3_600_000) / DAY_MS) * DAY_MS + 3_600_000;
  expect(clock + slept[0]!).toBeGreaterThanOrEqual(nextDay);
  expect(clock + slept[0]!).toBeLessThan(nextDay + 3_600_000);
  await db.insertInto('apart').values({ id: '0'.repeat(32), digest: 'd', kind: 'support', pack: 'p', header: '{}', sealed: '[]', withdrawHash: 'h', receivedOn: new Date(clock).toISOString().slice(0, 10) }).execute();
  expect((await lying(council, 'apart')).at(-1)).toBe('0'.repeat(32));
  clock += slept[0]!;
  wake();
  await expect.poll(() => slept.length).toBe(2);
  expect((await sql<{ n: number }>`select count(*) as n from about where name = 'ordered-up-to' and value = ${new Date(clock).toISOString().slice(0, 10)}`.execute(db)).rows[0]?.n).toBe(1);
  await end();
});
