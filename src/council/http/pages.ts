/** The app's pages, whole in the first answer: the shell with the pieces that were made at build or at publishing. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { isLanguage, type Language } from '../../domain/language.ts';
import { composePage, type PagePieces } from '../../domain/page.ts';
import type { Council } from '../council.ts';
import { ASK_FIRST, pageFiles, send, sendable, type Sendable } from './files.ts';
import { withOwnVoices } from './own-voices.ts';
import { pageHeaders, plainHeaders, workerHeaders } from './security.ts';

const HTML = 'text/html; charset=utf-8';

/** What is at an address. Everything that leads nowhere is one and the same page in each language. */
interface Found {
  readonly pieces: () => PagePieces;
  readonly status: 200 | 404;
  /** Addresses that lead nowhere are without number; what is remembered is not. */
  readonly name: string;
}

const missing = ({ prerender }: Council, lang: Language): Found => ({ pieces: () => prerender.innerPage('missing', lang), status: 404, name: `missing ${lang}` });

const SCREENS = new Set(['my-answers', 'replies', 'preferences', 'help', 'take-back']);

const find = (council: Council, path: string): Found => {
  const { prerender, packs } = council;
  const found = (pieces: () => PagePieces): Found => ({ pieces, status: 200, name: path });
  if (path === '/') return found(prerender.welcomePage);
  const [lang = '', what = '', inner = '', ...rest] = path.split('/').slice(1);
  if (!isLanguage(lang)) return missing(council, 'en');
  if (rest.length > 0) return missing(council, lang);
  if (what === '') return inner === '' ? found(() => prerender.conversationsPage(packs.shelf().packs, lang)) : missing(council, lang);
  if (what === '-') return SCREENS.has(inner) ? found(() => prerender.innerPage(inner, lang)) : missing(council, lang);
  const open = packs.shelf().packs.some((pack) => pack.id === what) ? packs.current(what) : undefined;
  if (open === undefined) return missing(council, lang);
  if (inner === '') return found(() => prerender.packPage(open.pack, open.words[lang], lang));
  return inner === 'paper' ? found(() => prerender.paperPage(open.pack, open.words[lang], lang)) : missing(council, lang);
};

const etagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;

/** Pages change only with a build or a publishing, and then the process is a new one: each is put together once. */
const pageMaker = (council: Council, shell: string) => {
  const made = new Map<string, Sendable>();
  return (path: string): { readonly page: Sendable; readonly status: number } => {
    const { pieces, status, name } = find(council, path);
    const before = made.get(name);
    if (before !== undefined) return { page: before, status };
    const text = composePage(shell, pieces());
    const page = sendable(text, HTML, ASK_FIRST, etagOf(text));
    made.set(name, page);
    return { page, status };
  };
};

const plainText = (text: string, status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, { status, headers: { ...plainHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers } });

export const pagesApp = (council: Council): Hono => {
  const app = new Hono();
  const files = withOwnVoices(pageFiles(council.config.distDir));
  const headers = pageHeaders(council.config.distDir);
  const shell = new TextDecoder().decode(files.get('/shell.html')?.plain);
  const pageAt = pageMaker(council, shell);
  const headersOf = (path: string) => (path === '/worker.js' ? workerHeaders : path === '/shell.html' ? headers : plainHeaders);
  app.on(['GET', 'HEAD'], '*', (c) => {
    const { path } = c.req;
    const file = files.get(path);
    if (file !== undefined) return send(file, c.req.raw, headersOf(path));
    // A file that is not there is never answered with a page: a script that is a page would be worse than none.
    if (/\.[a-z0-9]+$/i.test(path)) return plainText('not found', 404);
    const { page, status } = pageAt(path);
    return send(page, c.req.raw, headers, status);
  });
  // A form that a script should have taken: nothing was handed in, and this says so rather than look like an answer.
  app.all('*', () => plainText('Nothing can be sent to this address.', 405, { allow: 'GET, HEAD' }));
  return app;
};
