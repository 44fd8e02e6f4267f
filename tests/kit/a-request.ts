/** What a phone puts into a request, whole or spoilt on purpose, and what makes an answer to it a good one. */
import { expect } from 'vitest';
import { PATHS, PROBLEM_TYPE, WIRE_VERSION, type ProblemBody } from '../../src/domain/wire.ts';
import { NONCE, type ACouncil } from './a-council.ts';

export const anEnvelope = (records: readonly unknown[], more: object = {}): string => JSON.stringify({ v: WIRE_VERSION, nonce: NONCE, records, ...more });
export const aHeldAsk = (held: readonly unknown[], more: object = {}): string => JSON.stringify({ v: WIRE_VERSION, nonce: NONCE, held, ...more });

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** Posts this very body. */
export const post = ({ fetch }: Pick<ACouncil, 'fetch'>, path: string, body: Body, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  // `duplex` is what a body that streams needs, and is not in the types yet.
  fetch(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers }, duplex: 'half' } as RequestInit);

export const postRecords = (council: Pick<ACouncil, 'fetch'>, records: readonly unknown[], more: object = {}): Promise<Response> =>
  post(council, PATHS.records, anEnvelope(records, more));

/** Holds an answer to everything that a problem must be, and gives what it says. */
export const expectProblem = async (response: Response, code: string, status: number): Promise<ProblemBody> => {
  const text = await response.text();
  expect({ status: response.status, type: response.headers.get('content-type'), cache: response.headers.get('cache-control') }).toEqual({ status, type: PROBLEM_TYPE, cache: 'no-store' });
  expect(text).not.toMatch(/<|\bat \/|node_modules|\.[jt]s:\d/);
  expect(response.headers.get('our-turn-receipt')).toBeNull();
  const body = JSON.parse(text) as ProblemBody;
  expect(body).toMatchObject({ v: WIRE_VERSION, code, status });
  return body;
};
