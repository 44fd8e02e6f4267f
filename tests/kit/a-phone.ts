/** A phone: its own outbox and library on its own database, and a network that is whatever function the test gives. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { RecordId } from '../../src/domain/id.ts';
import type { RecordKind, SealedRecord } from '../../src/domain/record.ts';
import { RECEIPT_HEADER, RECEIPT_TYPE, type ReceiptKey, type RecordVerdict } from '../../src/domain/wire.ts';
import { digestOf } from '../../src/proof/digest.ts';
import { signReceipt, toBase64 } from '../../src/proof/receipt.ts';
import { openClipRows, type ClipRows } from '../../src/store/clip-rows.ts';
import { openClips, type Clips } from '../../src/store/clips.ts';
import { findClips } from '../../src/store/find-clips.ts';
import { openLibrary, type Library } from '../../src/store/library.ts';
import { openOutbox, type Outbox } from '../../src/store/outbox.ts';
import { openRecordings, type Recordings } from '../../src/store/recordings.ts';
import type { SyncEnv } from '../../src/sync/env.ts';
import { keysIn, type Trust } from '../../src/sync/sending.ts';
import type { Sending } from '../../src/sync/drain.ts';
import { aWorld, type AWorld } from './a-world.ts';

/** Whoever answers: a function in a test, a fault, or a real endpoint's `app.fetch`. Throwing is "no network". */
export type Answering = (request: Request) => Promise<Response> | Response;

export interface APhone {
  readonly world: AWorld;
  readonly outbox: Outbox;
  readonly library: Library;
  /** Opened when it is first asked for, as by somebody who records. */
  readonly clips: () => Clips;
  readonly recordings: () => Recordings;
  /** What `drain` and `keepSending` take. */
  readonly sending: Sending;
  /** From now on somebody else answers. */
  readonly answeredBy: (answering: Answering) => void;
  /** Every request that left the phone, opened, in order. */
  readonly sent: readonly Sent[];
  /** Puts new records of these kinds into the outbox. */
  readonly handIn: (...kinds: readonly RecordKind[]) => Promise<readonly SealedRecord[]>;
  readonly close: () => void;
}

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  /** Of a piece. */
  readonly offset: string | null;
  /** Of a POST. */
  readonly body: Readonly<Record<string, unknown>> & { readonly nonce?: string; readonly records?: readonly SealedRecord[]; readonly held?: readonly Pair[] };
}
interface Pair {
  readonly id: RecordId;
  readonly digest: string;
}

const ORIGIN = 'https://council.example';

/** What a request says, gzipped or not. */
export const bodyOf = async (request: Request): Promise<Sent['body']> => {
  const bytes = request.clone().body;
  if (bytes === null) return {};
  const plain = request.headers.get('content-encoding') === 'gzip' ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  return (await new Response(plain).json()) as Sent['body'];
};

/** Sealed as far as delivery cares: the digest is true and the age file is not opened here. */
export const aRecord = async (random: (bytes: number) => Uint8Array, kind: RecordKind): Promise<SealedRecord> => {
  const id = Array.from(random(16), (byte) => byte.toString(16).padStart(2, '0')).join('') as RecordId;
  const header = JSON.stringify({ v: 1, id, kind, pack: 'visitor-parking', clips: [] });
  const sealed = [{ part: 'words', age: toBase64(random(60)) }] as const;
  return { id, digest: await digestOf(header, sealed), header, sealed };
};

/** `sleep` takes the place of the world's, where a test wants to see the waiting. */
export const aPhone = (seed = 1, sleep?: SyncEnv['sleep']): APhone => {
  const indexedDB = new IDBFactory();
  // `liveQuery` runs only where Dexie has found a database for everyone.
  Dexie.dependencies.indexedDB = indexedDB as unknown as typeof Dexie.dependencies.indexedDB;
  const outbox = openOutbox({ indexedDB, IDBKeyRange });
  const library = openLibrary({ indexedDB, IDBKeyRange });
  const found = findClips({ indexedDB, IDBKeyRange });
  let rows: ClipRows | undefined;
  const clipRows = (): ClipRows => (rows ??= openClipRows({ indexedDB, IDBKeyRange }));
  const sent: Sent[] = [];
  let answering: Answering = () => Promise.reject(new TypeError('no network'));
  const fetching: typeof fetch = async (url, init) => {
    const request = new Request(url as URL, init);
    const { method, headers } = request;
    const body = method === 'POST' ? await bodyOf(request) : {};
    sent.push({ method, path: new URL(request.url).pathname, at: world.now(), offset: method === 'PATCH' ? headers.get('upload-offset') : null, body });
    const response = await answering(request);
    // As a browser does it: a redirect that may not be followed is an error, not an answer.
    if (request.redirect === 'error' && response.status >= 300 && response.status < 400) throw new TypeError('unexpected redirect');
    return response;
  };
  const quiet = aWorld(ORIGIN, seed, fetching);
  const world = sleep === undefined ? quiet : { ...quiet, sleep };
  return {
    world,
    outbox,
    library,
    clips: () => openClips(clipRows()),
    recordings: () => openRecordings(clipRows()),
    sending: { env: world, outbox, clips: found.clips, ...keysIn(library) },
    answeredBy: (next) => {
      answering = next;
    },
    sent,
    handIn: async (...kinds) => {
      const records = await Promise.all(kinds.map(async (kind) => ({ kind, record: await aRecord(world.random, kind) })));
      await outbox.put(records);
      return records.map(({ record }) => record);
    },
    close: () => {
      outbox.close();
      library.close();
      found.close();
      rows?.db.close();
    },
  };
};

export interface ASigner {
  readonly key: ReceiptKey;
  /** A whole receipt with these verdicts on this request, however true they are. */
  readonly receipt: (nonce: string | undefined, verdicts: readonly unknown[]) => Promise<Response>;
  /** The receipt header over this body, whatever it is. */
  readonly sign: (nonce: string, body: Uint8Array) => Promise<string>;
  readonly secret: CryptoKey;
}

export const aSigner = async (kid = 'r1'): Promise<ASigner> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const spki = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
  return {
    key: { kid, spki },
    secret: pair.privateKey,
    sign: (nonce, body) => signReceipt(kid, pair.privateKey, nonce, body),
    receipt: async (nonce = '', verdicts) => {
      const body = new TextEncoder().encode(JSON.stringify({ v: 1, verdicts }));
      return new Response(body, { headers: { 'content-type': RECEIPT_TYPE, [RECEIPT_HEADER]: await signReceipt(kid, pair.privateKey, nonce, body) } });
    },
  };
};

type Said = Pick<RecordVerdict, 'verdict' | 'durable'>;

/** Answers every record and every pair of a request with this verdict, truly signed. */
export const saying =
  (signer: ASigner, said: Said | ((pair: Pair) => Said) = { verdict: 'stored', durable: true }): Answering =>
  async (request) => {
    const { nonce, records, held } = await bodyOf(request);
    const verdicts = (records ?? held ?? []).map(({ id, digest }) => ({ id, digest, ...(typeof said === 'function' ? said({ id, digest }) : said) }));
    return signer.receipt(nonce, verdicts);
  };

/** Believes this one, and learns of no other. */
export const trusting = ({ key }: ASigner): Trust => ({ keys: () => [key], learn: async () => undefined });
