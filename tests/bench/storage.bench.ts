/** What an answer weighs where it is kept: real sealed records and recordings, taken in on both engines, and the bytes of the tables and indexes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { takePiece } from '../../src/council/clips.ts';
import { CLIP_PIECE_BYTES } from '../../src/domain/clip.ts';
import { takeIn } from '../../src/council/intake.ts';
import { openCouncil, type OpenCouncil } from '../../src/council/open-council.ts';
import { realWorld } from '../../src/council/world.ts';
import { aRecordWithClips } from '../kit/a-clip.ts';
import { ROOT } from '../kit/a-folder.ts';
import { aRecord, reHeaded } from '../kit/a-record.ts';
import { bytesRow, report } from './table.ts';

const SEALED = 200;
const RECORDS = 4_000;
const CLIPS = 40;
/** Half a minute of speech as phones record it. */
const CLIP_BYTES = 96_000;
const BATCH = 200;

type Size = () => Promise<number>;

const open = async (databaseUrl?: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'our-turn-'));
  const config = { port: 0, host: '127.0.0.1', dataDir: join(folder, 'data'), keysDir: join(folder, 'keys'), journalDir: join(folder, 'journal'), isOneDiskEnough: false, front: { trustedProxies: [] }, packsDir: join(ROOT, 'packs'), distDir: join(ROOT, 'dist'), ...(databaseUrl === undefined ? {} : { databaseUrl }) };
  const council = await openCouncil(config, realWorld(), () => undefined, true);
  return { council, close: async () => (await council.close(), rmSync(folder, { recursive: true })) };
};

const sizeOfSqlite = ({ db }: OpenCouncil): Size => async () => {
  const { rows } = await sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(db);
  return rows[0]?.bytes ?? 0;
};
const sizeOfPostgres = ({ db }: OpenCouncil): Size => async () => {
  const { rows } = await sql<{ bytes: number }>`select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(db);
  return rows[0]?.bytes ?? 0;
};

/** Sealed one by one, and then the same sealed parts under other names, which weigh the same. */
const takeRecords = async (council: OpenCouncil): Promise<number> => {
  const pack = council.packs.current('visitor-parking')!.pack;
  const sealed = await Promise.all(Array.from({ length: SEALED }, (_, at) => aRecord(council.keys.ring, pack, { text: 'My sister can’t park here. '.repeat(1 + (at % 8)) })));
  let bytes = 0;
  for (let from = 0; from < RECORDS; from += BATCH) {
    const batch = await Promise.all(Array.from({ length: BATCH }, (_, at) => reHeaded(sealed[(from + at) % SEALED]!)));
    bytes += batch.reduce((all, record) => all + Buffer.byteLength(JSON.stringify(record)), 0);
    await takeIn(council, batch, new Date().toISOString());
  }
  return bytes / RECORDS;
};

const takeClips = async (council: OpenCouncil): Promise<number> => {
  const pack = council.packs.current('visitor-parking')!.pack;
  let bytes = 0;
  for (let turn = 0; turn < CLIPS; turn += 1) {
    const { record, clips: [clip] } = await aRecordWithClips(council.keys.ring, pack, [CLIP_BYTES]);
    await takeIn(council, [record], undefined);
    for (const [number, piece] of clip!.pieces.entries()) await takePiece(council, clip!.named, number * CLIP_PIECE_BYTES, piece);
    bytes += clip!.named.bytes;
  }
  return bytes / CLIPS;
};

const measure = async (engine: string, databaseUrl: string | undefined, sizeOf: (council: OpenCouncil) => Size) => {
  const { council, close } = await open(databaseUrl);
  const size = sizeOf(council);
  const before = await size();
  const record = { floor: await takeRecords(council), ours: ((await size()) - before) / RECORDS };
  const between = await size();
  const clipFloor = await takeClips(council);
  const clip = { floor: clipFloor, ours: ((await size()) - between) / CLIPS - record.ours };
  await close();
  return { engine, record, clip };
};

const keeper = spawn(process.execPath, [join(ROOT, 'tests/kit/postgres-keeper.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
const [line] = (await once(createInterface({ input: keeper.stdout }), 'line')) as [string];
const { url, why } = JSON.parse(line) as { readonly url?: string; readonly why?: string };
if (url === undefined) throw new Error(`PostgreSQL can't be started here: ${why}`);
const found = [await measure('SQLite', undefined, sizeOfSqlite), await measure('PostgreSQL', `${url}/postgres`, sizeOfPostgres)];
keeper.stdin.end();

const GB = 1e9;
const perMillion = (bytes: number): string => `${((bytes * 1e6) / GB).toFixed(1)} GB`;
report({
  name: 'storage',
  rows: found.flatMap(({ engine, record, clip }) => [
    bytesRow(`an answer, ${engine}`, record.floor, record.ours, undefined),
    bytesRow(`half a minute of voice, ${engine}`, clip.floor, clip.ours, undefined),
  ]),
  notes: [
    'The floor is the sealed record as it came, and the sealed recording. Indexes are in it, backups, journal and log are not.',
    ...found.map(({ engine, record, clip }) => `A million answers on ${engine}: ${perMillion(record.ours)}; with half a minute of voice each, ${perMillion(record.ours + clip.ours)}.`),
  ],
  details: found,
});
