/** A phone's half of the wire over real HTTP, for a council in a process of its own. */
import { request, type IncomingMessage } from 'node:http';
import { expect } from 'vitest';
import type { Pack, Shelf } from '../../src/domain/pack.ts';
import { versionName } from '../../src/domain/pack.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import { PATHS, RECEIPT_HEADER, ReceiptBody, type KeyRing, type RecordVerdict } from '../../src/domain/wire.ts';
import { verifyReceipt } from '../../src/proof/receipt.ts';
import { NONCE } from './a-council.ts';
import { aHeldAsk, anEnvelope } from './a-request.ts';

/** What the shelf of this council offers first, and its keys. */
export const fetchPack = async (address: string): Promise<{ readonly pack: Pack; readonly ring: KeyRing }> => {
  const get = async (path: string): Promise<unknown> => (await fetch(address + path)).json();
  const [entry] = ((await get(PATHS.shelf)) as Shelf).packs;
  if (entry === undefined) throw new Error('the shelf is empty');
  const folder = `${PATHS.shelf}${entry.id}/${versionName(entry.version)}/`;
  return { pack: (await get(`${folder}pack.json`)) as Pack, ring: (await get(`${folder}keys.json`)) as KeyRing };
};

/** Verified, or it throws: nothing else counts. */
const verdictsIn = async (ring: KeyRing, response: Response): Promise<readonly RecordVerdict[]> => {
  const body = new Uint8Array(await response.arrayBuffer());
  const isReceipt = response.status === 200 && (await verifyReceipt(ring.receipts, response.headers.get(RECEIPT_HEADER), NONCE, body));
  if (!isReceipt) throw new Error(`no receipt: ${response.status} ${new TextDecoder().decode(body)}`);
  return (JSON.parse(new TextDecoder().decode(body)) as ReceiptBody).verdicts;
};

const post = (address: string, path: string, body: string): Promise<Response> => fetch(address + path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

export const sendRecords = async (address: string, ring: KeyRing, records: readonly SealedRecord[]): Promise<readonly RecordVerdict[]> =>
  verdictsIn(ring, await post(address, PATHS.records, anEnvelope(records, { sentAt: new Date().toISOString() })));

export const askHeld = async (address: string, ring: KeyRing, records: readonly SealedRecord[]): Promise<readonly RecordVerdict[]> =>
  verdictsIn(ring, await post(address, PATHS.held, aHeldAsk(records.map(({ id, digest }) => ({ id, digest })))));

/** A request whose body has begun and not ended: `finish` sends the rest and gives the answer. */
export const aSlowRequest = async (address: string, records: readonly SealedRecord[]) => {
  const body = anEnvelope(records);
  const sent = request(`${address}${PATHS.records}`, { method: 'POST', headers: { 'content-type': 'application/json' } });
  const answered = new Promise<IncomingMessage>((come, fail) => sent.once('response', come).once('error', fail));
  answered.catch(() => undefined);
  await new Promise<void>((written) => sent.write(body.slice(0, 1_000), () => written()));
  return {
    hangUp: () => sent.destroy(),
    finish: async (): Promise<{ readonly status: number | undefined; readonly text: string }> => {
      sent.end(body.slice(1_000));
      const response = await answered;
      let text = '';
      for await (const piece of response.setEncoding('utf8')) text += piece as string;
      return { status: response.statusCode, text };
    },
  };
};

/** Each of these is with the council, by its own signed word. */
export const expectHeld = async (address: string, ring: KeyRing, records: readonly SealedRecord[]): Promise<void> =>
  expect((await askHeld(address, ring, records)).map(({ verdict }) => verdict)).toEqual(records.map(() => 'stored'));
