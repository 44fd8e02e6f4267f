/** A real HTTP server in the council's place, that says whatever a test wants; and what a phone asked it, read. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { PATHS, RECEIPT_HEADER, RECEIPT_TYPE, UPLOAD } from '../../src/domain/wire.ts';
import type { Answering, ASigner } from './a-phone.ts';
import type { Spoken, Truth } from './false-acks.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly nonce: string;
  readonly pairs: Truth['pairs'];
}

export type Saying = (asked: Asked) => Spoken | Promise<Spoken>;

export interface ALiar {
  /** As a phone of the kit takes it. Redirects are followed, or not, as the phone says. */
  readonly answering: Answering;
  readonly says: (saying: Saying) => void;
  readonly close: () => Promise<void>;
}

const askedIn = async (request: IncomingMessage): Promise<Asked> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url: path = '', headers } = request;
  if (path.startsWith(PATHS.clips)) {
    const [id = '', digest = ''] = path.slice(PATHS.clips.length).split('/');
    return { method, path, nonce: String(headers[UPLOAD.nonce] ?? ''), pairs: [{ id, digest }] };
  }
  if (method !== 'POST') return { method, path, nonce: '', pairs: [] };
  const bytes = Buffer.concat(chunks);
  const { nonce, records, held } = JSON.parse((headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')) as { nonce: string; records?: Truth['pairs']; held?: Truth['pairs'] };
  return { method, path, nonce, pairs: (records ?? held ?? []).map(({ id, digest }) => ({ id, digest })) };
};

const speak = (response: ServerResponse, { status = 200, headers = [], body = '', cutAt }: Spoken): void => {
  const bytes = Buffer.from(body);
  // One flat list, so that a header may be there twice.
  response.writeHead(status, [...headers, ['content-length', String(bytes.length)]].flat() as string[]);
  if (cutAt === undefined) return void response.end(status === 304 || status === 204 ? undefined : bytes);
  response.flushHeaders();
  response.write(bytes.subarray(0, cutAt), () => setImmediate(() => response.destroy()));
};

export const aLiar = async (): Promise<ALiar> => {
  let saying: Saying = () => ({ status: 500 });
  let arrives: Spoken['arrives'];
  const server = createServer((request, response) => {
    void askedIn(request).then(saying).then((spoken) => {
      ({ arrives } = spoken);
      speak(response, spoken);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    answering: async (request) => {
      const { method, headers, redirect } = request;
      const body = method === 'HEAD' || method === 'GET' ? null : await request.clone().arrayBuffer();
      const response = await fetch(address + new URL(request.url).pathname, { method, headers, body, redirect });
      return arrives?.(response) ?? response;
    },
    says: (next) => {
      saying = next;
    },
    close: () =>
      new Promise((over) => {
        server.close(() => over());
        server.closeAllConnections();
      }),
  };
};

type Verdicts = readonly object[];

/** A council's true receipt for what was asked. */
export const trulySaid = async (council: ASigner, { nonce, pairs }: Pick<Asked, 'nonce' | 'pairs'>, said = { verdict: 'stored', durable: true }): Promise<{ readonly body: Buffer; readonly receipt: string }> => {
  const verdicts: Verdicts = pairs.map((pair) => ({ ...pair, ...said }));
  const body = Buffer.from(JSON.stringify({ v: 1, verdicts }));
  return { body, receipt: await council.sign(nonce, body) };
};

export const asReceipt = ({ body, receipt }: { readonly body: Buffer; readonly receipt: string }): Spoken => ({ headers: [['content-type', RECEIPT_TYPE], [RECEIPT_HEADER, receipt]], body });

/** All that a false acknowledgement is made of. */
export const truthFor = async (asked: Asked, signers: Pick<Truth, 'council' | 'stranger' | 'recovery'>): Promise<Truth> => ({
  ...signers,
  nonce: asked.nonce,
  pairs: asked.pairs,
  ...(await trulySaid(signers.council, asked)),
  older: await trulySaid(signers.council, { nonce: 'f'.repeat(32), pairs: asked.pairs }, { verdict: 'duplicate', durable: true }),
});
