/** One-time links and sessions. Only hashes are kept, so a copy of the database lets nobody in. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { note } from '../audit.ts';
import type { Council } from '../council.ts';
import { isSecureAt } from '../front.ts';
import { drawToken, hashOfToken as hashOf } from '../tokens.ts';
import type { Session, StaffContext } from './context.ts';

const HOUR_MS = 3_600_000;
/** Long enough to send to a colleague who is out today. */
export const LINK_HOURS = 24;
/** A working day, with lunch. */
export const SESSION_HOURS = 12;
const COOKIE = 'our-turn-staff';

type Desk = Pick<Council, 'db' | 'env'>;

/** Makes a link's token; `/staff/enter/<token>` works once, within 24 hours. */
export const makeStaffLink = async (council: Desk, who = 'this computer'): Promise<string> => {
  const token = drawToken(council);
  await council.db.insertInto('staffLinks').values({ tokenHash: await hashOf(token), madeAt: council.env.now(), usedAt: null }).execute();
  await note(council, who, 'made-link');
  return token;
};

const stillGood = (council: Desk) => council.env.now() - LINK_HOURS * HOUR_MS;

/** Whether the link would work. Looking does not use it up: programs that preview links look too. */
export const isGoodLink = async (council: Desk, token: string): Promise<boolean> => {
  const tokenHash = await hashOf(token);
  const query = council.db.selectFrom('staffLinks').select('madeAt').where('tokenHash', '=', tokenHash);
  return (await query.where('usedAt', 'is', null).where('madeAt', '>', stillGood(council)).executeTakeFirst()) !== undefined;
};

/** One statement decides, so that of two who press at the same moment one gets in. */
const useUp = async (council: Desk, token: string): Promise<boolean> => {
  const query = council.db.updateTable('staffLinks').set({ usedAt: council.env.now() }).where('tokenHash', '=', await hashOf(token));
  const done = await query.where('usedAt', 'is', null).where('madeAt', '>', stillGood(council)).executeTakeFirst();
  return done.numUpdatedRows === 1n;
};

/**
 * Uses the link up and opens a session; false where the link is not good. `name` is what the person calls
 * themselves in the log: full sign-in comes later, and until then the link is what is trusted.
 */
export const enter = async (council: Desk & Pick<Council, 'config'>, c: StaffContext, token: string, name: string): Promise<boolean> => {
  if (!(await useUp(council, token))) return false;
  const cookie = drawToken(council);
  const tokenHash = await hashOf(cookie);
  const who = name || `staff ${tokenHash.slice(0, 4)}`;
  const startedAt = council.env.now();
  await council.db.deleteFrom('sessions').where('endsAt', '<=', startedAt).execute();
  await council.db.insertInto('sessions').values({ tokenHash, who, startedAt, endsAt: startedAt + SESSION_HOURS * HOUR_MS }).execute();
  await note(council, who, 'signed-in');
  const { staffOrigin, publicUrl } = council.config.front;
  const secure = isSecureAt(staffOrigin ?? publicUrl, c.req.raw);
  setCookie(c, COOKIE, cookie, { httpOnly: true, sameSite: 'Strict', path: '/staff', maxAge: SESSION_HOURS * 3_600, secure });
  return true;
};

/** Who the cookie says is here, if that session still runs. */
export const sessionOf = async (council: Desk, c: StaffContext): Promise<Session | undefined> => {
  const cookie = getCookie(c, COOKIE);
  if (cookie === undefined) return undefined;
  const query = council.db.selectFrom('sessions').select(['who', 'tokenHash']).where('tokenHash', '=', await hashOf(cookie));
  return query.where('endsAt', '>', council.env.now()).executeTakeFirst();
};

/** Ends the session here, not only in the browser. */
export const leave = async (council: Desk, c: StaffContext): Promise<void> => {
  const session = c.get('session');
  if (session !== undefined) {
    await council.db.deleteFrom('sessions').where('tokenHash', '=', session.tokenHash).execute();
    await note(council, session.who, 'signed-out');
  }
  deleteCookie(c, COOKIE, { path: '/staff' });
};
