/** Whose receipts count in one round of sending, and what it learns of newer keys on the way. */
import type { Sending, Trust } from './sending.ts';

/** Most phones never meet a new key: what learns of one is loaded when a receipt names it. */
export const trustFor = async (sending: Sending): Promise<Trust> => {
  let keys = await sending.receiptKeys();
  let learning: Promise<void> | undefined;
  const learn = async (): Promise<void> => {
    const { learnKeys } = await import('./learn-keys.ts');
    keys = await learnKeys(sending, keys);
  };
  return { keys: () => keys, learn: () => (learning ??= learn()) };
};
