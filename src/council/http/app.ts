/** Every address that a council answers, in one place; what is done at each stands in the files beside it. */
import { Hono } from 'hono';
import { PATHS } from '../../domain/wire.ts';
import type { Council } from '../council.ts';
import { placeOf } from '../log.ts';
import { staffApp } from '../staff/staff.tsx';
import { packsApp } from './packs.ts';
import { pagesApp } from './pages.ts';
import { problemOf, problemResponse } from './problems.ts';
import { plainHeaders, staffHeaders } from './security.ts';
import { studioApp } from './studio.ts';
import { wireApp } from './wire.ts';

const dress = (response: Response, headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) if (!response.headers.has(name)) response.headers.set(name, value);
};

/** `isClosing` turns true when the process has been asked to stop. */
export const councilApp = (council: Council, isClosing: () => boolean = () => false): Hono => {
  const app = new Hono();
  const [wire, packs, staff, studio, pages] = [wireApp(council, isClosing), packsApp(council), staffApp(council), studioApp(council), pagesApp(council)];
  app.onError((error) => {
    council.log('went-wrong', { error: error.name, at: placeOf(error) });
    return problemResponse(problemOf(error));
  });
  // Whatever it is and however it went, also where a room forgot: what a room says itself stays.
  app.use(async (c, next) => {
    await next();
    dress(c.res, plainHeaders);
  });
  app.get('/healthz', async (c) => {
    if (isClosing()) return c.json({ ok: false, why: 'closing-down' }, 503, { 'cache-control': 'no-store' });
    await council.db.selectFrom('published').select('pack').limit(1).execute();
    return c.json({ ok: true }, 200, { 'cache-control': 'no-store' });
  });
  app.all('/v1/*', (c) => wire.fetch(c.req.raw));
  app.all(`${PATHS.shelf}*`, (c) => packs.fetch(c.req.raw));
  // Not strict: `/staff/` is what many people type.
  const mounted = new Hono({ strict: false }).route('/staff', staff);
  const toStaff = async (request: Request): Promise<Response> => {
    const response = await mounted.fetch(request);
    dress(response, staffHeaders);
    return response;
  };
  app.all('/staff', (c) => toStaff(c.req.raw));
  app.all('/staff/*', (c) => toStaff(c.req.raw));
  app.all('/studio', (c) => studio.fetch(c.req.raw));
  app.all('/studio/*', (c) => studio.fetch(c.req.raw));
  app.all('*', (c) => pages.fetch(c.req.raw));
  return app;
};
