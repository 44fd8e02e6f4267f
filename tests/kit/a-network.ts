/** The network between a phone and the council: a real one, through a proxy that can be cut, slow, lying or lossy. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PassThrough, Transform } from 'node:stream';
import { gunzipSync } from 'node:zlib';

/**
 * `open` all goes through · `down` connections are refused · `login-page` a library's page with 200 to every POST ·
 * `fails` 500 to every POST · `cut` the connection ends in the middle of every POST · `reply-lost` the council gets
 * the POST and its answer is cut off · `torn` half of the body comes through before the connection ends · `altered` one
 * byte of the body is another one. A PATCH is as good as a POST here.
 */
export type Weather = 'open' | 'down' | 'login-page' | 'fails' | 'cut' | 'reply-lost' | 'torn' | 'altered';

export interface Seen {
  readonly method: string;
  readonly path: string;
  /** Of a piece of a clip. */
  readonly offset: string | undefined;
  /** Set once it was answered. */
  status: number | undefined;
  /** What a POST said, opened. Undefined until it has come whole, and where it is no JSON. */
  body: Readonly<Record<string, unknown>> | undefined;
}

export interface ANetwork {
  readonly address: string;
  readonly port: number;
  weather: Weather;
  /** What befalls this one request, where it is another weather than the day's. */
  befalls: (one: Seen) => Weather | undefined;
  /** Only POSTs to the wire suffer, or everything. `down` is for everything in any case. */
  readonly seen: readonly Seen[];
  readonly posts: (path?: string) => readonly Seen[];
  readonly close: () => Promise<void>;
}

const LOGIN_PAGE = '<!doctype html><title>Library Wi-Fi</title><h1>Welcome! Please sign in</h1>';

/** Reads along with whatever becomes of the request. */
const readAlong = (incoming: IncomingMessage, seen: Seen): void => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const bytes = Buffer.concat(chunks);
    try {
      seen.body = JSON.parse((incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')) as Seen['body'];
    } catch {
      // A form, or nothing at all.
    }
  });
};

/** One byte becomes another. */
const altering = (): Transform => {
  let isDone = false;
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      const touched = Buffer.from(chunk);
      if (!isDone && touched.length > 0) touched[0] = touched[0]! ^ 1;
      isDone = true;
      done(null, touched);
    },
  });
};

/** The first half comes through, and then both ends are cut. */
const tearing = (incoming: IncomingMessage, cut: () => void): Transform => {
  let left = Number(incoming.headers['content-length'] ?? 0) / 2;
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      done(null, chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) setImmediate(cut);
    },
  });
};

const forward = (council: string, incoming: IncomingMessage, outgoing: ServerResponse, seen: Seen, weather: Weather): void => {
  const { host: _host, ...headers } = incoming.headers;
  // The council sees the address that the browser asked for, as behind any proxy.
  const onward = request(new URL(incoming.url ?? '/', council), { method: incoming.method, headers: { ...headers, host: incoming.headers.host } }, (reply) => {
    seen.status = reply.statusCode;
    if (weather === 'reply-lost') {
      reply.resume().on('end', () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  const cut = (): void => {
    onward.destroy();
    incoming.socket.destroy();
  };
  const way = weather === 'altered' ? altering() : weather === 'torn' ? tearing(incoming, cut) : new PassThrough();
  incoming.pipe(way).pipe(onward);
};

/** `council` is where it leads; give a function where that changes. */
export const aNetwork = async (council: () => string, port = 0): Promise<ANetwork> => {
  const sockets = new Set<Socket>();
  const seen: Seen[] = [];
  const network = { weather: 'open' as Weather, befalls: (() => undefined) as ANetwork['befalls'] };
  const server = createServer((incoming, outgoing) => {
    const one: Seen = { method: incoming.method ?? '', path: incoming.url ?? '', offset: incoming.headers['upload-offset'] as string | undefined, status: undefined, body: undefined };
    seen.push(one);
    if (one.method === 'POST') readAlong(incoming, one);
    const suffers = network.weather === 'down' || incoming.method === 'POST' || incoming.method === 'PATCH';
    const weather = network.befalls(one) ?? (suffers ? network.weather : 'open');
    switch (weather) {
      case 'open':
      case 'reply-lost':
      case 'torn':
      case 'altered':
        return forward(council(), incoming, outgoing, one, weather);
      case 'login-page':
        return void outgoing.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN_PAGE);
      case 'fails':
        return void outgoing.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Internal Server Error</h1>');
      case 'cut':
      case 'down':
        return void incoming.socket.destroy();
    }
  });
  server.on('connection', (socket) => {
    if (network.weather === 'down') return void socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const at = server.address() as AddressInfo;
  return {
    address: `http://localhost:${at.port}`,
    port: at.port,
    get weather() {
      return network.weather;
    },
    set weather(weather) {
      network.weather = weather;
      if (weather === 'down') for (const socket of sockets) socket.destroy();
    },
    get befalls() {
      return network.befalls;
    },
    set befalls(befalls) {
      network.befalls = befalls;
    },
    seen,
    posts: (path) => seen.filter((each) => each.method === 'POST' && (path === undefined || each.path === path)),
    close: () =>
      new Promise((over) => {
        server.close(() => over());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
