/** The server under the app: how long it waits for slow senders, how many it listens to, and what it says to what is no HTTP. */
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { problem } from '../../domain/problem.ts';
import type { Bindings } from './peer.ts';
import { problemBody } from './problems.ts';
import { plainHeaders } from './security.ts';

export interface Patience {
  readonly headersMs: number;
  /** Of a whole request. */
  readonly requestMs: number;
  readonly idleMs: number;
  /** How often it looks for those who have used theirs up. */
  readonly lookMs: number;
}

/**
 * 256 KB, the largest gzipped page and a piece of a clip, come in two minutes at 17 kbit/s, less than any telephone net gives.
 * Headers are a few hundred bytes. What stands in front keeps its connections open for longer than five seconds unused, and
 * opens a new one where ours was just closed.
 */
export const PATIENCE: Patience = { headersMs: 15_000, requestMs: 120_000, idleMs: 5_000, lookMs: 1_000 };

/** Each costs memory before it has said anything. A proxy needs a few dozen; whoever finds no place comes back. */
const MOST_CONNECTIONS = 250;
const MOST_HEADER_BYTES = 16 * 1024;
/** Requests over one connection, so that none is kept for ever. */
const MOST_REQUESTS = 1_000;

/** What is said of a socket whose request could not be read. Too slow is too large for this line: half of it may come through. */
const wrongs = {
  ERR_HTTP_REQUEST_TIMEOUT: ['413 Payload Too Large', problem('too-large', undefined, 'it came too slowly')],
  HPE_HEADER_OVERFLOW: ['413 Payload Too Large', problem('too-large', 'headers')],
} as const;
const NO_HTTP = ['400 Bad Request', problem('not-an-envelope', 'headers')] as const;

const rawAnswer = (code: string | undefined): string => {
  const [status, what] = wrongs[code as keyof typeof wrongs] ?? NO_HTTP;
  const { text, type } = problemBody(what);
  const headers = { ...plainHeaders, 'content-type': type, 'cache-control': 'no-store', 'content-length': String(Buffer.byteLength(text)), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${text}`;
};

interface Answering extends Duplex {
  /** Node's own: the answer that is under way on this socket. */
  readonly _httpMessage?: { readonly headersSent: boolean } | null;
}

const answerWrong = (error: NodeJS.ErrnoException, socket: Answering): void => {
  if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent === true) return void socket.destroy();
  socket.end(rawAnswer(error.code));
  socket.once('finish', () => socket.destroy());
};

/** What answers: the app. */
interface Answers {
  readonly fetch: (request: Request, bindings?: Bindings) => Promise<Response> | Response;
}

export const councilServer = (app: Answers, { headersMs, requestMs, idleMs, lookMs } = PATIENCE): Server => {
  const server = createAdaptorServer({
    fetch: (request, bindings) => app.fetch(request, bindings as Bindings),
    serverOptions: {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: lookMs,
      maxHeaderSize: MOST_HEADER_BYTES,
    },
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = MOST_REQUESTS;
  server.on('clientError', answerWrong);
  return server;
};
