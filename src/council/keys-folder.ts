/** What lies in KEYS_DIR, and how it is made, read and written: secrets in files of their own, and the ring that is given out. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { webcrypto } from 'node:crypto';
import * as v from 'valibot';
import { toHex } from '../domain/id.ts';
import { KeyRing, type ReceiptKey } from '../domain/wire.ts';
import { sha256 } from '../proof/digest.ts';
import { fromBase64, toBase64 } from '../proof/receipt.ts';
import { makeSealingKey, opensCanary, type SealingKey } from '../seal/keys.ts';
import { StartFault } from './start-fault.ts';

export const RING_FILE = 'ring.json';
export const RECOVERY_FILE = 'recovery-secret-move-me-away.txt';
/** Only the user who runs the council may read a secret. */
const SECRET_MODE = 0o600;
const FOLDER_MODE = 0o700;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const KID_LETTERS = 8;

export const kidFor = async (use: string, publicKey: string): Promise<string> =>
  `${use}-${toHex(await sha256(new TextEncoder().encode(publicKey))).slice(0, KID_LETTERS)}`;

/** On the disk before anything is sealed to it: a power cut right after the first start must not leave empty files. */
export const writeSecret = (file: string, text: string): void => writeFileSync(file, text, { mode: SECRET_MODE, flush: true });

/** As `age -d -i` reads it, so that a record opens in ten years without this software. */
export const identityFile = (identity: string, recipient: string, more = ''): string => `# public key: ${recipient}\n${more}${identity}\n`;

export interface SigningKey extends ReceiptKey {
  /** PKCS8 in base64. */
  readonly secret: string;
}

export const makeSigningKey = async (use: string): Promise<SigningKey> => {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const spki = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
  const secret = toBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)));
  return { kid: await kidFor(use, spki), spki, secret };
};

/** A key for sealing that has opened a canary. */
export const makeSoundKey = async (): Promise<SealingKey> => {
  const key = await makeSealingKey();
  if (await opensCanary(key)) return key;
  throw new StartFault('A new key could not open what was sealed to it: this machine can’t be trusted with keys. Try another one.');
};

const RECOVERY_NOTE = `# The recovery secret of this council. Whoever has it can open every answer.
# Without it, answers are lost if the council's own keys are. Move it away: onto two memory sticks, in two safe places.
`;

/** A signing key from its PKCS8 in base64; undefined where it is none. */
export const readSecret = async (text: string): Promise<webcrypto.CryptoKey | undefined> => {
  try {
    return await crypto.subtle.importKey('pkcs8', fromBase64(text.trim()), CURVE, false, ['sign']);
  } catch {
    return undefined;
  }
};


/** Beside, and then renamed: whoever reads meanwhile finds the old ring or the new one. */
export const writeRing = (folder: string, ring: KeyRing): void => {
  const file = join(folder, RING_FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(ring, null, 2)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
};

export const makeKeys = async (folder: string): Promise<void> => {
  const [intake, recovery, receipt, signer] = await Promise.all([makeSoundKey(), makeSoundKey(), makeSigningKey('receipt'), makeSigningKey('recovery-signer')]);
  const intakeKid = await kidFor('intake', intake.recipient);
  const ring: KeyRing = {
    v: 1,
    recipients: [
      { kid: intakeKid, use: 'intake', recipient: intake.recipient },
      { kid: await kidFor('recovery', recovery.recipient), use: 'recovery', recipient: recovery.recipient },
    ],
    receipts: [{ kid: receipt.kid, spki: receipt.spki }],
    recoverySigner: { kid: signer.kid, spki: signer.spki },
  };
  // Beside, and then renamed: a start that is cut short leaves all of the keys or none.
  const beside = `${folder}.new`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true, mode: FOLDER_MODE });
  writeSecret(join(beside, `${intakeKid}.txt`), identityFile(intake.identity, intake.recipient));
  writeSecret(join(beside, `${receipt.kid}.pkcs8`), `${receipt.secret}\n`);
  writeSecret(join(beside, RECOVERY_FILE), identityFile(recovery.identity, recovery.recipient, `${RECOVERY_NOTE}# signing key ${signer.kid}, PKCS8: ${signer.secret}\n`));
  writeRing(beside, ring);
  renameSync(beside, folder);
};

export const readRing = (folder: string): KeyRing => {
  const file = join(folder, RING_FILE);
  try {
    return v.parse(KeyRing, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new StartFault(`${file} is not there: set KEYS_DIR to where the keys are. Every published version has a copy of it, DATA_DIR/packs/.../keys.json.`);
    if (error instanceof SyntaxError || error instanceof v.ValiError) throw new StartFault(`${file} can't be read as a ring of keys: put the right file back from your copy of KEYS_DIR.`);
    throw error;
  }
};
