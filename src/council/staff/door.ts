/** Who may come in: a session, a form sent from these very pages, and nothing that is too large to read. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Council } from '../council.ts';
import { isOriginOfOurs, type Front } from '../front.ts';
import type { StaffContext, StaffEnv } from './context.ts';
import { sessionOf } from './enter.ts';
import { forbiddenPage, signInPage, tooLargePage } from './plain-pages.tsx';

type Guard = MiddlewareHandler<StaffEnv>;

/** Nine fields of 3,000 letters, each up to nine bytes once a form has encoded it, and room for more. */
const LARGEST_FORM_BYTES = 512 * 1024;

/** Nothing of these pages stays behind on a shared computer, and no other site learns their addresses. */
export const leaveNothing: Guard = async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
  // Not `no-referrer`: with that, browsers send `Origin: null`, and a form of ours could not be told from a stranger's.
  c.header('Referrer-Policy', 'same-origin');
};

const isFromHere = (front: Front, c: StaffContext): boolean => {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  // Browsers say `Sec-Fetch-Site` only on https and on localhost.
  return isOriginOfOurs(front, c.req.raw);
};

/** Refuses a form that another site made a browser send (CSRF). Every browser of the last years says where from. */
export const onlyFromHere = ({ config }: Council): Guard => async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || isFromHere(config.front, c)) return next();
  return forbiddenPage(c);
};

export const notTooLarge: Guard = bodyLimit({ maxSize: LARGEST_FORM_BYTES, onError: (c) => tooLargePage(c as StaffContext) });

export const knowSession = (council: Council): Guard => async (c, next) => {
  c.set('session', await sessionOf(council, c));
  await next();
};

/** All but the way in, the styles and the way out. */
export const onlySignedIn: Guard = async (c, next) => (c.get('session') === undefined ? signInPage(c) : next());
