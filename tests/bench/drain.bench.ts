/** Draining 1,000 records from a real browser's disk over a link of 150 ms, and over a narrow one, against one gzipped message of the same records. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { rolldown } from 'rolldown';
import type { KeyRing } from '../../src/domain/wire.ts';
import { aNarrowLink, type ANarrowLink, type Narrow } from '../kit/a-narrow-link.ts';
import { aPhoneBrowser } from '../kit/a-phone-browser.ts';
import { aRecord } from '../kit/a-record.ts';
import { fetchPack } from '../kit/a-sender.ts';
import { manyAlike } from '../kit/many-records.ts';
import type { Draining, SealedRecordAndKind } from './draining-types.ts';
import { inPairs, median, PAIRS, type Ratio } from './pairs.ts';
import { startRecordsServer, type RecordsServer } from './records-server.ts';
import { ratioRow, report, type Row } from './table.ts';

const GOALS = { far: 1.5, narrow: 1.1, bytes: 1.1 } as const;
const RECORDS = 1_000;
const QUEUED = Number(process.env['DRAIN_QUEUED'] ?? 100_000);
const FAR: Narrow = { roundTripMs: 150 };
const NARROW: Narrow = { roundTripMs: 150, upKbit: 750 };
/** At 750 kbit/s a pair takes half a minute; `DRAIN_PAIRS` makes a first look shorter. */
const pairs = Number(process.env['DRAIN_PAIRS'] ?? PAIRS);

const bundled = async (): Promise<string> => {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'draining.ts'), logLevel: 'warn' });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  return output[0].code;
};

interface Desk {
  readonly server: RecordsServer;
  readonly ring: KeyRing;
  readonly some: (many: number, kind?: 'answers' | 'support') => Promise<readonly SealedRecordAndKind[]>;
  readonly script: string;
  readonly folder: string;
}

type Told = Window & { readonly draining: Draining };

/** A page of this link's origin, with the outbox open and nothing else. */
const aDrainingPage = async (desk: Desk, link: ANarrowLink, name: string): Promise<{ page: Page; close: () => Promise<void> }> => {
  const phone = await aPhoneBrowser(join(desk.folder, name));
  const page = await phone.context.newPage();
  await page.goto(`${link.address}/empty`);
  await page.evaluate(desk.script);
  await page.evaluate((keys) => (window as unknown as Told).draining.believe(keys), desk.ring.receipts);
  return { page, close: () => phone.close() };
};

const AT_ONCE = 500;
const queue = async (page: Page, records: readonly SealedRecordAndKind[]): Promise<void> => {
  for (let from = 0; from < records.length; from += AT_ONCE) await page.evaluate((some) => (window as unknown as Told).draining.put(some), records.slice(from, from + AT_ONCE));
};

interface Over {
  readonly ratio: Ratio;
  readonly bytes: { readonly floor: number; readonly ours: number };
}

/** The floor and ours by turns over this link, from a queue that holds so many others as well. */
const over = async (desk: Desk, narrow: Narrow, queued = 0, times = pairs): Promise<Over> => {
  const link = await aNarrowLink(desk.server.address, narrow);
  const { page, close } = await aDrainingPage(desk, link, `phone-${narrow.upKbit ?? 'free'}-${queued}`);
  const up: { floor: number[]; ours: number[] } = { floor: [], ours: [] };
  try {
    for (let left = queued; left > 0; left -= 5_000) await queue(page, await desk.some(Math.min(left, 5_000), 'support'));
    const floor = async (): Promise<number> => {
      const records = await desk.some(RECORDS);
      await page.evaluate((some) => (window as unknown as Told).draining.take(some), records);
      link.bytesUp();
      const ms = await page.evaluate(() => (window as unknown as Told).draining.one());
      up.floor.push(link.bytesUp());
      return ms;
    };
    const ours = async (): Promise<number> => {
      const records = await desk.some(RECORDS);
      await page.evaluate((some) => (window as unknown as Told).draining.put(some), records);
      link.bytesUp();
      const ms = await page.evaluate(() => (window as unknown as Told).draining.drain('together'));
      up.ours.push(link.bytesUp());
      return ms;
    };
    const ratio = await inPairs(floor, ours, times);
    return { ratio, bytes: { floor: median(up.floor), ours: median(up.ours) } };
  } finally {
    await close();
    await link.close();
  }
};

const bytesRow = ({ bytes: { floor, ours } }: Over): Row => ({
  what: 'bytes up, heads of requests as well',
  floor: `${(floor / 1_000).toFixed(1)} kB`,
  ours: `${(ours / 1_000).toFixed(1)} kB`,
  ratio: (ours / floor).toFixed(3),
  quickest: '-',
  goal: `at most ${GOALS.bytes}`,
  verdict: ours / floor <= GOALS.bytes ? 'met' : 'missed',
});

const measure = async (desk: Desk, size: number): Promise<void> => {
  const far = await over(desk, FAR);
  const full = await over(desk, FAR, QUEUED);
  const narrow = await over(desk, NARROW, 0, Number(process.env['DRAIN_NARROW'] ?? pairs));
  report({
    name: 'drain',
    rows: [
      ratioRow(`${RECORDS} records at 150 ms`, far.ratio, GOALS.far),
      ratioRow(`the same, behind ${QUEUED} of the other lane`, full.ratio, GOALS.far),
      ratioRow(`${RECORDS} records, 750 kbit/s up`, narrow.ratio, GOALS.narrow),
      bytesRow(narrow),
    ],
    notes: [
      `Real records of ${size} bytes as JSON, each with random bytes of its own, in Chromium with its databases on the disk. The link is a plain TCP proxy: 150 ms there and back, once more for a new connection; the uplink is shared.`,
      'The floor is one message of all records in the same page, to the same intake without its limit of 256 KB, its receipt verified. Ours also reads the outbox and settles each record.',
    ],
    details: { far, full, narrow },
  });
};

const folder = mkdtempSync(join(tmpdir(), 'our-turn-bench-'));
const server = await startRecordsServer(folder);
try {
  const { pack, ring } = await fetchPack(server.address);
  const kinds = { answers: await aRecord(ring, pack), support: await aRecord(ring, pack, { kind: 'support' }) };
  const some: Desk['some'] = async (many, kind = 'answers') => (await manyAlike(kinds[kind], many)).map((record) => ({ kind, record }));
  await measure({ server, ring, some, script: await bundled(), folder }, JSON.stringify(kinds.answers).length);
} finally {
  server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
