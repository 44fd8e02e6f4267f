/** A council killed at any moment while phones send, and started again on the same data: what it acknowledged it has in both places, and nothing twice. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verify } from '../../src/council/backup/verify.ts';
import { openDatabase } from '../../src/council/database/open.ts';
import { folderDepot } from '../../src/council/journal/folder.ts';
import type { RecordId } from '../../src/domain/id.ts';
import type { RecordKind, SealedRecord } from '../../src/domain/record.ts';
import { PATHS, type KeyRing, type ReceiptBody } from '../../src/domain/wire.ts';
import { drain } from '../../src/sync/drain.ts';
import { aFolder } from '../kit/a-folder.ts';
import { aMortalCouncil, type AMortalCouncil } from '../kit/a-mortal-council.ts';
import { aPacksFolder } from '../kit/a-packs-folder.ts';
import { aPhone, type APhone } from '../kit/a-phone.ts';
import { aReaderOfJournals } from '../kit/a-reader-of-journals.ts';
import { aRecord, manyLike } from '../kit/a-record.ts';
import { fetchPack } from '../kit/a-sender.ts';
import { someChance } from '../kit/somebody.ts';

const prove = process.env['PROVE'] === '1';
const SEED = Number(process.env['SEED'] ?? 0) || 0;
const ROUNDS = prove ? 500 : 8;
/** Then the next phone takes over, so that what one phone asks after doesn't grow for ever. */
const ROUNDS_A_PHONE = 20;
/** More than a first page holds: one page is under way when the one before is acknowledged. Both lanes. */
const ANSWERS_A_ROUND = 45;
const REQUESTS_A_ROUND = 5;

interface Sender {
  readonly phone: APhone;
  /** Everything that was handed in on it. */
  readonly records: Map<RecordId, SealedRecord>;
}

/** What the council said, counted as it passes by. */
interface Heard {
  /** That it doesn't know something that it had acknowledged: the one thing that must never be said. */
  forgotten: number;
  /** That it has had something already, which the phone could not know: killed between commit and reply. */
  duplicates: number;
  /** That it is in two places. */
  readonly durable: Set<string>;
}

const countOf = (text: string, verdict: string): number => text.split(`"verdict":"${verdict}"`).length - 1;

const aSender = async (seed: number, ring: KeyRing, council: () => AMortalCouncil, heard: Heard): Promise<Sender> => {
  const phone = aPhone(seed);
  onTestFinished(() => phone.close());
  phone.answeredBy(async (request) => {
    const { method, headers } = request;
    const path = new URL(request.url).pathname;
    const response = await fetch(council().address + path, { method, headers, body: await request.clone().arrayBuffer() });
    const said = await response.clone().text();
    if (path === PATHS.held) heard.forgotten += countOf(said, 'unknown');
    heard.duplicates += path === PATHS.records ? countOf(said, 'duplicate') : 0;
    if (response.status === 200) for (const { id, durable } of (JSON.parse(said) as ReceiptBody).verdicts) if (durable) heard.durable.add(id);
    return response;
  });
  await phone.library.keepReceiptKeys(ring.receipts);
  return { phone, records: new Map() };
};

const handIn = async ({ phone, records }: Sender, fresh: readonly SealedRecord[]): Promise<void> => {
  for (const record of fresh) records.set(record.id, record);
  await phone.outbox.put(fresh.map((record) => ({ kind: (JSON.parse(record.header) as { kind: RecordKind }).kind, record })));
};

interface Kept {
  readonly id: string;
  readonly header: string;
  readonly sealed: string;
}

/** Every row that the council has, read when no council runs; and every row and digest is the same in both places. */
const rowsIn = async (folder: string): Promise<readonly Kept[]> => {
  const [dataDir, journalDir] = [join(folder, 'data'), join(folder, 'journal')];
  const db = await openDatabase(dataDir);
  try {
    const faults: string[] = [];
    expect(await verify(db, folderDepot({ dataDir, journalDir, isOneDiskEnough: true }), (what) => faults.push(what))).toEqual({ onTheWay: 0 });
    expect(faults).toEqual([]);
    expect(await db.selectFrom('parked').selectAll().execute()).toEqual([]);
    const [records, apart] = await Promise.all((['records', 'apart'] as const).map((table) => db.selectFrom(table).select(['id', 'header', 'sealed']).execute()));
    return [...(records ?? []), ...(apart ?? [])];
  } finally {
    await db.destroy();
  }
};

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);

test(`killed ${ROUNDS} times while a phone sends: nothing that was acknowledged is missing, and nothing is there twice`, { timeout: prove ? 15 * 60_000 : 90_000 }, async () => {
  const chance = someChance(SEED);
  const [folder, packs] = [aFolder(), aPacksFolder()];
  let council = await aMortalCouncil(folder, packs.folder);
  onTestFinished(() => council.kill());
  const { pack, ring } = await fetchPack(council.address);
  const answers = await aRecord(ring, pack, { text: 'It is hard to visit her now. '.repeat(40) });
  const request = await aRecord(ring, pack, { kind: 'support', text: '020 7946 0000' });
  const heard: Heard = { forgotten: 0, duplicates: 0, durable: new Set() };
  const journal = aReaderOfJournals(join(folder, 'journal'));
  const senders: Sender[] = [];
  /** How long it takes where nobody cuts it off; the first is let through for that. */
  let [cutShort, tookMs] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % ROUNDS_A_PHONE === 0) senders.push(await aSender(SEED + round, ring, () => council, heard));
    const sender = senders.at(-1)!;
    await handIn(sender, [...(await manyLike(answers, ANSWERS_A_ROUND)), ...(await manyLike(request, REQUESTS_A_ROUND))]);
    const began = performance.now();
    const sending = drain(sender.phone.sending).then(({ stopped }) => {
      if (stopped === undefined) tookMs = performance.now() - began;
      else cutShort += 1;
    });
    await (tookMs === 0 ? sending : new Promise((go) => setTimeout(go, chance.next() * tookMs * 1.1)));
    await council.kill();
    await sending;
    // Before a new start can mend anything.
    const twice = journal.ids();
    expect([...heard.durable].filter((id) => !twice.has(id))).toEqual([]);
    council = await aMortalCouncil(folder, packs.folder);
  }
  // Nobody is killed any more: what still waits follows, and all that was acknowledged is asked after.
  for (const { phone } of [...senders, ...senders]) await drain(phone.sending);
  for (const { phone } of senders) expect(await phone.outbox.count('waiting')).toBe(0);
  expect(heard.forgotten).toBe(0);
  // A crash between the database and the journal was mended at the start after it.
  const twice = journal.ids();
  for (const { records } of senders) for (const id of records.keys()) expect(heard.durable.has(id) && twice.has(id), id).toBe(true);
  await council.kill();
  const all = senders.flatMap(({ records }) => [...records.values()]);
  const expected = all.map(({ id, header, sealed }) => ({ id, header, sealed: JSON.stringify(sealed) }));
  expect((await rowsIn(folder)).toSorted(byId)).toEqual(expected.toSorted(byId));
  console.log(`${ROUNDS} kills, ${cutShort} of them while something was under way; ${all.length} records, ${heard.duplicates} of them sent again though they were committed.`);
  // Kills that never hit anything would show nothing.
  expect(cutShort).toBeGreaterThan(ROUNDS / 4);
  if (prove) expect(heard.duplicates).toBeGreaterThan(0);
});
