/** A person at the keyboard alone: steps from stop to stop, and sees where the focus is, or doesn't. */
import type { Page } from 'playwright';

/** One place where the focus rests. `seen` is whether it shows, and nothing lies over it. */
export interface Stop {
  readonly kind: 'sides' | 'option' | 'field' | 'fold' | 'button' | 'link' | 'go' | 'listen' | 'back' | 'more' | 'header' | 'elsewhere';
  readonly name: string;
  readonly seen: boolean;
}

/** Inside the page: what has the focus, and whether a person could tell. */
const look = (): Stop => {
  const at: HTMLElement = (document.activeElement as HTMLElement | null) ?? document.body;
  // Asked through this, so that the compiler draws no conclusions about what else it can be.
  const is = (selector: string): boolean => at.matches(selector);
  const kindOf = (): Stop['kind'] => {
    if (is('body')) return 'elsewhere';
    if (at.closest('#header, body > header, .skip')) return 'header';
    if (at.closest('#more')) return 'more';
    if (is('.go')) return 'go';
    if (is('[data-listen]')) return 'listen';
    if (is('.back')) return 'back';
    if (is('.weigh summary')) return 'sides';
    if (is('summary')) return 'fold';
    if (is('[type=checkbox], [type=radio]')) return 'option';
    if (is('input, textarea, select')) return 'field';
    return is('a') ? 'link' : 'button';
  };
  const shown = at.closest<HTMLElement>('.option') ?? at;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  // What is higher than the window is looked at where it can be seen.
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const over = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
  const isOnTop = over !== null && (shown.contains(over) || over.contains(shown));
  const hasRing = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 3;
  const name = (at.getAttribute('value') ?? at.getAttribute('name') ?? at.textContent ?? '').trim().slice(0, 60);
  return { kind: kindOf(), name, seen: is('body') || (hasRing && isOnTop && bottom > top) };
};

export const stopHere = (page: Page): Promise<Stop> => page.evaluate(look);

/** More stops than any page has, however long its list. */
const MOST = 120;

/** Every stop from here to the end of the page, by Tab. */
export const stopsAhead = async (page: Page): Promise<readonly Stop[]> => {
  const stops: Stop[] = [];
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await stopHere(page);
    if (stop.kind === 'header' || stop.kind === 'elsewhere') return stops;
    stops.push(stop);
  }
  throw new Error(`the focus is trapped among ${stops.slice(-5).map(({ name }) => name).join(', ')}`);
};

/** Every stop of the whole page, from its top to where the browser's own begin. */
export const allStops = async (page: Page): Promise<readonly Stop[]> => {
  await page.evaluate(async () => {
    // A new screen's heading is given the focus in the frame after it: nobody steps on before that.
    for (const _ of [1, 2]) await new Promise((drawn) => requestAnimationFrame(drawn));
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: Stop[] = [];
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await stopHere(page);
    if (stop.kind === 'elsewhere') return stops;
    stops.push(stop);
  }
  throw new Error(`the focus is trapped among ${stops.slice(-5).map(({ name }) => name).join(', ')}`);
};

/** Presses a key until the focus is where it is wanted. */
export const tabTo = async (page: Page, isThere: (stop: Stop) => boolean, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const met: string[] = [];
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press(key);
    const stop = await stopHere(page);
    if (isThere(stop)) return;
    met.push(`${stop.kind} ${stop.name}`);
  }
  throw new Error(`never came there; met ${met.slice(0, 30).join(' | ')}`);
};

export const kindIs = (kind: Stop['kind'], name?: string) => (stop: Stop): boolean => stop.kind === kind && (name === undefined || stop.name === name);
