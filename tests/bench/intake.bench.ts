/** Taking records in over HTTP, durably: with every check and with none, against inserts of the same rows in the council's own process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SealedRecord } from '../../src/domain/record.ts';
import { PATHS } from '../../src/domain/wire.ts';
import { aRecord } from '../kit/a-record.ts';
import { anEnvelope } from '../kit/a-request.ts';
import { fetchPack } from '../kit/a-sender.ts';
import { manyAlike } from '../kit/many-records.ts';
import { inPairs, type Ratio } from './pairs.ts';
import { startRecordsServer, type RecordsServer } from './records-server.ts';
import { ratioRow, report } from './table.ts';

/** At most so much longer than the floor: 0.8 and 0.4 of its records a second. */
const GOALS = { bare: 1 / 0.8, checked: 1 / 0.4 } as const;
/** As many as a phone sends in one message. */
const PAGE = 130;
const PAGES = 10;
/** So many phones hand in at once. */
const PHONES = 4;

type Pages = readonly (readonly SealedRecord[])[];

const agent = new Agent({ keepAlive: true, maxSockets: PHONES });
const post = (address: string, body: Buffer): Promise<void> =>
  new Promise((done, failed) => {
    const sent = request(address, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': body.length } }, (reply) => {
      if (reply.statusCode !== 200 || reply.headers['our-turn-receipt'] === undefined) failed(new Error(`no receipt: ${reply.statusCode}`));
      reply.resume().on('end', done);
    });
    sent.on('error', failed).end(body);
  });

/** Milliseconds until the last of them is acknowledged. */
const sendAll = async (address: string, bodies: readonly Buffer[]): Promise<number> => {
  const left = [...bodies];
  const phone = async (): Promise<void> => {
    for (let body = left.shift(); body !== undefined; body = left.shift()) await post(address, body);
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: PHONES }, phone));
  return performance.now() - from;
};

const measure = async (server: RecordsServer): Promise<void> => {
  const { pack, ring } = await fetchPack(server.address);
  const one = await aRecord(ring, pack);
  const pages = async (): Promise<Pages> => Promise.all(Array.from({ length: PAGES }, () => manyAlike(one, PAGE)));
  const inserted = async (): Promise<number> => server.insert(await pages());
  const posted = (path: string) => async (): Promise<number> => sendAll(server.address + path, (await pages()).map((page) => gzipSync(anEnvelope(page, { sentAt: new Date().toISOString() }))));
  const bare = await inPairs(inserted, posted('/bare'));
  const checked = await inPairs(inserted, posted(PATHS.records));
  const rate = ({ ours }: Ratio): string => Math.round((PAGE * PAGES * 1_000) / ours.median).toString();
  report({
    name: 'intake',
    rows: [ratioRow('bare: unpacked, parsed, inserted, signed', bare, GOALS.bare), ratioRow('with every check, as phones meet it', checked, GOALS.checked)],
    notes: [
      `${PAGES} messages of ${PAGE} real records (${JSON.stringify(one).length} bytes each as JSON) by ${PHONES} connections; the floor inserts the same rows in as many transactions.`,
      `Records a second: bare ${rate(bare)}, with every check ${rate(checked)}, floor ${Math.round((PAGE * PAGES * 1_000) / checked.floor.median)}.`,
      'The goals are said as times: 0.8 and 0.4 of the floor’s records a second.',
    ],
    details: { bare, checked },
  });
};

const folder = mkdtempSync(join(tmpdir(), 'our-turn-bench-'));
const server = await startRecordsServer(folder);
try {
  await measure(server);
} finally {
  agent.destroy();
  server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
