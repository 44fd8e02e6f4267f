/** The keys on this machine's disk: made once, read at every start, and held against the database that they belong to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { webcrypto } from 'node:crypto';
import type { KeyRing } from '../domain/wire.ts';
import { signReceipt, verifyReceipt } from '../proof/receipt.ts';
import { newlyBelieved } from '../proof/vouch.ts';
import { identityRecipient, opensCanary } from '../seal/keys.ts';
import type { Keys } from './council.ts';
import type { Database, RingKeysTable } from './database/schema.ts';
import { transact } from './database/transact.ts';
import { makeKeys, readRing, readSecret, RECOVERY_FILE, RING_FILE } from './keys-folder.ts';
import { asStartFault, StartFault } from './start-fault.ts';

/** Every age identity that lies in the folder, old ones too: they open old records. The ring's own come first. */
const readIdentities = async (folder: string, ring: KeyRing): Promise<readonly string[]> => {
  const files = readdirSync(folder).filter((name) => /^intake-[0-9a-f]+\.txt$/.test(name));
  const identities = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/^AGE-SECRET-KEY-1[A-Z0-9]+$/gm) ?? []);
  const known = await Promise.all(identities.map(async (identity) => ({ identity, recipient: await identityRecipient(identity) })));
  const intake = ring.recipients.filter((each) => each.use === 'intake');
  for (const { kid, recipient } of intake) {
    const key = known.find((each) => each.recipient === recipient);
    if (key === undefined || !(await opensCanary(key))) {
      throw new StartFault(`The secret of key ${kid} is not in ${folder}, so answers that are sealed to it could not be opened: put ${kid}.txt back from your copy of KEYS_DIR, or make a new one with npm run council -- keys rotate intake.`);
    }
  }
  // One that is damaged would keep all the others from opening anything.
  const sound = known.filter(({ recipient }) => recipient !== undefined);
  const isCurrent = ({ recipient }: { recipient: string | undefined }): boolean => intake.some((each) => each.recipient === recipient);
  return [...sound.filter(isCurrent), ...sound.filter((each) => !isCurrent(each))].map((each) => each.identity);
};

/** Whether a phone that has this ring would believe what this key signs. */
const signsCanary = async (kid: string, key: webcrypto.CryptoKey, ring: KeyRing): Promise<boolean> => {
  const canary = new TextEncoder().encode('a canary for Our Turn');
  return verifyReceipt(ring.receipts, await signReceipt(kid, key, '', canary), '', canary);
};

/** Whether a phone comes to believe it that has only the key which this council began with. */
const isBelieved = async (kid: string, ring: KeyRing): Promise<boolean> => {
  const first = ring.receipts.slice(-1);
  return [...first, ...(await newlyBelieved(ring, first, [ring.recoverySigner]))].some((each) => each.kid === kid);
};

/** The newest whose secret is here. */
export const readReceiptKey = async (folder: string, ring: KeyRing): Promise<Keys['receipt']> => {
  for (const { kid } of ring.receipts) {
    const file = join(folder, `${kid}.pkcs8`);
    if (!existsSync(file)) continue;
    if (!(await isBelieved(kid, ring))) throw new StartFault(`No older key has vouched for receipt key ${kid} in ${join(folder, RING_FILE)}, so no phone would believe it: put the right file back from your copy of KEYS_DIR.`);
    const key = await readSecret(readFileSync(file, 'utf8'));
    if (key !== undefined && (await signsCanary(kid, key, ring))) return { kid, key };
    throw new StartFault(`${file} is not the secret of receipt key ${kid}, so no phone would believe that its answers have arrived: put the right file back from your copy of KEYS_DIR.`);
  }
  throw new StartFault(`No secret of a receipt key is in ${folder}, so no phone could be told that its answers have arrived: put the .pkcs8 file back from your copy of KEYS_DIR, or make a new one with npm run council -- keys sign-with-recovery FILE.`);
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
    // An intake key that was lost no longer stands in the ring; every receipt key that there ever was does.
    if (known.length > 0 && !isShared('receipt')) {
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
