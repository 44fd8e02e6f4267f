/** Measures a page: what runs off the side, what is cut off, what is too small to hit, what lies over what. */
import type { Page } from 'playwright';

/** One line for each fault, with what is at fault; an empty list is what everything wants. */
export type Faults = readonly string[];

/** A finger's width (LOOK.md), and for a link in the middle of a sentence what WCAG 2.5.8 asks. */
const TARGET_PX = 48;
const INLINE_PX = 24;

/** Inside the page. Half a pixel is what rounding may take. */
const measure = ({ target, inline }: { readonly target: number; readonly inline: number }): Faults => {
  const faults: string[] = [];
  const SLACK = 0.5;
  const named = (at: Element): string => `${at.outerHTML.replace(/\s+/g, ' ').slice(0, 110)}`;
  const isHidden = (at: Element): boolean => at.closest('.visually-hidden, .unseen, .skip, thead, noscript, template') !== null || !at.checkVisibility({ checkVisibilityCSS: true });
  const isShown = (at: Element): boolean => !isHidden(at) && at.getBoundingClientRect().width > 1;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);

  for (const at of document.querySelectorAll<HTMLElement>('body *')) {
    if (at instanceof SVGElement || at.closest('svg') || !isShown(at)) continue;
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    // The name of the house is for the ear alone where there is no room for it.
    if (style.clipPath.startsWith('inset')) continue;
    if (box.left < -SLACK || box.right > root.clientWidth + SLACK) faults.push(`runs off the side (${Math.round(box.left)} to ${Math.round(box.right)}): ${named(at)}`);
    if (at.clientWidth > 0 && at.scrollWidth > at.clientWidth + 1) faults.push(`${at.scrollWidth} px in ${at.clientWidth}: ${named(at)}`);
    // Words that hang out of their own frame: a line's tall letters may stand over by a little.
    const isFramed = style.display !== 'inline' && (style.borderTopWidth !== '0px' || at.matches('a, button, label, summary'));
    if (isFramed && style.overflowY === 'visible' && at.scrollHeight > at.clientHeight + 4) faults.push(`${at.scrollHeight} px in a height of ${at.clientHeight}: ${named(at)}`);
    const isCut = style.overflowY === 'hidden' || style.overflowY === 'clip' || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    if (isCut && (at.scrollHeight > at.clientHeight + 1 || style.textOverflow === 'ellipsis')) faults.push(`cut off: ${named(at)}`);
  }

  for (const at of document.querySelectorAll<HTMLElement>('a[href], button, summary, select, textarea, input')) {
    if (!isShown(at)) continue;
    const hit = at.closest('label') ?? at;
    const box = hit.getBoundingClientRect();
    const isInline = getComputedStyle(at).display === 'inline';
    const least = isInline ? inline : target;
    // An inline link on two lines is as high as both; its first line is what is measured.
    const height = isInline ? (hit.getClientRects()[0]?.height ?? 0) : box.height;
    if (height < least - SLACK || box.width < least - SLACK) faults.push(`${Math.round(box.width)} × ${Math.round(height)} px to hit: ${named(at)}`);
  }
  return faults;
};

export const faultsOf = (page: Page): Promise<Faults> => page.evaluate(measure, { target: TARGET_PX, inline: INLINE_PX });

/** Inside the page: whether the dock covers anything, and whether its buttons are to be seen once the page is at its end. */
const measureDock = async (): Promise<Faults> => {
  const dock = document.querySelector('.dock');
  const stop = document.querySelector('.stop');
  // While someone is being recorded there is nothing in it to press.
  if (dock === null || stop === null || dock.hasAttribute('inert')) return [];
  const faults: string[] = [];
  const over = dock.getBoundingClientRect().top - stop.getBoundingClientRect().bottom;
  if (over < -0.5) faults.push(`the dock lies ${-over} px over the words`);
  document.documentElement.scrollTo(0, document.documentElement.scrollHeight);
  for (const button of dock.children) {
    const box = button.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (at === null || !button.contains(at) || box.bottom > innerHeight + 0.5) faults.push(`not to be seen in the dock: ${button.textContent}`);
  }
  document.documentElement.scrollTo(0, 0);
  return faults;
};
export const faultsOfDock = (page: Page): Promise<Faults> => page.evaluate(measureDock);
