/** A depot in object storage that speaks S3: nothing can be appended there, so each trip makes an object of its own. */
import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { JournalBucket } from '../config.ts';
import type { Depot, Listed } from './depot.ts';

/** Of a storage that is busy; what is kept then is mended each minute anyway. */
const TRIES = 3;
const PATIENCE_MS = 20_000;

/** What the storage answered instead of doing it; its message stays out, for it quotes what was sent. */
export class BucketFault extends Error {
  readonly code: string;
  constructor(status: number) {
    super(`the object storage answered with ${status}`);
    this.code = `S3-${status}`;
  }
}

const textOf = (xml: string, tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '';
const UNESCAPED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
const unescape = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => UNESCAPED[entity] ?? entity);

/** `https://HOST/BUCKET/FOLDER`: the bucket's own address, and what every name in it begins with. */
const parted = (address: string): { readonly bucket: URL; readonly under: string } => {
  const url = new URL(address);
  const [bucket = '', ...folders] = url.pathname.split('/').filter(Boolean);
  return { bucket: new URL(`/${bucket}`, url), under: folders.map((folder) => `${folder}/`).join('') };
};

const gather = async (content: Parameters<Depot['put']>[1]): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
};

type Ask = (method: string, url: string, init?: { readonly body?: Uint8Array<ArrayBuffer>; readonly headers?: Readonly<Record<string, string>> }) => Promise<Response>;

const askFor = ({ keyId, secret, region }: JournalBucket): Ask => {
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region, retries: TRIES });
  return (method, url, { body, headers = {} } = {}) => {
    // The storage checks it: what was altered on the way is not kept.
    const digest = createHash('sha256').update(body ?? '').digest('hex');
    return client.fetch(url, { method, headers: { ...headers, 'x-amz-content-sha256': digest }, signal: AbortSignal.timeout(PATIENCE_MS), ...(body === undefined ? {} : { body }) });
  };
};

const listedIn = (xml: string, under: string): readonly Listed[] =>
  [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = '']) => ({
    name: unescape(textOf(entry, 'Key')).slice(under.length),
    bytes: Number(textOf(entry, 'Size')),
    changedAt: Date.parse(textOf(entry, 'LastModified')),
  }));

/** Asks page by page, for a page has at most a thousand names. */
const list = async (ask: Ask, bucket: URL, under: string, folder: string): Promise<readonly Listed[]> => {
  const found: Listed[] = [];
  let token: string | undefined;
  do {
    const url = new URL(bucket);
    url.searchParams.set('list-type', '2');
    url.searchParams.set('prefix', `${under}${folder}/`);
    if (token !== undefined) url.searchParams.set('continuation-token', token);
    const response = await ask('GET', url.href);
    if (!response.ok) throw new BucketFault(response.status);
    const xml = await response.text();
    found.push(...listedIn(xml, under));
    token = textOf(xml, 'IsTruncated') === 'true' ? unescape(textOf(xml, 'NextContinuationToken')) : undefined;
  } while (token !== undefined);
  return found;
};

export const bucketDepot = (settings: JournalBucket): Depot => {
  const { bucket, under } = parted(settings.url);
  const ask = askFor(settings);
  const urlOf = (name: string): string => `${bucket.href}/${under}${name}`;
  const put = async (name: string, bytes: Uint8Array): Promise<void> => {
    const response = await ask('PUT', urlOf(name), { body: new Uint8Array(bytes) });
    if (!response.ok) throw new BucketFault(response.status);
    await response.arrayBuffer();
  };
  return {
    where: settings.url,
    isApart: true,
    segmentBytes: 0,
    begin: async (name, bytes) => {
      await put(name, bytes);
      return { append: () => Promise.reject(new Error('an object can’t be added to')), close: () => Promise.resolve() };
    },
    put: async (name, content) => put(name, await gather(content)),
    read: async (name, from = 0) => {
      const response = await ask('GET', urlOf(name), from === 0 ? {} : { headers: { range: `bytes=${from}-` } });
      if (response.status === 404) return undefined;
      if (response.status === 416) return Buffer.alloc(0);
      if (!response.ok) throw new BucketFault(response.status);
      return Buffer.from(await response.arrayBuffer());
    },
    list: (folder) => list(ask, bucket, under, folder),
    remove: async (name) => {
      const response = await ask('DELETE', urlOf(name));
      if (!response.ok && response.status !== 404) throw new BucketFault(response.status);
    },
  };
};
