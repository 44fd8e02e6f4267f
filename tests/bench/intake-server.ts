/** What intake is measured in: a council in a process of its own that takes records over HTTP, bare or in earnest, or inserts them right here. */
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { RecordsTable } from '../../src/council/database/schema.ts';
import { transact } from '../../src/council/database/transact.ts';
import { councilApp } from '../../src/council/http/app.ts';
import { parseBody, readAtMost } from '../../src/council/http/read-body.ts';
import { receiptResponse } from '../../src/council/http/receipts.ts';
import { takeIn } from '../../src/council/intake.ts';
import { inSlices } from '../../src/council/known.ts';
import { openCouncil } from '../../src/council/open-council.ts';
import { realWorld } from '../../src/council/world.ts';
import type { FullHeader, SealedRecord } from '../../src/domain/record.ts';
import { LIMITS, type Envelope } from '../../src/domain/wire.ts';
import { configFor } from '../kit/a-council.ts';

const [, , , folder = ''] = process.argv;
const council = await openCouncil(configFor(folder), realWorld(), () => undefined, true);

const rowOf = (record: SealedRecord): RecordsTable => {
  const header = JSON.parse(record.header) as FullHeader;
  return {
    id: record.id, digest: record.digest, kind: header.kind, pack: header.pack, packNumber: header.packVersion.number, packHash: header.packVersion.hash,
    mode: header.mode, place: null, header: record.header, sealed: JSON.stringify(record.sealed), withdrawHash: header.withdrawHash, receivedAt: Date.now(), givenAt: null,
  };
};
const insert = (rows: readonly RecordsTable[]): Promise<void> =>
  transact(council.db, (db) => inSlices(rows, (slice) => db.insertInto('records').values(slice).execute()));

const app = new Hono();
/** Unpacked, parsed, inserted, acknowledged; nothing is checked, nothing looked up. */
app.post('/bare', async (c) => {
  const body = await readAtMost(c.req.raw, LIMITS.gzippedBytes, () => true);
  const read = body.ok ? await parseBody(body.value, true) : body;
  if (!read.ok) return c.text(read.problem.code, 400);
  const { nonce, records } = read.value as { readonly nonce: string; readonly records: readonly SealedRecord[] };
  await insert(records.map(rowOf));
  return receiptResponse(council.keys, nonce, records.map(({ id, digest }: SealedRecord) => ({ id, digest, verdict: 'stored' as const, durable: false })));
});
/** The council's own intake in one message of whatever size: the floor of a drain, which its limit of bytes would refuse. */
app.post('/one', async (c) => {
  const { nonce, records, sentAt } = JSON.parse(gunzipSync(Buffer.from(await c.req.arrayBuffer())).toString('utf8')) as Envelope;
  return receiptResponse(council.keys, nonce, await takeIn(council, records, sentAt));
});
/** A page with nothing on it, and no app that would send by itself. */
app.get('/empty', (c) => c.html('<!doctype html><title>Nothing</title>'));
const ours = councilApp(council);
app.all('*', (c) => ours.fetch(c.req.raw));

/** The floor of intake: rows that are ready, page by page, each page in a transaction of its own. Milliseconds. */
const insertHere = async (pages: readonly (readonly SealedRecord[])[]): Promise<number> => {
  const rows = pages.map((page) => page.map(rowOf));
  const from = performance.now();
  for (const page of rows) await insert(page);
  return performance.now() - from;
};
process.on('message', (pages: readonly (readonly SealedRecord[])[]) => void insertHere(pages).then((ms) => process.send?.({ ms })));
process.once('disconnect', () => process.exit());
const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
