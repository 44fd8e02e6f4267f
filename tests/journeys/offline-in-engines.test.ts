/** The whole way without a network, and delivery when it is back, in the three engines that residents have: in `npm test` in one of them. */
import { expect, onTestFinished, test } from 'vitest';
import { aFolder } from '../kit/a-folder.ts';
import { startCouncil } from '../kit/a-council-process.ts';
import { PACK, WORDS } from '../kit/a-visit.ts';
import { ENGINES, findEngine, type AnEnginePage, type EngineName } from '../kit/engines.ts';

const prove = process.env['PROVE'] === '1';
const SEED = Number(process.env['SEED'] ?? 0) || 0;
const IN_LIFE_MS = 3 * 60_000;

/** All of them, installed where they are missing; or one of those that are here, by the seed, and the others are named. */
const drawn = async (): Promise<readonly EngineName[]> => {
  if (prove) return ENGINES;
  const found = await Promise.all(ENGINES.map(async (name) => ({ name, engine: await findEngine(name, { mayInstall: false }) })));
  for (const { name, engine } of found) if ('why' in engine) console.log(`\n!!! NOT TRIED IN ${name.toUpperCase()}: ${engine.why}\n`);
  const here = found.flatMap(({ name, engine }) => ('why' in engine ? [] : [name]));
  return here.length === 0 ? ['chromium'] : [here[SEED % here.length]!];
};

const until = async (page: AnEnginePage, what: string, body: string, timeout = 60_000): Promise<void> =>
  void (await expect.poll(() => page.ask<boolean>(body).catch(() => false), { timeout, interval: 100, message: what }).toBe(true));
const isThere = (selector: string): string => `return document.querySelector(${JSON.stringify(selector)}) !== null`;
const textOf = (page: AnEnginePage, selector: string): Promise<string> => page.ask(`return (document.querySelector(${JSON.stringify(selector)})?.textContent ?? '').trim()`);

const PLACE = `const { screen = '', question = '' } = document.querySelector('main')?.dataset ?? {}; return question === '' ? screen : screen + '/' + question;`;
const goTo = async (page: AnEnginePage, place: string): Promise<void> => {
  for (let stops = 0; stops < 40; stops += 1) {
    const here = await page.ask<string>(PLACE);
    if (here === place) return;
    await page.click('main form button[type=submit]');
    await until(page, `on from ${here}`, `return (() => { ${PLACE} })() !== ${JSON.stringify(here)}`);
  }
  throw new Error(`${place} was never reached`);
};
const choose = async (page: AnEnginePage, option: string): Promise<void> => {
  await page.click(`main label.option:has(input[value="${option}"])`);
  await until(page, `${option} is kept`, isThere('main [data-kept=yes]'));
};

const SAID = 'My sister can’t park. She is 81, and comes by bus.';
const ready = (page: AnEnginePage): Promise<void> => until(page, 'the app has taken over', isThere('#more details'));

/** What a person does from the promise to the code on the last screen. */
const answerAll = async (page: AnEnginePage): Promise<string> => {
  await goTo(page, 'question/good-outcome');
  await choose(page, 'family-visit');
  await choose(page, 'helpers-come');
  await goTo(page, 'question/impact');
  await page.type('main textarea[name=value]', SAID);
  await until(page, 'the words are kept', isThere('main [data-kept=yes]'));
  await goTo(page, 'question/what-next');
  await choose(page, 'cards-back');
  await goTo(page, 'review/review');
  await page.click('main form button[type=submit]');
  await until(page, 'it is handed in', isThere('main[data-screen=done]'));
  return textOf(page, '.code');
};

/** "My answers", opened, as long as it says this. */
const whenMine = async (page: AnEnginePage, address: string, state: 'device' | 'received'): Promise<void> => {
  await page.go(`${address}/en/-/my-answers`);
  await ready(page);
  await until(page, 'the answers are listed', isThere('main details > summary'));
  await page.click('main details > summary');
  await until(page, `it says ${state}`, isThere(`[data-delivery=${state}]`));
  expect(await textOf(page, `[data-delivery=${state}] .strong`)).toBe(WORDS.en.app[`mine.state.${state}`]);
};

const engines = await drawn();

test.for(engines)('%s: visited once, the council stopped, answered, put away and taken up; the council back has it once, and only then it says so', { timeout: IN_LIFE_MS }, async (name, { skip }) => {
  const engine = await findEngine(name, { mayInstall: prove });
  if ('why' in engine) {
    console.log(`\n!!! NOT TRIED IN ${name.toUpperCase()}: ${engine.why}\n`);
    return skip(engine.why);
  }
  const folder = aFolder();
  let council = await startCouncil(folder);
  onTestFinished(() => void council.stop());
  const { port } = council;
  const address = council.address.replace('127.0.0.1', 'localhost');
  const page = await engine.open(aFolder());
  onTestFinished(() => page.close());
  await page.go(`${address}/en/${PACK}`);
  await until(page, 'it works offline', `return navigator.serviceWorker.controller !== null && (await caches.has('our-turn-shelf'))`);

  await council.stop();
  await page.go(`${address}/en/${PACK}`);
  await ready(page);
  const code = await answerAll(page);
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
  expect(await textOf(page, '[data-delivery=device] .strong')).toBe(WORDS.en.app['done.device']);
  await page.reopen();
  await whenMine(page, address, 'device');
  expect(await page.ask('return document.body.textContent')).toContain(code);

  council = await startCouncil(folder, { port });
  await page.reopen();
  await whenMine(page, address, 'received');
  const lines = await council.answers();
  expect(lines).toHaveLength(1);
  expect(lines[0]?.answers).toEqual(
    expect.arrayContaining([
      { q: 'good-outcome', kind: 'choose-many', value: ['family-visit', 'helpers-come'] },
      { q: 'impact', kind: 'words', value: { text: SAID, lang: 'en' } },
      { q: 'what-next', kind: 'choose-one', value: 'cards-back' },
    ]),
  );
  // Opened once more, and asked after: still once.
  await whenMine(page, address, 'received');
  expect(await council.answers()).toHaveLength(1);
});
