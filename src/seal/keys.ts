/** Making the keys that records are sealed to. */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/** A secret (`AGE-SECRET-KEY-1...`) and what is given out of it (`age1...`). */
export interface SealingKey {
  readonly identity: string;
  readonly recipient: string;
}

export const makeSealingKey = async (): Promise<SealingKey> => {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
};

/** What is given out of a secret; undefined for what is none. */
export const identityRecipient = (identity: string): Promise<string | undefined> => identityToRecipient(identity).catch(() => undefined);

/** Seals a word to the recipient and opens it again. Nothing is published to keys that have not done this. */
export const opensCanary = async (key: { readonly identity: string; readonly recipient: string | undefined }): Promise<boolean> => {
  const canary = 'a canary for Our Turn';
  if (key.recipient === undefined) return false;
  try {
    const encrypter = new Encrypter();
    encrypter.addRecipient(key.recipient);
    const decrypter = new Decrypter();
    decrypter.addIdentity(key.identity);
    return (await decrypter.decrypt(await encrypter.encrypt(canary), 'text')) === canary;
  } catch {
    return false;
  }
};
