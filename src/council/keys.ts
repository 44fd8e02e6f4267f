/** The keys on this machine's disk: made once, read at every start, and held against the database that they belong to. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { webcrypto } from 'node:crypto';
import * as v from 'valibot';
import { toHex } from '../domain/id.ts';
import { KeyRing, type ReceiptKey } from '../domain/wire.ts';
import { sha256 } from '../proof/digest.ts';
import { fromBase64, signReceipt, toBase64, verifyReceipt } from '../proof/receipt.ts';
import { identityRecipient, makeSealingKey, opensCanary } from '../seal/keys.ts';
import type { Keys } from './council.ts';
import type { Database, RingKeysTable } from './database/schema.ts';
import { transact } from './database/transact.ts';
import { asStartFault, StartFault } from './start-fault.ts';

const RING_FILE = 'ring.json';
const RECOVERY_FILE = 'recovery-secret-move-me-away.txt';
/** Only the user who runs the council may read a secret. */
const SECRET_MODE = 0o600;
const FOLDER_MODE = 0o700;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const KID_LETTERS = 8;

const kidFor = async (use: string, publicKey: string): Promise<string> =>
  `${use}-${toHex(await sha256(new TextEncoder().encode(publicKey))).slice(0, KID_LETTERS)}`;

/** On the disk before anything is sealed to it: a power cut right after the first start must not leave empty files. */
const writeSecret = (file: string, text: string): void => writeFileSync(file, text, { mode: SECRET_MODE, flush: true });

/** As `age -d -i` reads it, so that a record opens in ten years without this software. */
const identityFile = (identity: string, recipient: string, more = ''): string => `# public key: ${recipient}\n${more}${identity}\n`;

interface SigningKey extends ReceiptKey {
  /** PKCS8 in base64. */
  readonly secret: string;
}

const makeSigningKey = async (use: string): Promise<SigningKey> => {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const spki = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
  const secret = toBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)));
  return { kid: await kidFor(use, spki), spki, secret };
};

const RECOVERY_NOTE = `# The recovery secret of this council. Whoever has it can open every answer.
# Without it, answers are lost if the council's own keys are. Move it away: onto two memory sticks, in two safe places.
`;

const makeKeys = async (folder: string): Promise<void> => {
  const [intake, recovery, receipt, signer] = await Promise.all([makeSealingKey(), makeSealingKey(), makeSigningKey('receipt'), makeSigningKey('recovery-signer')]);
  for (const key of [intake, recovery]) if (!(await opensCanary(key))) throw new StartFault('A new key could not open what was sealed to it: this machine can’t be trusted with keys. Try another one.');
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
  writeFileSync(join(beside, RING_FILE), `${JSON.stringify(ring, null, 2)}\n`, { flush: true });
  renameSync(beside, folder);
};

const readRing = (folder: string): KeyRing => {
  const file = join(folder, RING_FILE);
  try {
    return v.parse(KeyRing, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof v.ValiError) throw new StartFault(`${file} can't be read as a ring of keys: put the right file back from your copy of KEYS_DIR.`);
    throw error;
  }
};

/** Every age identity that lies in the folder, old ones too: they open old records. The ring's own come first. */
const readIdentities = async (folder: string, ring: KeyRing): Promise<readonly string[]> => {
  const files = readdirSync(folder).filter((name) => /^intake-[0-9a-f]+\.txt$/.test(name));
  const identities = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/^AGE-SECRET-KEY-1[A-Z0-9]+$/gm) ?? []);
  const known = await Promise.all(identities.map(async (identity) => ({ identity, recipient: await identityRecipient(identity) })));
  const intake = ring.recipients.filter((each) => each.use === 'intake');
  for (const { kid, recipient } of intake) {
    const key = known.find((each) => each.recipient === recipient);
    if (key === undefined || !(await opensCanary(key))) {
      throw new StartFault(`The secret of key ${kid} is not in ${folder}, so answers that are sealed to it could not be opened: put ${kid}.txt back from your copy of KEYS_DIR.`);
    }
  }
  // One that is damaged would keep all the others from opening anything.
  const sound = known.filter(({ recipient }) => recipient !== undefined);
  const isCurrent = ({ recipient }: { recipient: string | undefined }): boolean => intake.some((each) => each.recipient === recipient);
  return [...sound.filter(isCurrent), ...sound.filter((each) => !isCurrent(each))].map((each) => each.identity);
};

