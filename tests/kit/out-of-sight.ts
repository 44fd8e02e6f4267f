/** A page that goes out of sight and comes back, as when a call comes in: a headless browser's pages are always in sight. */
import type { Page } from 'playwright';

export const outOfSight = (page: Page, is: boolean): Promise<void> =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange'));
  }, is);
