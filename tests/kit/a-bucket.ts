/** Object storage that speaks S3, over real HTTP: it checks every signature and every digest by rules of its own, and lists in pages. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const KEY_ID = 'council';
const SECRET = 'a-secret-of-this-test';
const REGION = 'eu-west-2';
/** Small, so that every test lists in more than one page. */
const PAGE = 2;

export interface ABucket {
  readonly settings: { readonly url: string; readonly keyId: string; readonly secret: string; readonly region: string };
  readonly objects: ReadonlyMap<string, Buffer>;
  /** From now on every request is answered in this way; undefined mends it. */
  readonly failWith: (status: number | undefined) => void;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signature version 4, as its documentation has it. */
const isSigned = ({ method = '', headers }: IncomingMessage, url: URL): boolean => {
  const [, id, day, scope, signed = '', signature] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? [];
  if (id !== KEY_ID || scope !== `${REGION}/s3/aws4_request`) return false;
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).toSorted().join('&');
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join('');
  const request = [method, url.pathname, query, lines, signed, headers['x-amz-content-sha256']].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${scope}`, sha256(request)].join('\n');
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${SECRET}`, day ?? ''), REGION));
  return signed.includes('x-amz-content-sha256') && hmac(key, text).toString('hex') === signature;
};

const listing = (objects: ReadonlyMap<string, Buffer>, prefix: string, after: string): string => {
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).toSorted();
  const page = names.slice(0, PAGE);
  const entries = page.map((name) => `<Contents><Key>${name}</Key><LastModified>2026-11-25T00:00:00.000Z</LastModified><Size>${objects.get(name)?.length}</Size></Contents>`);
  const more = names.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${names.length > PAGE}</IsTruncated>${more}${entries.join('')}</ListBucketResult>`;
};

const ranged = (object: Buffer, range: string | undefined): { readonly status: number; readonly body: Buffer } => {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= object.length) return { status: 416, body: Buffer.alloc(0) };
  return { status: from === 0 ? 200 : 206, body: object.subarray(from) };
};

const answer = (objects: Map<string, Buffer>, { method, headers }: IncomingMessage, url: URL, body: Buffer): { readonly status: number; readonly body?: Buffer | string } => {
  const name = url.pathname.replace(/^\/bucket\/?/, '');
  if (method === 'PUT') {
    if (sha256(body) !== headers['x-amz-content-sha256']) return { status: 400 };
    objects.set(name, body);
    return { status: 200 };
  }
  if (method === 'DELETE') {
    objects.delete(name);
    return { status: 204 };
  }
  if (url.searchParams.get('list-type') === '2') return { status: 200, body: listing(objects, url.searchParams.get('prefix') ?? '', url.searchParams.get('continuation-token') ?? '') };
  const object = objects.get(name);
  return object === undefined ? { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' } : ranged(object, headers.range);
};

export const aBucket = async (): Promise<ABucket> => {
  const objects = new Map<string, Buffer>();
  let failing: number | undefined;
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { status, body } = failing !== undefined ? { status: failing, body: '' } : isSigned(request, url) ? answer(objects, request, url, Buffer.concat(pieces)) : { status: 403, body: '' };
    response.writeHead(status).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    settings: { url: `http://127.0.0.1:${port}/bucket/our-turn`, keyId: KEY_ID, secret: SECRET, region: REGION },
    objects,
    failWith: (status) => {
      failing = status;
    },
  };
};
