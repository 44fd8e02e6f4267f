/**
 * The worst tap of a whole conversation on a slow phone, from the touch until the page shows what it did (what INP is
 * made of), as a ratio to the same taps on plain HTML.
 */
import { aSlowBrowser, LINKS, type Link } from '../kit/a-slow-browser.ts';
import { inPairs } from './pairs.ts';
import { onStage, PACK_PATH } from './stage.ts';
import { ratioRow, report } from './table.ts';
import { countTaps, tappingOn, type Tap, type Tapping } from './taps.ts';

const GOAL = 1.5;
/** What the browser tells nothing of was shorter than this. */
const SHORTEST_MS = 16;
const worst = (taps: readonly Tap[]): Tap => taps.reduce((one, other) => (other.ms > one.ms ? other : one), { what: 'none', ms: SHORTEST_MS });

const SHOWS = 'main form';
const LAST = 'what-next';

/** An answer and "Go on", until the last question: promise, support, and questions of every kind. */
const answer = async ({ ask, until, tap, type }: Tapping): Promise<void> => {
  await until(`document.querySelector('#more details')`);
  for (let at = ''; at !== LAST; ) {
    at = await ask<string>('document.querySelector("main").dataset.question');
    const choices = await ask<number>(`document.querySelectorAll('${SHOWS} input[name=value]').length`);
    if (choices > 0) await tap(`${SHOWS} label:has(input[name=value])`);
    else if (await ask<boolean>(`document.querySelector('${SHOWS} textarea[name=value]') !== null`)) {
      await tap(`${SHOWS} textarea[name=value]`);
      await type('a');
    }
    await tap(`${SHOWS} button[type=submit]`);
    await until(`document.querySelector('main').dataset.question !== '${at}'`);
  }
};

/** As many of each kind. The link onward takes the place of the button, and the last one leads to the beginning. */
const answerPlain = async ({ ask, until, tap, type }: Tapping): Promise<void> => {
  await until(`document.querySelector('#question')`);
  for (const stop of ['promise', 'support', 'question', 'promise', 'support', 'question']) {
    await ask<void>(`void (location.hash = '${stop}')`);
    if (stop !== 'promise') await tap(`#${stop} label:has(input[name=value])`);
    if (stop === 'support') {
      await tap('#support textarea');
      await type('a');
    }
    await tap(`#${stop} a[href^="#"]`);
  }
};

await onStage([PACK_PATH], async ({ ours, floor }) => {
  const browser = await aSlowBrowser();
  const worstTaps: Record<string, Tap[]> = { ours: [], floor: [] };
  const through = (name: 'ours' | 'floor', address: string, steps: (tapping: Tapping) => Promise<void>) => async (): Promise<number> => {
    const { page, cdp, close } = await browser.coldTab(LINKS[0] as Link);
    await page.addInitScript(countTaps);
    await page.goto(address);
    const tapping = tappingOn(cdp);
    await steps(tapping);
    const its = worst(await tapping.taps());
    worstTaps[name]?.push(its);
    await close();
    return its.ms;
  };
  const ratio = await inPairs(through('floor', floor + PACK_PATH, answerPlain), through('ours', ours + PACK_PATH, answer));
  await browser.close();
  const which = [...new Set(worstTaps['ours']?.map(({ what }) => what))].join(', ');
  report({
    name: 'taps',
    rows: [ratioRow('worst tap, CPU 6 times slower', ratio, GOAL)],
    notes: [`Ours was worst at: ${which}. The browser's clock for this goes in steps of 8 ms.`],
    details: { ...ratio, worstTaps },
  });
});
