/** Real taps on a page, and how long after each the page showed what it did: the browser's own event timing. */
import type { CDPSession } from 'playwright';

const LOOK_AGAIN_MS = 30;
const PATIENCE_MS = 30_000;
/** Longer than any tap took: its timing has been told by then, and the next one finds a quiet page. */
const REST_MS = 100;
const rest = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));

/** Runs in the page before anything of its own. The browser counts in steps of 8 ms, and tells of nothing under 16. */
export const countTaps = (): void => {
  const taps: { readonly what: string; readonly ms: number }[] = [];
  (window as unknown as { benchTaps: typeof taps }).benchTaps = taps;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEventTiming & { readonly interactionId: number })[]) {
      if (entry.interactionId > 0) taps.push({ what: `${entry.name} ${document.querySelector('main')?.dataset['question'] ?? ''}`.trim(), ms: entry.duration });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
};

export interface Tap {
  readonly what: string;
  readonly ms: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Tapping {
  /** Of the page. Not by Playwright's own evaluation, which would put its tools into the page. */
  readonly ask: <T>(expression: string) => Promise<T>;
  readonly until: (expression: string) => Promise<void>;
  /** A finger on this element, wherever it is. */
  readonly tap: (selector: string, at?: number) => Promise<void>;
  /** One letter. */
  readonly type: (letter: string) => Promise<void>;
  readonly taps: () => Promise<readonly Tap[]>;
}

export const tappingOn = (cdp: CDPSession): Tapping => {
  const ask = async <T>(expression: string): Promise<T> => (await cdp.send('Runtime.evaluate', { expression, returnByValue: true })).result.value as T;
  const until = async (expression: string): Promise<void> => {
    for (const from = Date.now(); !(await ask<boolean>(`Boolean(${expression})`)); await rest(LOOK_AGAIN_MS)) {
      if (Date.now() - from > PATIENCE_MS) throw new Error(`the page never came to this: ${expression}`);
    }
  };
  return {
    ask,
    until,
    tap: async (selector, at = 0) => {
      const place = `(() => {
        const found = document.querySelectorAll(${JSON.stringify(selector)})[${at}];
        found.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = found.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      })()`;
      let point = await ask<Point>(place);
      // Where it has come to rest: a finger follows what moves, and so must this.
      for (let before: Point = { x: -1, y: -1 }; before.x !== point.x || before.y !== point.y; ) {
        before = point;
        await rest(LOOK_AGAIN_MS);
        point = await ask<Point>(place);
      }
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      await rest(REST_MS);
    },
    type: async (letter) => {
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: letter, key: letter, code: `Key${letter.toUpperCase()}` });
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: letter, code: `Key${letter.toUpperCase()}` });
      await rest(REST_MS);
    },
    taps: () => ask<readonly Tap[]>('benchTaps'),
  };
};
