/**
 * A link to a conversation on a slow phone: from the navigation until the first question, which is `support`, can be
 * answered. The promise stands first, so somebody must press "Begin": here it is pressed the moment it is painted,
 * on the plain page as well, where it is a link to the next section.
 */
import { aSlowBrowser, LINKS } from '../kit/a-slow-browser.ts';
import { inPairs } from './pairs.ts';
import { onStage, PACK_PATH } from './stage.ts';
import { ratioRow, report, type Row } from './table.ts';
import { TO_QUESTION, visitCold, type Seen } from './seen.ts';

const GOAL = 1.6;

await onStage([PACK_PATH], async ({ ours, floor, bytesOf }) => {
  const browser = await aSlowBrowser();
  const rows: Row[] = [];
  const details: Record<string, unknown> = {};
  const notes = [`The page is ${await bytesOf(ours + PACK_PATH)} bytes, the plain one ${await bytesOf(floor + PACK_PATH)}.`];
  for (const link of LINKS) {
    const seen: Seen[] = [];
    const visitOurs = async (): Promise<number> => {
      const one = await visitCold(browser, link, ours + PACK_PATH, TO_QUESTION.ours);
      seen.push(one);
      return one.at;
    };
    const ratio = await inPairs(async () => (await visitCold(browser, link, floor + PACK_PATH, TO_QUESTION.floor)).at, visitOurs);
    details[link.name] = { ...ratio, seen };
    rows.push(ratioRow(`first question, ${link.name}`, ratio, GOAL));
    const waited = seen.filter(({ hadToWait }) => hadToWait).length;
    if (waited > 0) notes.push(`${link.name}: in ${waited} of ${seen.length} visits the press came before the next stop had, and waited for the app.`);
  }
  await browser.close();
  report({ name: 'first-question', rows, notes, details });
});
