/** Sealing: after this the device can't read what it has finished, and only the council's keys can. */
import { RECORD_VERSION, type Header, type OpenPart, type SealedPart, type SealedRecord } from '../domain/record.ts';
import { bad, good, type Result } from '../domain/result.ts';
import type { KeyRing } from '../domain/wire.ts';
import { digestOf } from '../proof/digest.ts';
import { toBase64 } from '../proof/receipt.ts';
import { couldNotSeal, sealsTo } from './recipients.ts';

/** What the header says beyond what `seal` itself puts there. Clips are sealed first, since their digests stand here. */
export type HeaderFacts = Omit<Header, 'v' | 'clips'> & { readonly clips?: Header['clips'] };
/** A part without what it repeats of the header; `seal` adds that. */
export type PartFacts<P extends OpenPart = OpenPart> = P extends OpenPart ? Omit<P, 'v' | 'id' | 'kind' | 'pack'> : never;

/**
 * Seals parts to every recipient of the ring and fixes the digest. Gives `keys-missing` when the ring lacks the
 * council's or the recovery key, `could-not-seal` when the browser's cryptography refuses. Call it before any
 * IndexedDB transaction is open: waiting for WebCrypto inside one ends it.
 */
export const seal = async (
  ring: Pick<KeyRing, 'recipients'>,
  facts: HeaderFacts,
  parts: readonly PartFacts[],
): Promise<Result<SealedRecord>> => {
  const encrypter = sealsTo(ring);
  if (!encrypter.ok) return encrypter;
  const header = JSON.stringify({ v: RECORD_VERSION, ...facts, clips: facts.clips ?? [] } satisfies Header);
  try {
    const sealed: SealedPart[] = [];
    for (const part of parts) {
      const whole = { v: RECORD_VERSION, id: facts.id, kind: facts.kind, pack: facts.pack, ...part };
      sealed.push({ part: part.part, age: toBase64(await encrypter.value.encrypt(JSON.stringify(whole))) });
    }
    return good({ id: facts.id, digest: await digestOf(header, sealed), header, sealed });
  } catch (cause) {
    return bad(couldNotSeal(cause));
  }
};
