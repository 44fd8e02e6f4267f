/** Watches a page from inside, by its own clock: when something stands on it, painted, with the page free to answer a tap. */
import type { ASlowBrowser, ColdTab, Link } from '../kit/a-slow-browser.ts';

export interface Watched {
  /** Pressed as soon as it has been painted; nothing is pressed where this is empty. */
  readonly press: string;
  /** What must then stand on the page. */
  readonly until: string;
}

export interface Seen {
  /** From the start of the navigation, in milliseconds: when it was painted and the page was free again. */
  readonly at: number;
  readonly pressedAt: number;
  readonly firstPaint: number;
  /** When the worker that answers was asked, where there is one, and when its or the council's answer began and ended. */
  readonly workerStart: number;
  readonly responseStart: number;
  readonly responseEnd: number;
  /** The press came before the page knew what comes next, and had to wait for the app. */
  readonly hadToWait: boolean;
}

/** Runs in the page, before anything of its own. Frames, not round trips: a round trip costs more than what is measured. */
const watch = ({ press, until }: Watched): void => {
  if (window !== window.top || location.protocol === 'about:') return;
  let pressedAt = 0;
  let hadToWait = false;
  const standing = (selector: string): HTMLElement | undefined => {
    const found = document.querySelector<HTMLElement>(selector);
    return found?.checkVisibility() ? found : undefined;
  };
  /** Asked in a frame's own callback: comes when that frame has been laid out and painted, and the page is free again. */
  const whenPainted = (then: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  const tell = (): void => {
    const firstPaint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    // Told to the browser a little after it happened.
    if (firstPaint === undefined) return void setTimeout(tell, 5);
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const { workerStart = 0, responseStart = 0, responseEnd = 0 } = navigation ?? {};
    const seen: Seen = { at: Math.max(at, firstPaint), pressedAt, firstPaint, workerStart, responseStart, responseEnd, hadToWait };
    (window as unknown as { benchSaw: (said: string) => void }).benchSaw(JSON.stringify(seen));
  };
  let at = 0;
  const lookForIt = (): void => {
    if (document.querySelector('[aria-busy=true]')) hadToWait = true;
    if (!standing(until)) return void requestAnimationFrame(lookForIt);
    whenPainted(() => {
      at = performance.now();
      tell();
    });
  };
  const lookForButton = (): void => {
    const button = standing(press);
    if (!button) return void requestAnimationFrame(lookForButton);
    whenPainted(() => {
      pressedAt = performance.now();
      button.click();
      lookForIt();
    });
  };
  requestAnimationFrame(press === '' ? lookForIt : lookForButton);
};

/** One visit in this tab, which is then closed. */
export const visit = async (tab: ColdTab, address: string, watched: Watched): Promise<Seen> => {
  try {
    const saw = new Promise<Seen>((is) => tab.cdp.on('Runtime.bindingCalled', ({ name, payload }) => name === 'benchSaw' && is(JSON.parse(payload) as Seen)));
    await tab.cdp.send('Runtime.enable');
    await tab.cdp.send('Runtime.addBinding', { name: 'benchSaw' });
    await tab.page.addInitScript(watch, watched);
    await tab.page.goto(address, { waitUntil: 'commit' });
    return await saw;
  } finally {
    await tab.close();
  }
};

export const visitCold = async (browser: ASlowBrowser, link: Link, address: string, watched: Watched): Promise<Seen> =>
  visit(await browser.coldTab(link), address, watched);

/** From the navigation to the first question, by the one press that leads to it: in the app, and on the plain page. */
export const TO_QUESTION = {
  ours: { press: 'main[data-screen=promise] button[type=submit]', until: 'main[data-screen=support] input[name=value]' },
  floor: { press: '#promise a[href="#support"]', until: '#support input[name=value]' },
} as const satisfies Record<string, Watched>;
