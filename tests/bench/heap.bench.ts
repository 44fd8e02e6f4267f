/** What the page's script holds in memory once the app stands, its garbage collected, beside a plain page of the same content. */
import { aSlowBrowser, LINKS, type Link } from '../kit/a-slow-browser.ts';
import { inPairs } from './pairs.ts';
import { onStage, PACK_PATH } from './stage.ts';
import { ratioRow, report, type Row } from './table.ts';

const GOAL_MB = 2.5;
const MB = 1_000_000;
/** Late work of the app: the worker registered, replies asked for. */
const REST_MS = 500;
const LOOK_AGAIN_MS = 50;
const rest = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));

await onStage([PACK_PATH], async ({ ours, floor }) => {
  const browser = await aSlowBrowser();
  const heapAfter = async (address: string, ready: string): Promise<number> => {
    const { page, cdp, close } = await browser.coldTab(LINKS[0] as Link, 1);
    await page.goto(address);
    // Not Playwright's own waiting: it would put half a megabyte of its own into the page.
    const isReady = async (): Promise<boolean> => (await cdp.send('Runtime.evaluate', { expression: `document.querySelector('${ready}') !== null` })).result.value === true;
    while (!(await isReady())) await rest(LOOK_AGAIN_MS);
    await rest(REST_MS);
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    await close();
    return usedSize / MB;
  };
  const ratio = await inPairs(() => heapAfter(floor + PACK_PATH, '#promise'), () => heapAfter(ours + PACK_PATH, '#more details'));
  await browser.close();
  const row: Row = ratioRow('heap of a conversation, app ready', ratio, undefined, 'MB');
  const over = ratio.ours.median - GOAL_MB;
  report({
    name: 'heap',
    rows: [{ ...row, goal: `at most ${GOAL_MB} MB`, verdict: over <= 0 ? 'met' : `missed by ${over.toFixed(2)} MB` }],
    details: ratio,
  });
});
