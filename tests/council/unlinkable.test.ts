/** What people need can't be laid beside what they said: a matcher with every table, file and log line of a day does no better than chance. */
import { beforeAll, expect, test } from 'vitest';
import { aDay, type ADay } from '../kit/a-day.ts';
import { aFolderFor, theEnd } from '../kit/a-folder.ts';
import { mostByChance, tryWay, waysThrough, type Found } from '../kit/a-matcher.ts';
import { gather, type Evidence, type Row } from '../kit/evidence.ts';
import { someChance } from '../kit/somebody.ts';

const prove = process.env['PROVE'] === '1';
const SEED = Number(process.env['SEED'] ?? 0) || 0;
const PEOPLE = prove ? 300 : 120;
/** Days of chance among which one may look like more, over all ways together. */
const ONE_DAY_IN = 1_000;

let day: ADay;
let evidence: Evidence;
const whenOver = theEnd();
beforeAll(async () => {
  day = await aDay(aFolderFor(whenOver), SEED, PEOPLE);
  whenOver(() => day.council.close());
  evidence = await gather(day.council.db, [day.config.dataDir, day.config.journalDir], day.log);
}, 300_000);

const answersOf = (all: Evidence): readonly string[] => (all.tables.get('records') ?? []).filter((row) => row['kind'] === 'answers').map((row) => String(row['id']));
const tryAll = (all: Evidence): readonly Found[] => {
  const chance = someChance(SEED + 1);
  return waysThrough(all).map((way) => tryWay(way, answersOf(all), day.truth, chance));
};
const told = (found: readonly Found[]): string =>
  found.map(({ name, hits, of, meanRank }) => `  ${name.padEnd(44)} ${String(hits).padStart(4)} of ${of}, the right one at ${meanRank.toFixed(2)}`).join('\n');

const most = (found: readonly Found[]): number => mostByChance(day.truth.size, answersOf(evidence).length, ONE_DAY_IN * found.length);

/** As if somebody had kept a list of what came, with its time, in the order in which it came. */
const asItCame = (all: Evidence, withTime: boolean): Evidence => {
  const came = [...day.came.keys()];
  const rows = (all.tables.get('apart') ?? []).toSorted((one, other) => came.indexOf(one['id'] as never) - came.indexOf(other['id'] as never));
  return { ...all, files: [], tables: new Map([...all.tables, ['apart', rows.map((row): Row => (withTime ? { ...row, receivedAt: day.came.get(row['id'] as never) } : row))]]) };
};

const tryOne = (all: Evidence, name: string): Found => tryWay(waysThrough(all).find((way) => way.name === name)!, answersOf(all), day.truth, someChance(SEED + 2));

test('the matcher is worth something: with a list of what came and when it pairs most who came alone, and much by the order alone', () => {
  const withTimes = tryOne(asItCame(evidence, true), 'times in apart');
  expect(withTimes.hits / withTimes.of, told([withTimes])).toBeGreaterThan(0.5);
  const inOrder = tryOne(asItCame(evidence, false), 'order of rows, side by side');
  expect(inOrder.meanRank, told([inOrder])).toBeLessThan(0.3);
});

test('with everything that a council really keeps of a day it does no better than chance, by any way', () => {
  const found = tryAll(evidence);
  console.log(`${day.truth.size} requests beside ${answersOf(evidence).length} answers; by chance at most ${most(found)} are paired.\n${told(found)}`);
  expect(day.truth.size).toBeGreaterThan(PEOPLE / 4);
  for (const { name, hits } of found) expect(hits, name).toBeLessThanOrEqual(most(found));
});
