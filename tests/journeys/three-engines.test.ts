/** In the three engines that residents have: a voice that was kept is heard with the council stopped. Only in `npm run prove`. */
import { expect, onTestFinished, test } from 'vitest';
import { aFolder } from '../kit/a-folder.ts';
import { startCouncil } from '../kit/a-council-process.ts';
import { PACK, WORDS } from '../kit/a-visit.ts';
import { ENGINES, findEngine, type AnEnginePage } from '../kit/engines.ts';

const prove = process.env['PROVE'] === '1';
const IN_LIFE_MS = 5 * 60_000;

const until = async (page: AnEnginePage, what: string, body: string, timeout = 120_000): Promise<void> =>
  void (await expect.poll(() => page.ask<boolean>(body).catch(() => false), { timeout, interval: 250, message: what }).toBe(true));
const isThere = (selector: string): string => `return document.querySelector(${JSON.stringify(selector)}) !== null`;
const isSaid = (words: string): string => `return (document.querySelector('main')?.textContent ?? '').includes(${JSON.stringify(words)})`;

/** What bore the ring, one after the other: it moves on only when a clip has been played to its end. */
const WATCH_RING = `
  window.spoken = [];
  new MutationObserver((all) => {
    for (const { target } of all) if (target.hasAttribute('data-spoken')) window.spoken.push(target.textContent.trim());
  }).observe(document.querySelector('main'), { subtree: true, attributes: true, attributeFilter: ['data-spoken'] });
`;

test.skipIf(!prove).for(ENGINES)('%s plays a kept voice with the council stopped', { timeout: IN_LIFE_MS }, async (name, { skip }) => {
  const engine = await findEngine(name);
  if ('why' in engine) {
    console.log(`\n!!! NOT TRIED IN ${name.toUpperCase()}: ${engine.why}\n`);
    return skip(engine.why);
  }
  const council = await startCouncil(aFolder());
  onTestFinished(() => void council.stop());
  const address = council.address.replace('127.0.0.1', 'localhost');
  const page = await engine.open();
  onTestFinished(() => page.close());
  await page.go(`${address}/en/${PACK}`);
  await until(page, 'the worker is in charge', `return navigator.serviceWorker.controller !== null && (await caches.has('our-turn-shelf'))`);
  await page.go(`${address}/en/-/preferences`);
  await until(page, 'the voice is offered', isSaid(WORDS.en.app['listen.keep']!));
  await page.ask(`for (const each of document.querySelectorAll('main button')) if (each.textContent === ${JSON.stringify(WORDS.en.app['listen.keep'])}) each.click()`);
  await until(page, 'the voice is kept', isSaid(WORDS.en.app['listen.keep.done']!));

  await council.stop();
  await page.go(`${address}/en/${PACK}`);
  await until(page, 'the speaker sign shows', isThere('.dock [data-listen]'));
  await page.ask(WATCH_RING);
  await page.click('.dock [data-listen]');
  await until(page, 'three things are heard', 'return new Set(window.spoken).size >= 3');
});
