/** Opening: the council's half. The device has no key for it. */
import { problem } from '../domain/problem.ts';
import type { Header, OpenPart, SealedPart } from '../domain/record.ts';
import { bad, good, type Result } from '../domain/result.ts';
import { fromBase64 } from '../proof/receipt.ts';
import { belongsTo } from './belongs.ts';
import { opensWith, type Opener } from './recipients.ts';

/**
 * Opens one part with any of these. Gives `cannot-open` when no key fits or the
 * file was tampered with, `not-the-same-record` when it was sealed for another record.
 */
export const openPart = async (
  openers: readonly Opener[],
  header: Pick<Header, 'id' | 'kind' | 'pack'>,
  part: SealedPart,
): Promise<Result<OpenPart>> => {
  try {
    const inside = JSON.parse(await opensWith(openers).decrypt(fromBase64(part.age), 'text')) as OpenPart;
    return belongsTo(inside, header, part.part) ? good(inside) : bad(problem('not-the-same-record'));
  } catch {
    return bad(problem('cannot-open'));
  }
};
