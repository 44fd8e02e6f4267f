/** The welcome page on a slow phone: painted, with its links free to be tapped, as a ratio to a plain page of the same content. */
import { aSlowBrowser, LINKS } from '../kit/a-slow-browser.ts';
import { inPairs } from './pairs.ts';
import { onStage } from './stage.ts';
import { ratioRow, report, type Row } from './table.ts';
import { visitCold, type Seen } from './seen.ts';

const GOAL = 1.25;
/** The last of the links: when it stands, all do. */
const WATCHED = { press: '', until: 'main a[href="/en/-/help"]' };

await onStage(['/'], async ({ ours, floor, bytesOf }) => {
  const browser = await aSlowBrowser();
  const rows: Row[] = [];
  const details: Record<string, unknown> = {};
  for (const link of LINKS) {
    const seen: Record<string, Seen[]> = { [floor]: [], [ours]: [] };
    const visit = async (origin: string): Promise<number> => {
      const one = await visitCold(browser, link, `${origin}/`, WATCHED);
      seen[origin]?.push(one);
      return one.at;
    };
    const ratio = await inPairs(() => visit(floor), () => visit(ours));
    details[link.name] = { ...ratio, seen: { floor: seen[floor], ours: seen[ours] } };
    rows.push(ratioRow(`first screen, ${link.name}`, ratio, GOAL));
  }
  await browser.close();
  const notes = [`The page is ${await bytesOf(`${ours}/`)} bytes, the plain one ${await bytesOf(`${floor}/`)}.`];
  report({ name: 'first-screen', rows, notes, details });
});
