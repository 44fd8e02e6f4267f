/** The voice studio's addresses: its page and files for anyone, its words for browsers that a staff link has opened it on. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { problem } from '../../domain/problem.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { STUDIO } from '../../domain/studio.ts';
import { VOICES } from '../../domain/voice.ts';
import type { Council } from '../council.ts';
import { isSecureAt } from '../front.ts';
import { isOpenFor, openStudio, STUDIO_PASS_DAYS } from '../studio-door.ts';
import { studioList } from '../studio-words.ts';
import { LONGEST_TOKEN } from '../tokens.ts';
import { wordList } from '../word-list.ts';
import { ASK_FIRST, fileToSend, FOREVER, send, sendable, type Sendable } from './files.ts';
import { problemResponse } from './problems.ts';
import { plainHeaders, studioHeaders } from './security.ts';

const COOKIE = 'our-turn-studio';
const DAY_SECONDS = 86_400;
/** A token in JSON, and nothing else. */
const LARGEST_BODY_BYTES = 1_000;
const JSON_TYPE = 'application/json; charset=utf-8';

/** The built studio by path. Names hold a hash, but for the list of them. */
const studioFiles = (distDir: string): ReadonlyMap<string, Sendable> => {
  const folder = join(distDir, 'page/studio');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.br')) : [];
  return new Map(names.map((name) => [`${STUDIO.page}/${name}`, fileToSend(join(folder, name), name === 'files.json' ? ASK_FIRST : FOREVER)]));
};

/** Another site's page can't send JSON here without being asked first, and it is never answered. */
const tokenIn = async (c: Context): Promise<string | undefined> => {
  if (!(c.req.header('content-type') ?? '').startsWith('application/json')) return undefined;
  const body: unknown = await c.req.json().catch(() => undefined);
  const token = (body as { readonly token?: unknown } | undefined)?.token;
  return typeof token === 'string' && token.length > 0 && token.length <= LONGEST_TOKEN ? token : undefined;
};

const enter = (council: Council) => async (c: Context) => {
  c.header('Cache-Control', 'no-store');
  const token = await tokenIn(c);
  const pass = token === undefined ? undefined : await openStudio(council, token);
  if (pass === undefined) return problemResponse(problem('sign-in'));
  setCookie(c, COOKIE, pass, { httpOnly: true, sameSite: 'Strict', path: STUDIO.page, maxAge: STUDIO_PASS_DAYS * DAY_SECONDS, secure: isSecureAt(council.config.front.publicUrl, c.req.raw) });
  return c.json({ ok: true });
};

const isOpen = async (council: Council, c: Context): Promise<boolean> => {
  const pass = getCookie(c, COOKIE);
  return pass !== undefined && pass.length <= LONGEST_TOKEN && isOpenFor(council, pass);
};

/** Words change with a build or a publishing, and then the process is a new one: each list is made once, when it is first asked for. */
const listMaker = <Name extends string>(make: (name: Name) => unknown) => {
  const made = new Map<Name, Sendable>();
  return (name: Name): Sendable => {
    const list = made.get(name) ?? sendable(JSON.stringify(make(name)), JSON_TYPE, 'no-store');
    made.set(name, list);
    return list;
  };
};

/** Lists by name, as `so.json`, for browsers that are in. */
const lists = <Name extends string>(council: Council, names: readonly Name[], make: (name: Name) => unknown) => {
  const listOf = listMaker(make);
  return async (c: Context) => {
    const name = names.find((each) => `${each}.json` === c.req.param('file'));
    if (name === undefined) return problemResponse(problem('not-found'));
    return (await isOpen(council, c)) ? send(listOf(name), c.req.raw, plainHeaders) : problemResponse(problem('sign-in'));
  };
};

export const studioApp = (council: Council): Hono => {
  const app = new Hono({ strict: false });
  const { distDir } = council.config;
  const page = join(distDir, 'page/studio.html');
  const shown = existsSync(page) ? fileToSend(page, ASK_FIRST) : undefined;
  const files = studioFiles(distDir);
  app.get(STUDIO.page, (c) => (shown === undefined ? problemResponse(problem('not-found')) : send(shown, c.req.raw, studioHeaders)));
  app.post(STUDIO.enter, bodyLimit({ maxSize: LARGEST_BODY_BYTES, onError: () => problemResponse(problem('too-large')) }), enter(council));
  app.get(`${STUDIO.words}:file`, lists(council, VOICES, (voice) => studioList(council, voice)));
  app.get(`${STUDIO.texts}:file`, lists(council, LANGUAGES, (lang) => wordList(council, lang)));
  app.get(`${STUDIO.page}/:file`, (c) => {
    const file = files.get(c.req.path);
    return file === undefined ? problemResponse(problem('not-found')) : send(file, c.req.raw, plainHeaders);
  });
  app.all('*', (c) => problemResponse(problem(c.req.method === 'GET' ? 'not-found' : 'not-allowed')));
  return app;
};
