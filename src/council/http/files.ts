/** Files as they are sent: read once, packed once, with the type and the life that each has. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
};
const PACKED_ALREADY = new Set(['.png', '.woff2', '.mp3']);

export const FOREVER = 'public, max-age=31536000, immutable';
export const ASK_FIRST = 'no-cache';

/** One thing that can be sent, in the forms in which a browser may want it. */
export interface Sendable {
  readonly type: string;
  readonly life: string;
  readonly plain: Uint8Array;
  readonly etag?: string;
  /** Undefined where packing would gain nothing. */
  readonly brotli?: (() => Uint8Array) | undefined;
  gzip?: Uint8Array;
}

const brotli = (bytes: Uint8Array): Uint8Array => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } });

/** Done when it is first asked for, and then remembered: a start waits for none of it. */
const once = (make: () => Uint8Array): (() => Uint8Array) => {
  let made: Uint8Array | undefined;
  return () => (made ??= make());
};

/** Packs text hard, once: the same bytes go to every phone. */
export const sendable = (text: string, type: string, life: string, etag?: string): Sendable => {
  const plain = new TextEncoder().encode(text);
  return { type, life, plain, brotli: once(() => brotli(plain)), ...(etag === undefined ? {} : { etag }) };
};

export const fileToSend = (file: string, life: string): Sendable => {
  const ending = extname(file);
  const plain = readFileSync(file);
  const packed = `${file}.br`;
  const isText = !PACKED_ALREADY.has(ending);
  return {
    type: TYPES[ending] ?? 'application/octet-stream',
    life,
    plain,
    brotli: isText ? once(() => (existsSync(packed) ? readFileSync(packed) : brotli(plain))) : undefined,
  };
};

const accepts = (request: Request, encoding: string): boolean =>
  (request.headers.get('accept-encoding') ?? '').split(',').some((each) => each.split(';')[0]?.trim() === encoding && !/;\s*q=0(\.0*)?\s*$/.test(each));

const bodyFor = (file: Sendable, request: Request): { readonly body: Uint8Array; readonly encoding?: string } => {
  if (file.brotli === undefined) return { body: file.plain };
  if (accepts(request, 'br')) return { body: file.brotli(), encoding: 'br' };
  if (!accepts(request, 'gzip')) return { body: file.plain };
  file.gzip ??= gzipSync(file.plain, { level: 9 });
  return { body: file.gzip, encoding: 'gzip' };
};

export const send = (file: Sendable, request: Request, headers: Readonly<Record<string, string>> = {}, status = 200): Response => {
  const all = {
    'content-type': file.type,
    'cache-control': file.life,
    vary: 'accept-encoding',
    ...(file.etag === undefined ? {} : { etag: file.etag }),
    ...headers,
  };
  if (file.etag !== undefined && request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers: all });
  const { body, encoding } = bodyFor(file, request);
  return new Response(request.method === 'HEAD' ? null : (body as Uint8Array<ArrayBuffer>), {
    status,
    headers: { ...all, 'content-length': String(body.byteLength), ...(encoding === undefined ? {} : { 'content-encoding': encoding }) },
  });
};

/** Names that change with what is in the file: the build's, and those of clips. */
const HAS_HASH = /^\/(?:assets\/|audio\/.*\.[0-9a-f]{8}\.mp3$)/;

/** The voice studio stands beside the page and is sent by http/studio, with headers of its own. */
const OF_THE_STUDIO = /^\/studio[./]/;

/** The built page's own files by their path; those whose names hold a hash never change. */
export const pageFiles = (distDir: string): ReadonlyMap<string, Sendable> => {
  const folder = join(distDir, 'page');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.br') && entry.name !== 'csp.json')
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.flatMap((file) => {
      const path = `/${relative(folder, file).replaceAll('\\', '/')}`;
      return OF_THE_STUDIO.test(path) ? [] : [[path, fileToSend(file, HAS_HASH.test(path) ? FOREVER : ASK_FIRST)] as const];
    }),
  );
};
