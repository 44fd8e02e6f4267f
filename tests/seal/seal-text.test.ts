/** Sealed words: opening inverts sealing, and nothing that was touched, or is about something else, opens. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { makeSealingKey, type SealingKey } from '../../src/seal/keys.ts';
import { openText, sealText } from '../../src/seal/seal-text.ts';

let intake: SealingKey;
let recovery: SealingKey;
beforeAll(async () => {
  [intake, recovery] = await Promise.all([makeSealingKey(), makeSealingKey()]);
});

const ABOUT = { id: 'a'.repeat(32), clip: 'b'.repeat(32), kind: 'transcript' };

const sealed = async (text: string): Promise<string> => {
  const recipients = [
    { kid: 'i1', use: 'intake' as const, recipient: intake.recipient },
    { kid: 'x1', use: 'recovery' as const, recipient: recovery.recipient },
  ];
  const result = await sealText({ recipients }, ABOUT, text);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
};

test('opened words equal the words that were sealed, with either key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const age = await sealed(text);
      for (const { identity } of [intake, recovery]) expect(await openText([identity], ABOUT, age)).toEqual({ ok: true, value: text });
    }),
    { numRuns: 20 },
  );
});

test('words about another recording, a touched file, a stranger’s key: not opened', async () => {
  const age = await sealed('Walaashay ma iman karto.');
  expect(await openText([intake.identity], { ...ABOUT, clip: 'c'.repeat(32) }, age)).toMatchObject({ ok: false, problem: { code: 'not-the-same-record' } });
  expect(await openText([intake.identity], ABOUT, `${age.slice(0, -8)}AAAAAAAA`)).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
  expect(await openText([(await makeSealingKey()).identity], ABOUT, age)).toMatchObject({ ok: false, problem: { code: 'cannot-open' } });
});

test('a ring that lacks a key seals nothing', async () => {
  const recipients = [{ kid: 'i1', use: 'intake' as const, recipient: intake.recipient }];
  expect(await sealText({ recipients }, ABOUT, 'x')).toMatchObject({ ok: false, problem: { code: 'keys-missing' } });
});
