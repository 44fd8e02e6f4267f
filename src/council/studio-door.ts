/** Who may come into the voice studio: one-time links for people in the community, and the browsers that they opened it on. */
import { STUDIO_LINK_DAYS } from '../domain/studio.ts';
import { note } from './audit.ts';
import type { Council } from './council.ts';
import { drawToken, hashOfToken } from './tokens.ts';

const DAY_MS = 86_400_000;
/** A voice takes weeks of evenings. After that a new link is asked for; what was spoken stays on the phone. */
export const STUDIO_PASS_DAYS = 180;

type Desk = Pick<Council, 'db' | 'env'>;

/** Makes a link's token, for `/studio#<token>`. `who` is the member of staff. */
export const makeStudioLink = async (council: Desk, who: string): Promise<string> => {
  const token = drawToken(council);
  await council.db.insertInto('studioLinks').values({ tokenHash: await hashOfToken(token), madeAt: council.env.now(), usedAt: null }).execute();
  await note(council, who, 'made-studio-link');
  return token;
};

/** Uses the link up; gives the pass for the browser that opened it, or undefined where the link is not good. One statement decides between two. */
export const openStudio = async (council: Desk, token: string): Promise<string | undefined> => {
  const now = council.env.now();
  const query = council.db.updateTable('studioLinks').set({ usedAt: now }).where('tokenHash', '=', await hashOfToken(token));
  const done = await query.where('usedAt', 'is', null).where('madeAt', '>', now - STUDIO_LINK_DAYS * DAY_MS).executeTakeFirst();
  if (done.numUpdatedRows !== 1n) return undefined;
  const pass = drawToken(council);
  await council.db.insertInto('studioBrowsers').values({ passHash: await hashOfToken(pass), since: now }).execute();
  await note(council, 'studio link', 'opened-studio');
  return pass;
};

const stillOpen = ({ env }: Desk): number => env.now() - STUDIO_PASS_DAYS * DAY_MS;

/** Whether the studio is open on the browser that shows this pass. */
export const isOpenFor = async (council: Desk, pass: string): Promise<boolean> => {
  const query = council.db.selectFrom('studioBrowsers').select('since').where('passHash', '=', await hashOfToken(pass));
  return (await query.where('since', '>', stillOpen(council)).executeTakeFirst()) !== undefined;
};

/** On how many browsers the studio is open. */
export const studioBrowsers = async (council: Desk): Promise<number> => {
  const query = council.db.selectFrom('studioBrowsers').select(({ fn }) => fn.countAll<number>().as('count'));
  return Number((await query.where('since', '>', stillOpen(council)).executeTakeFirstOrThrow()).count);
};

/** Closes the studio everywhere, and makes unused links useless: for a phone that was lost, or when the voices are done. */
export const closeStudio = async (council: Desk, who: string): Promise<void> => {
  await council.db.deleteFrom('studioBrowsers').execute();
  await council.db.deleteFrom('studioLinks').where('usedAt', 'is', null).execute();
  await note(council, who, 'closed-studio');
};
