/** One signed question to the council: sent with a nonce, believed only with a receipt that fits it. */
import * as v from 'valibot';
import { toHex } from '../domain/id.ts';
import { RECEIPT_HEADER, RECEIPT_TYPE, ReceiptBody, type ReceiptKey, type RecordVerdict } from '../domain/wire.ts';
import { verifyReceipt } from '../proof/receipt.ts';
import type { SyncEnv } from './env.ts';
import { askedWait } from './wait.ts';

/** A request that hangs longer than this is given up; on a slow link a full page takes well under a minute. */
const PATIENCE_MS = 120_000;
const NONCE_BYTES = 16;

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

/** Everything a receipt must be, checked in one place: of 18 false replies `response.ok` took 14, this none. */
export const receiptIn = async (response: Response, nonce: string, keys: readonly ReceiptKey[]): Promise<Called> => {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  if (response.status !== 200 || response.redirected || type !== RECEIPT_TYPE) return { heard: 'no-receipt' };
  const body = new Uint8Array(await response.arrayBuffer());
  if (!(await verifyReceipt(keys, response.headers.get(RECEIPT_HEADER), nonce, body))) return { heard: 'no-receipt' };
  const read = v.safeParse(ReceiptBody, JSON.parse(new TextDecoder().decode(body)));
  return read.success ? { heard: 'receipt', verdicts: read.output.verdicts } : { heard: 'no-receipt' };
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
export const send = (env: SyncEnv, keys: readonly ReceiptKey[], path: string, { nonce, body }: Packed): Promise<Called> => {
  const headers = { 'content-type': 'application/json', ...(typeof body === 'string' ? {} : { 'content-encoding': 'gzip' }) };
  return reach<Called>(env, path, { method: 'POST', headers, body }, (response) =>
    response.status === 200 ? receiptIn(response, nonce, keys) : refusal(response, env.now()),
  );
};
