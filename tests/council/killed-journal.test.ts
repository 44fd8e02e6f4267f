/** A council killed in the midst of its work: whatever it called durable stands in the second place, and the rest is mended. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SealedRecord } from '../../src/domain/record.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { runScript, startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { aFolder } from '../kit/a-folder.ts';
import { filesIn, textIn } from '../kit/a-journal.ts';
import { aRecord, manyLike } from '../kit/a-record.ts';
import { databaseFor } from '../kit/engine.ts';
import { fetchPack, sendRecords } from '../kit/a-sender.ts';

const ROUNDS = process.env['PROVE'] === '1' ? 100 : 1;
/** A build may be needed first, if a test is run by hand. */
const PATIENCE_MS = 120_000 + ROUNDS * 10_000;
const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Sends until the council is gone; gives what it called durable. */
const sendUntilKilled = async (council: ACouncilProcess, ring: KeyRing, records: readonly (readonly SealedRecord[])[], enough: number): Promise<readonly SealedRecord[]> => {
  const durable: SealedRecord[] = [];
  const send = async (batches: readonly (readonly SealedRecord[])[]): Promise<void> => {
    for (const batch of batches) {
      const verdicts = await sendRecords(council.address, ring, batch).catch(() => undefined);
      if (verdicts === undefined) return;
      durable.push(...batch.filter(({ id }) => verdicts.some((each) => each.id === id && each.durable)));
    }
  };
  const senders = [0, 1, 2].map((one) => send(records.filter((_, at) => at % 3 === one)));
  while (durable.length < enough) await after(5);
  await council.kill();
  await Promise.all(senders);
  return durable;
};

test('killed with no time to say goodbye, again and again: what it called durable is in the journal, and verify finds both alike', async () => {
  const folder = aFolder();
  const wish = { isOneDiskEnough: true };
  const all: SealedRecord[] = [];
  let council = await startCouncil(folder, wish);
  const { pack, ring } = await fetchPack(council.address);
  const kinds = [await aRecord(ring, pack), await aRecord(ring, pack, { kind: 'support' })];
  for (let round = 0; round < ROUNDS; round += 1) {
    const batches = await Promise.all(Array.from({ length: 60 }, (_, at) => manyLike(kinds[at % 2]!, at % 2 === 0 ? 10 : 2)));
    const durable = await sendUntilKilled(council, ring, batches, 20 + round);
    const journal = textIn(join(folder, 'data-journal'));
    expect(durable.filter(({ digest }) => !journal.includes(digest))).toEqual([]);
    all.push(...durable);
    council = await startCouncil(folder, wish);
  }
  expect(await council.stop()).toBe(0);
  const env = { DATA_DIR: join(folder, 'data'), KEYS_DIR: join(folder, 'keys'), JOURNAL_DIR: join(folder, 'data-journal') };
  const { code, out, err } = await runScript('council.mjs', ['verify'], env);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^\d+ answers, \d+ that stand apart, 0 set aside, 0 recordings: all in both places, and every digest fits\.\n$/);
  const backup = await runScript('council.mjs', ['backup', join(folder, 'backup')], env);
  expect([backup.code, backup.err]).toEqual([0, `The keys are not in it: keep a copy of ${join(folder, 'keys')} in another place.\n`]);
  expect(filesIn(join(folder, 'backup'))).toContain('manifest.json');
  const database = await databaseFor(join(folder, 'again'));
  const other = { ...env, DATA_DIR: join(folder, 'again'), ...(database === undefined ? {} : { DATABASE_URL: database }) };
  const full = await runScript('council.mjs', ['restore', join(folder, 'backup')], other, 100);
  expect([full.code, full.out]).toEqual([1, '']);
  expect(full.err).toMatch(/^The disk .*: make room .*\.\n$/);
  expect(filesIn(join(folder, 'again'))).toEqual([]);
  const restored = await runScript('council.mjs', ['restore', join(folder, 'backup')], other);
  expect(restored.code).toBe(0);
  expect(restored.out).toMatch(/^Restored: \d+ answers, \d+ that stand apart, 0 set aside, 0 recordings\.\n$/);
  expect((await runScript('council.mjs', ['verify'], other)).out).toBe(out);
  const refused = await runScript('council.mjs', ['restore', join(folder, 'backup')], other);
  expect([refused.code, refused.out]).toEqual([1, '']);
  const there = `There is a database in ${join(folder, 'again')}: stop what uses it, move it away, or set DATA_DIR to an empty folder. Nothing was changed.\n`;
  expect(refused.err).toBe(database === undefined ? there : 'This database has something in it: restore into one that is empty. Nothing was changed.\n');
  const { files } = JSON.parse(readFileSync(join(folder, 'backup', 'manifest.json'), 'utf8')) as { files: { path: string; rows?: number }[] };
  expect(files.find(({ path }) => path === 'tables/records.jsonl.gz')?.rows).toBeGreaterThanOrEqual(all.filter(({ header }) => header.includes('"answers"')).length);
}, PATIENCE_MS);

test('it says in which places answers are kept, on the stream for people', async () => {
  const folder = aFolder();
  const plain = await startCouncil(folder);
  await plain.stop();
  expect(plain.printed()).toContain(`Answers are kept twice, here and at ${join(folder, 'data-journal')}, but on one disk, so phones keep their copies: set JOURNAL_DIR to a folder on another disk.\n`);
  const enough = await startCouncil(folder, { isOneDiskEnough: true });
  await enough.stop();
  expect(enough.printed()).toContain('ONE_DISK_IS_ENOUGH is set, so phones are told that they are safe.\n');
}, PATIENCE_MS);
