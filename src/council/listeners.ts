/** Who listens in which language: what counts as heard is what they play to its end. */
import { VOICES, type Voice } from '../domain/voice.ts';
import { note } from './audit.ts';
import type { Council } from './council.ts';
import { transact } from './database/transact.ts';

/** The languages that this person has said to listen in, in the order of the list. */
export const voicesOf = async ({ db }: Pick<Council, 'db'>, who: string): Promise<readonly Voice[]> => {
  const rows = await db.selectFrom('listeners').select('voice').where('who', '=', who).execute();
  return VOICES.filter((voice) => rows.some((row) => row.voice === voice));
};

/** Everyone who listens in each language. */
export const listenersByVoice = async ({ db }: Pick<Council, 'db'>): Promise<Readonly<Record<Voice, readonly string[]>>> => {
  const rows = await db.selectFrom('listeners').select(['who', 'voice']).orderBy('who').execute();
  return Object.fromEntries(VOICES.map((voice) => [voice, rows.filter((row) => row.voice === voice).map((row) => row.who)])) as unknown as Record<Voice, readonly string[]>;
};

/** From now on this person listens in these and in no other. What they have heard before stays heard. */
export const listenIn = async (council: Pick<Council, 'db' | 'env'>, who: string, voices: readonly Voice[]): Promise<void> => {
  const chosen = VOICES.filter((voice) => voices.includes(voice));
  await transact(council.db, async (db) => {
    await note({ db, env: council.env }, who, 'listens-in', null, chosen.join(' ') || 'none');
    await db.deleteFrom('listeners').where('who', '=', who).where('voice', 'not in', [...chosen, '']).execute();
    if (chosen.length === 0) return;
    const rows = chosen.map((voice) => ({ who, voice, since: council.env.now() }));
    await db.insertInto('listeners').values(rows).onConflict((clash) => clash.columns(['who', 'voice']).doNothing()).execute();
  });
};
