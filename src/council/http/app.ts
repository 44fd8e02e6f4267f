/** Every address that a council answers, in one place; what is done at each stands in the files beside it. */
import { Hono } from 'hono';
import { problem } from '../../domain/problem.ts';
import { PATHS, PROBLEM_TYPE, type ProblemBody } from '../../domain/wire.ts';
import type { Council } from '../council.ts';
import { halfAt } from '../front.ts';
import { placeOf } from '../log.ts';
import { staffApp } from '../staff/staff.tsx';
import { openCounts } from './counts.ts';
import { mayReadMetrics, METRICS_TYPE, metricsText } from './metrics.ts';
import { packsApp } from './packs.ts';
import { pagesApp } from './pages.ts';
import type { Bindings } from './peer.ts';
import { problemOf, problemResponse } from './problems.ts';
import { openReception, type Reception } from './reception.ts';
import { httpsHeaders, plainHeaders, staffHeaders } from './security.ts';
import { studioApp } from './studio.ts';
import { wireApp } from './wire.ts';

const dress = (response: Response, headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) if (!response.headers.has(name)) response.headers.set(name, value);
};

/** Problems are counted by their code, whoever made them; the answer to a HEAD has none. */
const countProblem = async (reception: Reception, response: Response): Promise<void> => {
  if (response.headers.get('content-type') !== PROBLEM_TYPE || response.body === null) return;
  const { code } = (await response.clone().json()) as ProblemBody;
  reception.counts.add('problem', code);
};

/** Every alarm of this council is counted as well as logged. */
const heardBy = (council: Council, onAlarm: (what: string) => void): Council => ({
  ...council,
  log: (event, facts) => {
    if (event === 'alarm') onAlarm(String(facts?.['what'] ?? 'unnamed'));
    council.log(event, facts);
  },
});

type App = Hono<{ Bindings: Bindings }>;

const addHealth = (app: App, { council, isClosing }: Reception): void => {
  app.get('/healthz', async (c) => {
    if (isClosing()) return c.json({ ok: false, why: 'closing-down' }, 503, { 'cache-control': 'no-store' });
    await council.db.selectFrom('published').select('pack').limit(1).execute();
    return c.json({ ok: true }, 200, { 'cache-control': 'no-store' });
  });
};

const addMetrics = (app: App, reception: Reception): void => {
  app.get('/metrics', async (c) => {
    if (!mayReadMetrics(reception, c.req.raw, c.env)) return problemResponse(problem('not-found'));
    return c.body(await metricsText(reception), 200, { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' });
  });
};

/** Where staff have an origin of their own, each half answers at its own and at no other. */
const addHalves = (app: App, { council: { config } }: Reception): void => {
  app.use(async (c, next) => {
    const half = halfAt(config.front, c.req.raw);
    const isOfStaff = /^\/staff(\/|$)/.test(c.req.path);
    if (half === undefined || (half === 'staff') === isOfStaff) return next();
    return half === 'staff' && c.req.path === '/' ? c.redirect('/staff', 303) : problemResponse(problem('not-found'));
  });
};

const addStaff = (app: App, council: Council): void => {
  // Not strict: `/staff/` is what many people type.
  const mounted = new Hono({ strict: false }).route('/staff', staffApp(council));
  const toStaff = async (request: Request): Promise<Response> => {
    const response = await mounted.fetch(request);
    dress(response, staffHeaders);
    return response;
  };
  app.all('/staff', (c) => toStaff(c.req.raw));
  app.all('/staff/*', (c) => toStaff(c.req.raw));
};

/** `isClosing` turns true when the process has been asked to stop. */
export const councilApp = (given: Council, isClosing: () => boolean = () => false): App => {
  const app: App = new Hono();
  const counts = openCounts();
  const council = heardBy(given, (what) => counts.add('alarm', what));
  const reception = openReception(council, counts, isClosing);
  const [wire, packs, studio, pages] = [wireApp(reception), packsApp(council), studioApp(council), pagesApp(council)];
  app.onError((error) => {
    council.log('went-wrong', { error: error.name, where: placeOf(error) });
    return problemResponse(problemOf(error));
  });
  // Whatever it is and however it went, also where a room forgot: what a room says itself stays.
  app.use(async (c, next) => {
    await next();
    dress(c.res, reception.peerOf(c.req.raw, c.env).isHttps ? { ...plainHeaders, ...httpsHeaders } : plainHeaders);
    await countProblem(reception, c.res);
  });
  addHealth(app, reception);
  addMetrics(app, reception);
  addHalves(app, reception);
  app.all('/v1/*', (c) => wire.fetch(c.req.raw, c.env));
  app.all(`${PATHS.shelf}*`, (c) => packs.fetch(c.req.raw));
  addStaff(app, council);
  app.all('/studio', (c) => studio.fetch(c.req.raw));
  app.all('/studio/*', (c) => studio.fetch(c.req.raw));
  app.all('*', (c) => pages.fetch(c.req.raw));
  return app;
};
