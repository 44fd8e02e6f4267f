/** One signed question to the council: sent with a nonce, believed only with a receipt that fits it. */
import * as v from 'valibot';
import { toHex } from '../domain/id.ts';
import { RECEIPT_HEADER, RECEIPT_TYPE, ReceiptBody, type RecordVerdict } from '../domain/wire.ts';
import { concat } from '../proof/digest.ts';
import { kidIn, verifyReceipt } from '../proof/receipt.ts';
import type { SyncEnv } from './env.ts';
import type { Trust } from './sending.ts';
import { askedWait } from './wait.ts';

/** A request that hangs longer than this is given up; on a slow link a full page takes well under a minute. */
const PATIENCE_MS = 120_000;
const NONCE_BYTES = 16;
/** Four times what the longest receipt needs. A page without end, in the place of one, must not fill an old phone. */
const RECEIPT_BYTES = 1024 * 1024;
/** As some proxies add it. Whatever else is said beside the type may be a lie about the bytes. */
const TYPE = new RegExp(`^${RECEIPT_TYPE.replace(/[.+]/g, '\\$&')}(?:; ?charset="?[Uu][Tt][Ff]-8"?)?$`);

export type Called =
  | { readonly heard: 'receipt'; readonly verdicts: readonly RecordVerdict[] }
  /** `enrol` 401, 403 · `too-large` 413 · `busy` 429, 503 · `bad` other 4xx · `server` other 5xx · `network` no answer · `no-receipt` all else. */
  | { readonly heard: 'enrol' | 'too-large' | 'bad' | 'server' | 'network' | 'no-receipt' }
  | { readonly heard: 'busy'; readonly waitMs: number | undefined };

export const drawNonce = (env: SyncEnv): string => toHex(env.random(NONCE_BYTES));

/** A message as it will go over the wire, made before it goes. */
export interface Packed {
  readonly nonce: string;
  readonly body: Blob | string;
}

/** Each with a nonce of its own. Gzipped, where the browser can. */
export const pack = async (env: SyncEnv, message: object): Promise<Packed> => {
  const nonce = drawNonce(env);
  const text = JSON.stringify({ ...message, nonce });
  if (typeof CompressionStream === 'undefined') return { nonce, body: text };
  return { nonce, body: await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob() };
};

/** What an answer means that is no receipt. */
export const refusal = (response: Response, now: number): Called => {
  const { status } = response;
  if (status === 401 || status === 403) return { heard: 'enrol' };
  if (status === 413) return { heard: 'too-large' };
  if (status === 429 || status === 503) return { heard: 'busy', waitMs: askedWait(response.headers.get('retry-after'), now) };
  if (status >= 500) return { heard: 'server' };
  if (status >= 400) return { heard: 'bad' };
  return { heard: 'no-receipt' };
};

/** The whole body, or undefined where it is longer than that. */
export const bytesOf = async ({ body }: Response, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const pieces: Uint8Array[] = [];
  const reader = body?.getReader();
  let bytes = 0;
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    bytes += read.value.byteLength;
    if (bytes > most) {
      await reader?.cancel();
      return undefined;
    }
    pieces.push(read.value);
  }
  return concat(pieces);
};

/** Whoever says two things of one record has said nothing of it. */
const unambiguous = (verdicts: readonly RecordVerdict[]): readonly RecordVerdict[] => {
  const times = new Map<string, number>();
  const nameOf = ({ id, digest }: RecordVerdict): string => `${id} ${digest}`;
  for (const each of verdicts) times.set(nameOf(each), (times.get(nameOf(each)) ?? 0) + 1);
  return verdicts.filter((each) => times.get(nameOf(each)) === 1);
};

/** Everything a receipt must be, checked in one place: of 18 false replies `response.ok` took 14, this none. */
export const receiptIn = async (response: Response, nonce: string, trust: Trust): Promise<Called> => {
  const none: Called = { heard: 'no-receipt' };
  if (response.status !== 200 || response.redirected || !TYPE.test(response.headers.get('content-type') ?? '')) return none;
  const header = response.headers.get(RECEIPT_HEADER);
  const kid = kidIn(header);
  const body = kid === undefined ? undefined : await bytesOf(response, RECEIPT_BYTES);
  if (body === undefined) return none;
  if (!trust.keys().some((key) => key.kid === kid)) await trust.learn();
  if (!(await verifyReceipt(trust.keys(), header, nonce, body))) return none;
  const read = v.safeParse(ReceiptBody, JSON.parse(new TextDecoder().decode(body)));
  return read.success ? { heard: 'receipt', verdicts: unambiguous(read.output.verdicts) } : none;
};

/** One request, as each to the council must be, and what `hear` makes of the answer. Never throws: that is no network. */
export const reach = async <Heard>(
  env: SyncEnv,
  path: string,
  request: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  hear: (response: Response) => Promise<Heard> | Heard,
): Promise<Heard | { readonly heard: 'network' }> => {
  const giveUp = new AbortController();
  const answered = new AbortController();
  void env.sleep(PATIENCE_MS, answered.signal).then(() => answered.signal.aborted || giveUp.abort());
  try {
    const response = await env.fetch(path, {
      ...request,
      // A login page would answer through a redirect; nothing that redirects can acknowledge.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: giveUp.signal,
    });
    return await hear(response);
  } catch {
    return { heard: 'network' };
  } finally {
    answered.abort();
  }
};

/** Whatever is no receipt for this very message acknowledges nothing. */
export const send = (env: SyncEnv, trust: Trust, path: string, { nonce, body }: Packed): Promise<Called> => {
  const headers = { 'content-type': 'application/json', ...(typeof body === 'string' ? {} : { 'content-encoding': 'gzip' }) };
  return reach<Called>(env, path, { method: 'POST', headers, body }, (response) =>
    response.status === 200 ? receiptIn(response, nonce, trust) : refusal(response, env.now()),
  );
};
