/** Whether what came in the place of a key ring is one: what a phone seals to, and whose receipts it believes, is never taken as it comes. */
import * as v from 'valibot';
import { KeyRing } from './wire.ts';

/** Undefined for anything else. */
export const readRing = (value: unknown): KeyRing | undefined => {
  const read = v.safeParse(KeyRing, value);
  return read.success ? read.output : undefined;
};
