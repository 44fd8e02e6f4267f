/** The restore drill: an old backup, the journal and the ledger make the council again; whoever took back their words stays erased. */
import { expect, test } from 'vitest';
import { openClipOf } from '../../src/council/clips.ts';
import { aCouncil } from '../kit/a-council.ts';
import { aLostCouncil, askAfter, complaints, ENOUGH, made, verified } from '../kit/a-lost-council.ts';

test('after a restore nothing is missing, whoever was erased stays so, and phones hear durable for all they hold', async () => {
  const { folder, backup, left, aside, gone } = await aLostCouncil();
  expect(await complaints(folder, backup)).toEqual([]);
  const council = await aCouncil(folder, ENOUGH);
  await council.council.care.settled();
  const names = [...left.map(({ record }) => record), ...left.flatMap(({ clips }) => clips.map(({ named }) => named)), ...aside];
  expect((await askAfter(council, names)).map(({ verdict, durable }) => [verdict, durable])).toEqual(names.map(() => ['stored', true]));
  const erased = [...gone.map(({ record }) => record), ...gone.flatMap(({ clips }) => clips.map(({ named }) => named))];
  expect((await askAfter(council, erased)).map(({ verdict }) => verdict)).not.toContain('stored');
  expect(await council.council.db.selectFrom('rewrapped').select('about').execute()).toEqual([{ about: left[0]!.record.id }]);
  const opened = await openClipOf(council.council, left[1]!.clips[0]!.named.id);
  expect(opened.ok && Buffer.compare(Buffer.from(opened.value.media), Buffer.from(left[1]!.clips[0]!.media))).toBe(0);
  expect(await verified(council)).toEqual([]);
  expect((await council.council.db.selectFrom('tombstones').select('id').execute()).map(({ id }) => id)).toEqual(expect.arrayContaining(erased.map(({ id }) => id as string)));
  expect((await council.hand([await made(council)])).verdicts).toMatchObject([{ verdict: 'stored', durable: true }]);
});