const readSecret = async (file: string): Promise<webcrypto.CryptoKey | undefined> => {
  const text = readFileSync(file, 'utf8').trim();
  try {
    return await crypto.subtle.importKey('pkcs8', fromBase64(text), CURVE, false, ['sign']);
  } catch {
    return undefined;
  }
};

/** Whether a phone that has this ring would believe what this key signs. */
const signsCanary = async (kid: string, key: webcrypto.CryptoKey, ring: KeyRing): Promise<boolean> => {
  const canary = new TextEncoder().encode('a canary for Our Turn');
  return verifyReceipt(ring.receipts, await signReceipt(kid, key, '', canary), '', canary);
};

const readReceiptKey = async (folder: string, ring: KeyRing): Promise<{ kid: string; key: webcrypto.CryptoKey }> => {
  for (const { kid } of ring.receipts) {
    const file = join(folder, `${kid}.pkcs8`);
    if (!existsSync(file)) continue;
    const key = await readSecret(file);
    if (key !== undefined && (await signsCanary(kid, key, ring))) return { kid, key };
    throw new StartFault(`${file} is not the secret of receipt key ${kid}, so no phone would believe that its answers have arrived: put the right file back from your copy of KEYS_DIR.`);
  }
  throw new StartFault(`No secret of a receipt key is in ${folder}, so no phone could be told that its answers have arrived: put the .pkcs8 file back from your copy of KEYS_DIR.`);
};

/** Opens the folder's keys, making them where there are none yet. `mayMake` is false where a database already needs others. */
const openFolder = async (folder: string, mayMake: boolean): Promise<Keys> => {
  const hasRing = existsSync(join(folder, RING_FILE));
  if (!hasRing && !mayMake) {
    throw new StartFault(`${folder} holds no keys, but the database was begun with some: set KEYS_DIR to where they are, or put them back from your copy.`);
  }
  if (!hasRing && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StartFault(`${folder} holds other files and no ${RING_FILE}: set KEYS_DIR to an empty folder, or to the one with your keys.`);
  }
  if (!hasRing) await makeKeys(folder);
  const ring = readRing(folder);
  const recovery = join(folder, RECOVERY_FILE);
  return { ring, identities: await readIdentities(folder, ring), receipt: await readReceiptKey(folder, ring), recoveryFile: existsSync(recovery) ? recovery : null };
};

const rowsOf = (ring: KeyRing, addedAt: number): readonly RingKeysTable[] => [
  ...ring.recipients.map(({ kid, use, recipient }) => ({ kid, use, public: recipient, addedAt })),
  ...ring.receipts.map(({ kid, spki }) => ({ kid, use: 'receipt' as const, public: spki, addedAt })),
  { kid: ring.recoverySigner.kid, use: 'recovery-signer', public: ring.recoverySigner.spki, addedAt },
];

/** Written down as this database's own, unless it was begun with others: of two processes with keys of their own, one is refused. */
const belong = (folder: string, db: Database, mine: readonly RingKeysTable[]): Promise<void> =>
  transact(db, async (within) => {
    const known = await within.selectFrom('ringKeys').selectAll().execute();
    const isShared = (use: RingKeysTable['use']): boolean => known.some((row) => row.use === use && mine.some((each) => each.public === row.public));
    if (known.length > 0 && !(isShared('intake') && isShared('receipt'))) {
      const kids = known.filter((row) => row.use === 'intake').map((row) => row.kid);
      throw new StartFault(`The keys in ${folder} don't fit this database, which was begun with ${kids.join(', ')}: set KEYS_DIR to where those are, or DATA_DIR to the database of these keys.`);
    }
    await within.insertInto('ringKeys').values([...mine]).onConflict((clash) => clash.column('kid').doNothing()).execute();
  });

/**
 * The keys of this council. Throws a StartFault when the folder's keys share none with the database: answers sealed
 * to the old ones would pile up unread, and phones would not believe the new ones' receipts.
 */
export const openKeys = async (folder: string, db: Database, now: number): Promise<Keys> => {
  try {
    const isNew = (await db.selectFrom('ringKeys').select('kid').limit(1).executeTakeFirst()) === undefined;
    const keys = await openFolder(folder, isNew);
    await belong(folder, db, rowsOf(keys.ring, now));
    return keys;
  } catch (error) {
    throw asStartFault(error, folder);
  }
};
