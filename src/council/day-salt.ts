/** A network's name for one day: nobody can tell which network it was, and on the next day nobody can even try. */
import { createHash, createHmac } from 'node:crypto';
import type { Council } from './council.ts';
import type { Database } from './database/schema.ts';
import { dayOf } from './day.ts';

const SALT_BYTES = 32;
/** 128 bits, as 32 hexadecimal digits. */
const NAME_DIGITS = 32;

/** All that was counted before today, and the salts with it. Once more is no harm. */
export const forgetOtherDays = async ({ db, env }: Pick<Council, 'db' | 'env'>): Promise<void> => {
  const today = dayOf(env.now());
  await db.deleteFrom('daySalts').where('day', '<', today).execute();
  await db.deleteFrom('budgets').where('day', '<', today).execute();
};

const readSalt = async (db: Database, day: string): Promise<string | undefined> =>
  (await db.selectFrom('daySalts').select('salt').where('day', '=', day).executeTakeFirst())?.salt;

/** Drawn by whichever process is first; all use what then stands there. */
const drawSalt = async (council: Pick<Council, 'db' | 'env'>, day: string): Promise<string> => {
  await forgetOtherDays(council);
  const salt = Buffer.from(council.env.random(SALT_BYTES)).toString('hex');
  await council.db.insertInto('daySalts').values({ day, salt }).onConflict((same) => same.column('day').doNothing()).execute();
  return (await readSalt(council.db, day)) ?? salt;
};

type Namer = (network: string) => Promise<string>;

/**
 * Mixed in is a secret of KEYS_DIR. There are few networks, so whoever had the salt alone, as in a copy of the database,
 * could try them all.
 */
export const networkNamer = (council: Pick<Council, 'db' | 'env' | 'keys'>): Namer => {
  const secret = createHash('sha256').update(`our-turn network v1\n${council.keys.identities[0] ?? ''}`).digest();
  let known = { day: '', salt: '' };
  return async (network) => {
    const day = dayOf(council.env.now());
    if (known.day !== day) known = { day, salt: (await readSalt(council.db, day)) ?? (await drawSalt(council, day)) };
    return createHmac('sha256', secret).update(`${known.salt}\n${network}`).digest('hex').slice(0, NAME_DIGITS);
  };
};
