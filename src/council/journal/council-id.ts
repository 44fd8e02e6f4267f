/** What tells one council from another: a random id, in its database and in its journal. */
import { toHex } from '../../domain/id.ts';
import type { Env } from '../../domain/env.ts';
import { transact } from '../database/transact.ts';
import type { Database } from '../database/schema.ts';

const ID_BYTES = 16;
const NAME = 'council';

export const councilIn = async (db: Database): Promise<string | undefined> =>
  (await db.selectFrom('about').select('value').where('name', '=', NAME).executeTakeFirst())?.value;

/** Everything that can stand in a journal: what an older version has kept was never put there. */
const nothingIsJournaled = async (db: Database): Promise<void> => {
  await db.deleteFrom('unjournaled').execute();
  await db.deleteFrom('journalMarks').execute();
  const known = () => db.insertInto('unjournaled').columns(['id', 'digest']);
  await known().expression(db.selectFrom('records').select(['id', 'digest'])).execute();
  // Without a condition SQLite can't tell where the query ends and "on conflict" begins.
  await known().expression(db.selectFrom('apart').select(['id', 'digest']).where('id', '!=', '')).onConflict((same) => same.doNothing()).execute();
  await known().expression(db.selectFrom('parked').select(['id', 'digest']).where('id', '!=', '')).onConflict((same) => same.doNothing()).execute();
  await known().expression(db.selectFrom('clips').select(['id', 'digest']).where('receivedOn', 'is not', null)).onConflict((same) => same.doNothing()).execute();
};

/** Draws the id where the database has none yet. */
export const councilIdOf = async (db: Database, env: Pick<Env, 'random'>): Promise<string> => {
  const drawn = toHex(env.random(ID_BYTES));
  const known = await councilIn(db);
  if (known !== undefined) return known;
  return transact(db, async (all) => {
    const meanwhile = await councilIn(all);
    if (meanwhile !== undefined) return meanwhile;
    await all.insertInto('about').values({ name: NAME, value: drawn }).execute();
    await nothingIsJournaled(all);
    return drawn;
  });
};

/** Where the journal was lost: all that is here goes into a new one. */
export const everythingAgain = (db: Database): Promise<void> => transact(db, nothingIsJournaled);
