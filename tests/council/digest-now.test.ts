/** The council's quick digest is the one that phones make, whatever a text holds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestNow } from '../../src/council/digest-now.ts';
import type { SealedPart } from '../../src/domain/record.ts';
import { digestOf } from '../../src/proof/digest.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 });
/** Halves of letters, which JSON can carry and UTF-8 can't. */
const broken = fc.array(fc.constantFrom('a', '\ud800', '\udc00', 'ব', '😀'), { maxLength: 8 }).map((all) => all.join(''));

test('both digests of one record are the same', async () => {
  const any = fc.oneof(text, broken);
  const parts = fc.array(fc.record({ part: any, age: any }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(any, parts, async (header, sealed) => {
      const all = sealed as unknown as readonly SealedPart[];
      expect(digestNow(header, all)).toBe(await digestOf(header, all));
    }),
    { numRuns: 300 },
  );
});

test('a text that ends where the next one begins is another record', () => {
  const one = digestNow('ab', [{ part: 'words', age: 'c' }]);
  expect(digestNow('a', [{ part: 'bwords' as 'words', age: 'c' }])).not.toBe(one);
});
