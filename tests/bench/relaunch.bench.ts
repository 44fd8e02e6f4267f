/**
 * Without a network: the app taken up again from what the phone keeps, up to the first question, as a ratio to a plain
 * page that a worker of four lines keeps. Both workers are stopped before each visit, as a phone has long done.
 */
import { join } from 'node:path';
import { aPhoneBrowser, type APhoneBrowser } from '../kit/a-phone-browser.ts';
import { holdProcessor, type ColdTab } from '../kit/a-slow-browser.ts';
import { inPairs } from './pairs.ts';
import { TO_QUESTION, visit, type Seen } from './seen.ts';
import { onStage, PACK_PATH, type Stage } from './stage.ts';
import { ratioRow, report } from './table.ts';

const GOAL = 1.25;

/** The least that can answer without a network. */
const PLAIN_WORKER = `
addEventListener('install', (event) => event.waitUntil(caches.open('plain').then((cache) => cache.add('${PACK_PATH}'))));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request))));
`;

const aTab = async (phone: APhoneBrowser): Promise<ColdTab> => {
  const page = await phone.tab();
  const cdp = await phone.context.newCDPSession(page);
  await holdProcessor(cdp);
  return { page, cdp, close: () => page.close() };
};

/** The first visit, which keeps everything. */
const keepAll = async (phone: APhoneBrowser, { ours, floor }: Stage): Promise<void> => {
  const page = await phone.tab();
  await page.goto(floor + PACK_PATH);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
  });
  await page.goto(ours + PACK_PATH);
  while (!(await page.evaluate(async () => navigator.serviceWorker.controller !== null && (await caches.has('our-turn-shelf'))))) await page.waitForTimeout(100);
  await page.close();
};

const measure = async (stage: Stage): Promise<void> => {
  const phone = await aPhoneBrowser(join(stage.folder, 'phone'));
  await keepAll(phone, stage);
  // Stays open, so that the browser does, and stops the workers of both.
  const lookout = await phone.context.newCDPSession(await phone.tab());
  await lookout.send('ServiceWorker.enable');
  await phone.offline(true);
  const seen = { floor: [] as Seen[], ours: [] as Seen[] };
  const open = (side: 'floor' | 'ours') => async (): Promise<number> => {
    await lookout.send('ServiceWorker.stopAllWorkers');
    const one = await visit(await aTab(phone), stage[side] + PACK_PATH, TO_QUESTION[side]);
    seen[side].push(one);
    return one.at;
  };
  const ratio = await inPairs(open('floor'), open('ours'));
  await phone.close();
  report({
    name: 'relaunch',
    rows: [ratioRow('offline, up to the first question', ratio, GOAL)],
    notes: ['Without a network for pages and workers alike. The page is held back 6 times, the worker is not: the browser offers no way to.'],
    details: { ...ratio, seen },
  });
};

await onStage([PACK_PATH], measure, { '/worker.js': { type: 'text/javascript; charset=utf-8', text: PLAIN_WORKER } });
