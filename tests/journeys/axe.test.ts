/** Axe looks at every screen, in every language and look: WCAG 2.2 AA, its own good advice, and contrast of 7:1 (AAA). */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright';
import { aFolderFor } from '../kit/a-folder.ts';
import { aLivedInCouncil, type ALivedInCouncil } from '../kit/a-lived-in-council.ts';
import { aBrowser, LOOKS, someWindows, waysFor, type SomeWindows } from '../kit/a-window.ts';
import { drawSome } from '../kit/drawn.ts';
import { EVERY_SCREEN } from '../kit/every-screen.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

drawSome(4);

let council: ALivedInCouncil;
let browser: Browser;
let windows: SomeWindows;
beforeAll(async () => {
  [council, browser] = await Promise.all([aLivedInCouncil(aFolderFor(afterAll)), aBrowser()]);
  // Axe puts itself into the page, which our pages refuse to everyone.
  windows = await someWindows(browser, { letsScriptsIn: true });
});
afterAll(async () => {
  await browser?.close();
  await council?.stop();
});

/** What is wrong, one line for whoever has to mend it. */
const violations = async (page: Page): Promise<readonly string[]> => {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    runOnly: { type: 'tag', values: TAGS },
    // What stands 7:1 stands 4.5:1.
    rules: { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false } },
    resultTypes: ['violations'],
  });
  return (await axe.analyze()).violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} (${failureSummary.replace(/\s+/g, ' ')})`));
};

test.concurrent.each(EVERY_SCREEN.map((screen, place) => ({ screen, name: screen.name, ways: waysFor(screen, place) })))('axe finds nothing: $name', ({ screen, ways }) =>
  windows.borrow(async (page) => {
    let reached = '';
    for (const { lang, look } of ways) {
      await page.emulateMedia(LOOKS[look]);
      if (lang !== reached) await screen.reach(page, council, lang);
      reached = lang;
      expect(await violations(page), `${lang}, ${look}`).toEqual([]);
    }
  }),
);
