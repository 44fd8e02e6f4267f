/** A five-minute recording: its bytes, and the memory it takes to keep and to lock, which must not grow with its length. */
import { chromium } from 'playwright';
import { chromiumArgs } from '../../src/tools/browser.mjs';
import { fetchPack } from '../kit/a-sender.ts';
import { aRecordingPage, bundleStores, memoryOf, recordIn, type Recorded } from './recording-page.ts';
import { onStage } from './stage.ts';
import { bytesRow, report, type Row } from './table.ts';

const MINUTE = 60;
const ROUNDS = 5;
/** Five minutes may take so much more than one as the bookkeeping of their pieces' names does. */
const GOAL = 1.1;
const MB = 1_000_000;

type When = 'recorded' | 'sealing';
interface Taken {
  readonly memory: Readonly<Record<When, number>>;
  readonly bytes: Recorded;
}

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

await onStage([], async ({ ours }) => {
  const { ring } = await fetchPack(ours);
  const code = await bundleStores();
  const browser = await chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: [...chromiumArgs] });
  const take = async (seconds: number): Promise<Taken> => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const memory: Record<string, number> = {};
    await aRecordingPage(page, ours, code, async (when) => {
      memory[when] = await memoryOf(cdp);
    });
    const bytes = await recordIn(page, seconds, ring, 'a');
    await context.close();
    return { memory: memory as Record<When, number>, bytes };
  };
  const one: Taken[] = [];
  const five: Taken[] = [];
  // By turns, so that what else the machine does touches both alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    one.push(await take(MINUTE));
    five.push(await take(5 * MINUTE));
  }
  await browser.close();
  const rowOf = (what: string, when: When): Row => {
    const [short, long] = [one, five].map((all) => median(all.map(({ memory }) => memory[when]))) as [number, number];
    const ratios = one.map(({ memory }, round) => (five[round]?.memory[when] ?? 0) / memory[when]);
    const ratio = median(ratios);
    return {
      what,
      floor: `${(short / MB).toFixed(2)} MB`,
      ours: `${(long / MB).toFixed(2)} MB`,
      ratio: `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
      quickest: '-',
      goal: `at most ${GOAL}`,
      verdict: ratio <= GOAL ? 'met' : `missed by ${(ratio - GOAL).toFixed(2)}`,
    };
  };
  const bytes = five[0]?.bytes ?? { spoken: 0, sealed: 0 };
  report({
    name: 'recording',
    rows: [
      rowOf('memory at the last second, 5 minutes over 1', 'recorded'),
      rowOf('memory at the last piece locked, 5 minutes over 1', 'sealing'),
      bytesRow('five minutes as they are sent, over what the recorder wrote', bytes.spoken, bytes.sealed, 1_000),
    ],
    notes: ['Fed as fast as the store takes it: 3,000 bytes a second of speech, as a recorder at 24,000 bit/s writes. Memory is heap and buffers after garbage collection.'],
    details: { one, five },
  });
});
