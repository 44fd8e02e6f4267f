/** New keys in the place of old or lost ones, each vouched for by one that phones believe already. Old secrets stay where they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS, type KeyRing } from '../domain/wire.ts';
import { isSignedBy, sign } from '../proof/receipt.ts';
import { vouch } from '../proof/vouch.ts';
import { identityRecipient } from '../seal/keys.ts';
import type { Keys } from './council.ts';
import { identityFile, kidFor, makeSigningKey, makeSoundKey, readRing, readSecret, writeRing, writeSecret } from './keys-folder.ts';
import { readReceiptKey } from './keys.ts';
import { asStartFault, StartFault } from './start-fault.ts';

export const ROTATED = ['receipt', 'intake'] as const;
export type Rotated = (typeof ROTATED)[number];

type Signer = Keys['receipt'];

/** The secret first, and then the ring that names it: cut short in between, a file lies there that nobody asks for. */
const addReceiptKey = async (folder: string, ring: KeyRing, signer: Signer): Promise<string> => {
  if (ring.receipts.length >= LIMITS.ringKeys) throw new StartFault(`The ring in ${folder} has ${LIMITS.ringKeys} receipt keys, and phones read no more: keep the one that there is.`);
  const { kid, spki, secret } = await makeSigningKey('receipt');
  const vouched = [await vouch({ use: 'receipt', kid, public: spki }, signer)];
  writeSecret(join(folder, `${kid}.pkcs8`), `${secret}\n`);
  writeRing(folder, { ...ring, receipts: [{ kid, spki, vouched }, ...ring.receipts] });
  return kid;
};

/** Sealed to from now on in the place of the one before, which goes on opening what was sealed to it. */
const replaceIntakeKey = async (folder: string, ring: KeyRing, signer: Signer): Promise<string> => {
  const { identity, recipient } = await makeSoundKey();
  const kid = await kidFor('intake', recipient);
  const vouched = [await vouch({ use: 'intake', kid, public: recipient }, signer)];
  writeSecret(join(folder, `${kid}.txt`), identityFile(identity, recipient));
  writeRing(folder, { ...ring, recipients: [{ kid, use: 'intake', recipient, vouched }, ...ring.recipients.filter(({ use }) => use !== 'intake')] });
  return kid;
};

/** Makes a new key and gives its name. Whoever signs now vouches for it. */
export const rotate = async (folder: string, what: Rotated): Promise<string> => {
  try {
    const ring = readRing(folder);
    const signer = await readReceiptKey(folder, ring);
    return await (what === 'receipt' ? addReceiptKey(folder, ring, signer) : replaceIntakeKey(folder, ring, signer));
  } catch (error) {
    throw asStartFault(error, folder);
  }
};

/** What stands in the file that was moved away at the beginning. */
export interface Recovery {
  readonly identity: string;
  readonly signer: Signer;
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartFault(`${file} can't be read: name the file with the recovery secret, on the memory stick that it was moved to.`);
  }
};

/** Throws a sentence where the file is not the recovery secret of this very ring. */
export const readRecovery = async (file: string, ring: KeyRing): Promise<Recovery> => {
  const text = readText(file);
  const [identity = ''] = /^AGE-SECRET-KEY-1[A-Z0-9]+$/m.exec(text) ?? [];
  const [, kid = '', secret = ''] = /^# signing key ([a-z0-9-]{1,40}), PKCS8: (\S+)$/m.exec(text) ?? [];
  const recipient = await identityRecipient(identity);
  const key = await readSecret(secret);
  const isOurs = key !== undefined && ring.recipients.some((each) => each.use === 'recovery' && each.recipient === recipient) && kid === ring.recoverySigner.kid;
  const canary = new TextEncoder().encode('a canary for Our Turn');
  if (isOurs && (await isSignedBy(ring.recoverySigner.spki, await sign(key, canary), canary))) return { identity, signer: { kid, key } };
  throw new StartFault(`${file} is not the recovery secret of this council: name the file that was moved away when it was begun.`);
};

/** A new receipt key although every old one is lost: phones have the recovery signing key from their packs. */
export const signWithRecovery = async (folder: string, file: string): Promise<string> => {
  try {
    const ring = readRing(folder);
    return await addReceiptKey(folder, ring, (await readRecovery(file, ring)).signer);
  } catch (error) {
    throw asStartFault(error, folder);
  }
};
