/** A full disk: nothing is acknowledged that was not kept, and when there is room again everything is taken. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openAndLog } from '../../src/council/opening.ts';
import { PATHS } from '../../src/domain/wire.ts';
import { verifyReceipt } from '../../src/proof/receipt.ts';
import { aCouncil, NONCE, type ACouncil } from '../kit/a-council.ts';
import { aRecord, manyLike } from '../kit/a-record.ts';
import { aHeldAsk, expectProblem, post, postRecords } from '../kit/a-request.ts';

const PRAGMA_NO_LIMIT = 1_000_000;

/** The database may not grow any more: what SQLite then says is what it says of a full disk. */
const fill = async ({ council }: ACouncil): Promise<void> => {
  const [size] = (await sql<{ page_count: number }>`pragma page_count`.execute(council.db)).rows;
  await sql.raw(`pragma max_page_count = ${size?.page_count}`).execute(council.db);
};
const makeRoom = ({ council }: ACouncil): Promise<unknown> => sql.raw(`pragma max_page_count = ${PRAGMA_NO_LIMIT}`).execute(council.db);

const rows = async ({ council }: ACouncil): Promise<number> => (await council.db.selectFrom('records').select('id').execute()).length;

test('a full disk: 503, come back later, nothing acknowledged and nothing kept by halves', async () => {
  const council = await aCouncil();
  const sent = await manyLike(await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack), 40);
  await fill(council);
  const response = await postRecords(council, sent);
  expect(response.headers.get('retry-after')).toBe('600');
  await expectProblem(response, 'disk-full', 503);
  expect(await rows(council)).toBe(0);
  expect(council.log.map((line) => JSON.parse(line) as object)).toContainEqual(expect.objectContaining({ event: 'alarm', what: 'disk-full' }));
});

test('while it is full, what was kept before is still a duplicate, and can be asked after', async () => {
  const council = await aCouncil();
  const [first, ...others] = await manyLike(await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack), 40);
  await council.hand([first]);
  await fill(council);
  await expectProblem(await postRecords(council, others), 'disk-full', 503);
  expect((await council.hand([first])).verdicts[0]?.verdict).toBe('duplicate');
  const response = await post(council, PATHS.held, aHeldAsk([first, others[0]].map((each) => ({ id: each?.id, digest: each?.digest }))));
  const body = new Uint8Array(await response.arrayBuffer());
  expect(await verifyReceipt(council.council.keys.ring.receipts, response.headers.get('our-turn-receipt'), NONCE, body)).toBe(true);
  expect((JSON.parse(new TextDecoder().decode(body)) as { verdicts: { verdict: string }[] }).verdicts.map(({ verdict }) => verdict)).toEqual(['stored', 'unknown']);
});

test('there is room again: the same records are stored, without a new start', async () => {
  const council = await aCouncil();
  const sent = await manyLike(await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack), 40);
  await fill(council);
  for (let turn = 0; turn < 3; turn += 1) await expectProblem(await postRecords(council, sent), 'disk-full', 503);
  await makeRoom(council);
  expect((await council.hand(sent)).verdicts.map(({ verdict }) => verdict)).toEqual(sent.map(() => 'stored'));
  expect(await rows(council)).toBe(40);
});

test('a page for staff that can’t write its log shows nothing of what it would have opened', async () => {
  const council = await aCouncil();
  const { db } = council.council;
  await sql`create trigger full before insert on audit begin select raise(abort, 'database or disk is full'); end`.execute(db);
  const sent = await aRecord(council.council.keys.ring, council.council.packs.current('visitor-parking')!.pack, { text: 'words that must not show' });
  await council.hand([sent]);
  await expect(openAndLog(council.council, 'Ayaan', sent.id)).rejects.toThrow(/full/);
});
