/** /metrics: how the council fares, in the text that Prometheus reads, and nothing that says when a request for support came. */
import { timingSafeEqual } from 'node:crypto';
import { statfsSync } from 'node:fs';
import type { Council } from '../council.ts';
import { dayOf } from '../day.ts';
import { strangersBytes, strangersLimit } from '../strangers.ts';
import type { Family } from './counts.ts';
import type { Bindings } from './peer.ts';
import type { Reception } from './reception.ts';

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Sizes of the disk are told in such steps: more finely, one record could be seen to come. */
const DISK_STEP_BYTES = 64 * 1024 * 1024;
const inSteps = (bytes: number): number => Math.floor(bytes / DISK_STEP_BYTES) * DISK_STEP_BYTES;

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}
type Figure = readonly [name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]];

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const labelled = (labels: Sample['labels'] = {}): string => {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return all.length === 0 ? '' : `{${all.join(',')}}`;
};
const inText = ([name, type, help, samples]: Figure): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map(({ labels, value }) => `${name}${labelled(labels)} ${value}`), ''].join('\n');

const counted = ({ counts }: Reception, family: Family, label: string): readonly Sample[] =>
  [...counts.all(family)].map(([of, value]) => ({ labels: { [label]: of }, value }));

const one = (value: number): readonly Sample[] => [{ value }];

/** Milliseconds of a clock that only goes forward; the council's own may be moved. */
const latency = async ({ db }: Council): Promise<number> => {
  const began = process.hrtime.bigint();
  await db.selectFrom('published').select('pack').limit(1).execute();
  return Number(process.hrtime.bigint() - began) / 1e9;
};

/** Up to yesterday: a figure of today that grows by one would say when somebody asked for support. */
const byDays = async ({ db, env }: Council): Promise<readonly Figure[]> => {
  const today = dayOf(env.now());
  const apart = await db.selectFrom('apart').select(({ fn }) => fn.countAll<number>().as('count')).where('receivedOn', '<', today).executeTakeFirstOrThrow();
  const parked = await db.selectFrom('parked').select(['why', ({ fn }) => fn.countAll<number>().as('count')]).where('receivedOn', '<', today).groupBy('why').execute();
  return [
    ['our_turn_apart', 'gauge', 'Requests of support and wishes to hear back, up to yesterday.', one(Number(apart.count))],
    ['our_turn_parked', 'gauge', 'Records set aside for staff, up to yesterday.', parked.map(({ why, count }) => ({ labels: { why }, value: Number(count) }))],
  ];
};

/** Of answers alone. */
const ofNow = async ({ db }: Council): Promise<readonly Figure[]> => {
  const records = await db.selectFrom('records').select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const unjournaled = await db
    .selectFrom('unjournaled')
    .innerJoin('records', 'records.id', 'unjournaled.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const waiting = await db
    .selectFrom('clips')
    .select(({ fn }) => fn.sum<number | null>('bytes').as('bytes'))
    .where('receivedOn', 'is', null)
    .where('lane', '=', 'together')
    .executeTakeFirst();
  return [
    ['our_turn_records', 'gauge', 'Answers and withdrawals in the database.', one(Number(records.count))],
    ['our_turn_unjournaled', 'gauge', 'Answers in the database that the second place may not hold yet.', one(Number(unjournaled.count))],
    ['our_turn_clip_bytes_waiting', 'gauge', 'Bytes of recordings that answers name and that are not whole yet.', one(Number(waiting?.bytes ?? 0))],
  ];
};

const disk = async (council: Council): Promise<readonly Figure[]> => {
  const { bavail, bsize } = statfsSync(council.config.dataDir);
  return [
    ['our_turn_disk_free_bytes', 'gauge', 'Free on the disk of DATA_DIR, in steps of 64 MiB.', one(inSteps(bavail * bsize))],
    ['our_turn_strangers_bytes', 'gauge', 'Taken up by recordings and by what was set aside, in steps of 64 MiB.', one(inSteps(await strangersBytes(council)))],
    ['our_turn_strangers_limit_bytes', 'gauge', 'As much as those may take up.', one(Math.floor(strangersLimit(council)))],
  ];
};

export const metricsText = async (reception: Reception): Promise<string> => {
  const { council } = reception;
  const figures: readonly Figure[] = [
    ['our_turn_verdicts_total', 'counter', 'Verdicts on answers that this process gave.', counted(reception, 'verdict', 'verdict')],
    ['our_turn_problems_total', 'counter', 'Problems that this process answered with.', counted(reception, 'problem', 'code')],
    ['our_turn_alarms_total', 'counter', 'Alarms that this process raised.', counted(reception, 'alarm', 'what')],
    ...(await ofNow(council)),
    ...(await byDays(council)),
    ...(await disk(council)),
    ['our_turn_database_seconds', 'gauge', 'How long the database took for one small question.', one(await latency(council))],
    ['process_resident_memory_bytes', 'gauge', 'Memory of this process.', one(process.memoryUsage.rss())],
  ];
  return figures.map(inText).join('');
};

const LOOPBACK = /^(127\.|::1$)/;

const isSame = (shown: string, token: string): boolean => {
  const [one, other] = [Buffer.from(shown), Buffer.from(token)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
};

/**
 * Who may read it: where METRICS_TOKEN is set, whoever shows it; else a program on this very machine that comes by itself and
 * not through a proxy, which would let everyone in.
 */
export const mayReadMetrics = ({ council, peerOf }: Reception, request: Request, bindings: Bindings | undefined): boolean => {
  const { metricsToken } = council.config.front;
  if (metricsToken !== undefined) return isSame(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`);
  const { address, isForwarded } = peerOf(request, bindings);
  return !isForwarded && address !== undefined && LOOPBACK.test(address);
};
