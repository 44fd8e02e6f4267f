/** Who can open what is sealed: everyone of a ring, and whoever has one of these identities. */
import { Decrypter, Encrypter } from 'age-encryption';
import { problem, type Problem } from '../domain/problem.ts';
import { bad, good, type Result } from '../domain/result.ts';
import type { KeyRing } from '../domain/wire.ts';

/** For anything that the device can't seal, as far as may be told. */
export const couldNotSeal = (cause: unknown): Problem => problem('could-not-seal', undefined, cause instanceof Error ? cause.name : undefined);

/** Seals to every recipient of the ring. Gives `keys-missing` when it lacks the council's or the recovery key, `could-not-seal` when one is no key. */
export const sealsTo = ({ recipients }: Pick<KeyRing, 'recipients'>): Result<Encrypter> => {
  const uses = new Set(recipients.map((each) => each.use));
  if (!uses.has('intake') || !uses.has('recovery')) return bad(problem('keys-missing'));
  try {
    const encrypter = new Encrypter();
    for (const { recipient } of recipients) encrypter.addRecipient(recipient);
    return good(encrypter);
  } catch (cause) {
    return bad(couldNotSeal(cause));
  }
};

/** The key of one file, taken out of it by someone who could open it. `share` is what the file has it by. */
export interface FileKey {
  readonly share: string;
  readonly key: Uint8Array;
}

/** An identity (`AGE-SECRET-KEY-1...`), which opens whatever was sealed to it, or the key of one file. */
export type Opener = string | FileKey;

/** Opens with any of these. Throws where one is no identity. */
export const opensWith = (openers: readonly Opener[]): Decrypter => {
  const decrypter = new Decrypter();
  for (const opener of openers) {
    if (typeof opener === 'string') decrypter.addIdentity(opener);
    else decrypter.addIdentity({ unwrapFileKey: (stanzas) => (stanzas.some(({ args }) => args[1] === opener.share) ? opener.key : null) });
  }
  return decrypter;
};
