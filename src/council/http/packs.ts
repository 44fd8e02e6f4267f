/** What is published, file by file: a version never changes, the shelf says which one is the newest. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { problem } from '../../domain/problem.ts';
import { versionName, type PackVersion } from '../../domain/pack.ts';
import { PATHS } from '../../domain/wire.ts';
import type { Council } from '../council.ts';
import { ASK_FIRST, fileToSend, FOREVER, send, sendable, type Sendable } from './files.ts';
import { problemResponse } from './problems.ts';
import { plainHeaders } from './security.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
/** The paths that publishing gives; nothing else in a version's folder is for phones. */
const FILE = /^(?:(?:pack|keys|words\.[a-z]{2}|page\.[a-z]{2})\.json|audio\/[a-z]{2,3}\/(?:clips\.json|[a-z0-9._~-]{1,120}\.[0-9a-f]{8}\.mp3))$/;
const VERSION = /^([1-9]\d{0,5})-([0-9a-f]{16})$/;

const versionIn = (name: string): PackVersion | undefined => {
  const [, number, hash] = VERSION.exec(name) ?? [];
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash };
};

export const packsApp = (council: Council): Hono => {
  const app = new Hono();
  const shelf = sendable(JSON.stringify(council.packs.shelf()), JSON_TYPE, ASK_FIRST);
  const files = new Map<string, Sendable>();
  app.get(PATHS.shelf, (c) => send(shelf, c.req.raw, plainHeaders));
  app.get(`${PATHS.shelf}:pack/:version/:file{.+}`, (c) => {
    const { pack, version, file } = c.req.param();
    const asked = versionIn(version);
    const known = asked && council.packs.version(pack, asked.number);
    if (!known || known.pack.version.hash !== asked.hash || !FILE.test(file)) return problemResponse(problem('not-found'));
    const path = join(council.config.dataDir, 'packs', known.pack.id, versionName(asked), file);
    if (!files.has(path)) {
      if (!existsSync(path)) return problemResponse(problem('not-found'));
      files.set(path, fileToSend(path, FOREVER));
    }
    return send(files.get(path) as Sendable, c.req.raw, plainHeaders);
  });
  app.all('*', () => problemResponse(problem('not-found')));
  return app;
};
