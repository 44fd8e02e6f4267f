/**
 * What a phone must fetch, in bytes as the council sends them (brotli 11, bodies only), counted between the two:
 * the script before the first question can be answered, before an answer is kept, the first visit up to the first
 * question, and everything that makes the app work without a network.
 */
import { brotliCompressSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';
import { aCountedRoad, type ACountedRoad, type Passed } from '../kit/a-counted-road.ts';
import { aPhoneBrowser } from '../kit/a-phone-browser.ts';
import { aSlowBrowser, LINKS, type ASlowBrowser, type Link } from '../kit/a-slow-browser.ts';
import { draftsOn } from '../kit/a-visit.ts';
import { onStage, PACK_PATH, type Stage } from './stage.ts';
import { bytesRow, report } from './table.ts';
import { TO_QUESTION, visitCold } from './seen.ts';

const GOALS_KB = { firstQuestion: 12, firstKept: 45, firstVisit: 60, offline: 220 } as const;
const SUBMIT = 'main form button[type=submit]';
const ANSWER = 'main[data-screen=question] input[name=value]';
/** Nothing more is asked for after so long a silence. */
const SILENCE_MS = 2_000;
const VISITS = 3;

const sum = (passed: readonly Passed[]): number => passed.reduce((all, { bytes }) => all + bytes, 0);
const isScript = ({ path }: Passed): boolean => path.endsWith('.js') && path !== '/worker.js';

const whenSilent = async (road: ACountedRoad): Promise<void> => {
  for (let known = -1; known !== road.passed().length; ) {
    known = road.passed().length;
    await new Promise((go) => setTimeout(go, SILENCE_MS));
  }
};

/** A page that is on its way to the first question of the pack itself, with some scripts that never come. */
const withoutScripts = async (road: ACountedRoad, missing: RegExp, work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> => {
  const phone = await aPhoneBrowser('');
  try {
    await phone.context.route(missing, (route) => route.abort());
    const page = await phone.tab();
    await page.goto(road.address + PACK_PATH);
    await work(page, phone.context);
  } finally {
    await phone.close();
  }
};

/** With every script file refused, the first two questions are there and take an answer. Gives the inline script's bytes. */
const scriptBeforeFirstQuestion = async (road: ACountedRoad): Promise<number> => {
  let inline = '';
  await withoutScripts(road, /\.js$/, async (page) => {
    await page.click(SUBMIT);
    await page.check('main[data-screen=support] input[name=value] >> nth=0');
    await page.click(SUBMIT);
    await page.check(`${ANSWER} >> nth=0`);
    inline = await page.evaluate(() => [...document.scripts].map((script) => script.text).join(''));
  });
  if (road.passed().some(isScript)) throw new Error('a script was fetched though all were refused');
  return brotliCompressSync(inline).byteLength;
};

const answerFirst = async (page: Page): Promise<void> => {
  await page.click(SUBMIT);
  await page.waitForSelector('main[data-screen=support]');
  await page.click(SUBMIT);
  await page.check(`${ANSWER} >> nth=0`);
};

/** The app itself never comes: an answer is kept without it. */
const scriptBeforeKept = async (road: ACountedRoad): Promise<readonly Passed[]> => {
  await withoutScripts(road, /start-app/, async (page) => {
    await answerFirst(page);
    while (!(await draftsOn(page).catch(() => [])).some(({ answers }) => answers.length > 0)) await page.waitForTimeout(50);
  });
  return road.passed().filter(isScript);
};

/** Until the line under the answer says that it is kept. No worker, for it would fetch the same files and more. */
const scriptBeforeSaidKept = async (road: ACountedRoad): Promise<readonly Passed[]> => {
  await withoutScripts(road, /worker\.js$/, async (page) => {
    await answerFirst(page);
    await page.waitForSelector('main [data-kept=yes]');
  });
  return road.passed().filter(isScript);
};

/** All that a phone fetches by itself on its first visit, until it would work without a network. */
const everything = async (road: ACountedRoad): Promise<readonly Passed[]> => {
  const phone = await aPhoneBrowser('');
  const page = await phone.tab();
  await page.goto(road.address + PACK_PATH);
  while (!(await page.evaluate(async () => navigator.serviceWorker.controller !== null && (await caches.has('our-turn-shelf'))))) await page.waitForTimeout(100);
  await whenSilent(road);
  await phone.close();
  return road.passed();
};

/** What had been asked for by the time the first question stood. */
const askedBeforeQuestion = async (browser: ASlowBrowser, link: Link, road: ACountedRoad): Promise<readonly string[]> => {
  await visitCold(browser, link, road.address + PACK_PATH, TO_QUESTION.ours);
  return road.passed().map(({ path }) => path);
};

const onRoad = async <T>(council: string, work: (road: ACountedRoad) => Promise<T>): Promise<T> => {
  const road = await aCountedRoad(council);
  try {
    return await work(road);
  } finally {
    await road.close();
  }
};

/** In the worst of some visits on each link; a file counts whole, though half of it was still on its way. */
const firstVisits = async (council: string, sizes: ReadonlyMap<string, number>): Promise<readonly { link: Link; paths: readonly string[]; bytes: number }[]> => {
  const browser = await aSlowBrowser();
  const worst = [];
  for (const link of LINKS) {
    const visits = [];
    for (let visit = 0; visit < VISITS; visit += 1) {
      const paths = await onRoad(council, (road) => askedBeforeQuestion(browser, link, road));
      visits.push({ link, paths, bytes: paths.reduce((all, path) => all + (sizes.get(path) ?? 0), 0) });
    }
    worst.push(visits.reduce((one, other) => (other.bytes > one.bytes ? other : one)));
  }
  await browser.close();
  return worst;
};

const isOptional = ({ path }: Passed): boolean => /\/(fonts|audio)\/|\.mp3$/.test(path);
const listed = (passed: readonly Passed[]): readonly string[] => passed.map(({ path, bytes, encoding }) => `${bytes} ${path}${encoding === 'br' ? '' : ' (as it is)'}`);

const measure = async ({ ours, floor, bytesOf }: Stage): Promise<void> => {
  const plain = await bytesOf(floor + PACK_PATH);
  const inline = await onRoad(ours, scriptBeforeFirstQuestion);
  const kept = await onRoad(ours, scriptBeforeKept);
  const saidKept = await onRoad(ours, scriptBeforeSaidKept);
  const all = (await onRoad(ours, everything)).filter((one) => !isOptional(one));
  const beforeWorker = all.slice(0, all.findIndex(({ path }) => path === '/worker.js'));
  const visits = await firstVisits(ours, new Map(all.map(({ path, bytes }) => [path, bytes])));
  report({
    name: 'bytes',
    rows: [
      bytesRow('script before the first question can be answered', 0, inline, GOALS_KB.firstQuestion),
      bytesRow('script before the first answer is kept', 0, inline + sum(kept), GOALS_KB.firstKept),
      bytesRow('script before the page says that it is kept', 0, inline + sum(saidKept), GOALS_KB.firstKept),
      ...visits.map(({ link, bytes }) => bytesRow(`first visit up to the first question, ${link.name}`, plain, bytes, GOALS_KB.firstVisit)),
      bytesRow('first visit, question after all else has come', plain, sum(beforeWorker), GOALS_KB.firstVisit),
      bytesRow('everything that makes it work offline', plain, sum(all), GOALS_KB.offline),
    ],
    notes: [
      'All script files were refused, and the first two questions took an answer: only the script inside the page is needed.',
      'Kept: the answer was read back from the database on the disk, with start-app refused.',
    ],
    details: { kept: listed(kept), saidKept: listed(saidKept), visits, all: listed(all) },
  });
};

await onStage([PACK_PATH], measure);
