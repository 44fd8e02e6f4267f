/** Seal and open: opening inverts sealing, and nothing that was touched or moved opens. */
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { PackId, RecordId } from '../../src/domain/id.ts';
import type { Header } from '../../src/domain/record.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { fromBase64, toBase64 } from '../../src/proof/receipt.ts';
import { makeSealingKey, opensCanary, type SealingKey } from '../../src/seal/keys.ts';
import { openPart } from '../../src/seal/open.ts';
import { seal } from '../../src/seal/seal.ts';
import { aFolder } from '../kit/a-folder.ts';
import { someAnswers } from '../kit/a-pack.ts';
import { hasAge, openWithAge } from '../kit/an-age.ts';

let intake: SealingKey;
let recovery: SealingKey;
beforeAll(async () => {
  intake = await makeSealingKey();
  recovery = await makeSealingKey();
});

const facts = {
  id: '0123456789abcdef0123456789abcdef' as RecordId,
  kind: 'answers',
  pack: 'visitor-parking' as PackId,
  packVersion: { number: 1, hash: '0123456789abcdef' },
  mode: 'own-phone',
  withdrawHash: 'a'.repeat(64),
} as const;
const ring = () => ({
  recipients: [
    { kid: 'i1', use: 'intake', recipient: intake.recipient },
    { kid: 'x1', use: 'recovery', recipient: recovery.recipient },
  ] as const,
});
const sealed = async () => {
  const result = await seal({ recipients: [...ring().recipients] }, facts, [{ part: 'words', answers: someAnswers() }]);
  if (!result.ok) throw new Error(result.problem.code);
  return { record: result.value, header: JSON.parse(result.value.header) as Header };
};

test('opened words equal the words that were sealed, with either key', async () => {
  const { record, header } = await sealed();
  for (const key of [intake, recovery]) {
    const opened = await openPart([key.identity], header, record.sealed[0]!);
    expect(opened).toMatchObject({ ok: true, value: { answers: someAnswers(), id: facts.id, part: 'words' } });
  }
});

test('the digest covers the header and every part', async () => {
  const { record } = await sealed();
  expect(await digestOf(record.header, record.sealed)).toBe(record.digest);
  expect(await digestOf(`${record.header} `, record.sealed)).not.toBe(record.digest);
  expect(await digestOf(record.header, [])).not.toBe(record.digest);
});

test('another key, another record or another part does not open it', async () => {
  const { record, header } = await sealed();
  const [part] = record.sealed;
  const stranger = await makeSealingKey();
  expect(await openPart([stranger.identity], header, part!)).toMatchObject({ problem: { code: 'cannot-open' } });
  expect(await openPart([intake.identity], { ...header, id: 'f'.repeat(32) as RecordId }, part!)).toMatchObject({ problem: { code: 'not-the-same-record' } });
  expect(await openPart([intake.identity], header, { ...part!, part: 'closed' })).toMatchObject({ problem: { code: 'not-the-same-record' } });
});

test('a file with any byte changed is never opened as if nothing had happened', async () => {
  const { record, header } = await sealed();
  const bytes = fromBase64(record.sealed[0]!.age);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const touched = bytes.slice();
      touched[at] = touched[at]! ^ by;
      expect((await openPart([intake.identity], header, { part: 'words', age: toBase64(touched) })).ok).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('without the council’s key or the recovery key nothing is sealed', async () => {
  const [first, second] = ring().recipients;
  for (const recipients of [[], [first], [second]]) {
    expect(await seal({ recipients }, facts, [{ part: 'words', answers: [] }])).toMatchObject({ ok: false, problem: { code: 'keys-missing' } });
  }
  expect(await seal({ recipients: [{ ...first, recipient: 'age1nonsense' }, second] }, facts, [])).toMatchObject({ problem: { code: 'could-not-seal' } });
});

test('a canary comes back from a good pair and not from a mixed one', async () => {
  expect(await opensCanary(intake)).toBe(true);
  expect(await opensCanary({ ...intake, identity: recovery.identity })).toBe(false);
});

test.skipIf(!hasAge)('the age command line opens it without this software', async () => {
  const { record } = await sealed();
  const key = join(aFolder(), 'key');
  writeFileSync(key, `${recovery.identity}\n`);
  expect(JSON.parse(openWithAge(key, record.sealed[0]!.age) ?? '')).toMatchObject({ answers: someAnswers() });
});
