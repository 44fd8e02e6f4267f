/** Two buttons and a black screen: all that this person has is what is heard after each press. */
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { whenReady } from './a-visit.ts';
import { forgetHeard, hear, heardOn, isOf, whenSaidOrSilent, type Heard } from './an-ear.ts';

/** What the two buttons send: a switch box's keys, a keypad's, or a thumb on either half of the screen's foot. */
export type Buttons = 'space and enter' | 'one and two' | 'halves';

export interface ASwitch {
  /** Presses the first button until this is heard first; gives what was heard on the way. */
  readonly findIt: (clip: string, voice?: string) => Promise<readonly string[]>;
  /** Presses the second button, and waits until this is heard. */
  readonly choose: (then: string) => Promise<Heard>;
  /** One press of the first button; the first thing that is heard of the stop, undefined for one that is silent. */
  readonly next: () => Promise<Heard | undefined>;
}

/** More stops than any round has, and more rounds than any screen. */
const MOST = 40;

const pressing = (page: Page, buttons: Buttons): ((which: 'next' | 'choose') => Promise<void>) => {
  const keys = buttons === 'one and two' ? { next: '1', choose: '2' } : { next: 'Space', choose: 'Enter' };
  if (buttons !== 'halves') return (which) => page.keyboard.press(keys[which]);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  // Left and right at the foot of the screen; nobody has to aim.
  return (which) => page.mouse.click(width * (which === 'next' ? 0.25 : 0.75), height - 40);
};

/** From here on nothing is seen. Everything is there and takes the focus, as behind a screen that is off. */
export const blacken = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.documentElement.style.opacity = '0';
    document.documentElement.style.background = '#000';
  });

export const aSwitch = (page: Page, buttons: Buttons): ASwitch => {
  const press = pressing(page, buttons);
  const next: ASwitch['next'] = async () => {
    await forgetHeard(page);
    await press('next');
    await whenSaidOrSilent(page);
    // A computer is called one before it first speaks.
    return (await heardOn(page)).find(({ clip }) => clip !== 'listen.computer');
  };
  return {
    next,
    findIt: async (clip, voice) => {
      const met: string[] = [];
      while (met.length < MOST) {
        const heard = await next();
        met.push(heard?.clip ?? '(nothing)');
        if (heard !== undefined && isOf(heard, clip) && (voice === undefined || heard.voice === voice)) return met;
      }
      throw new Error(`"${clip}" was never come to; heard ${met.join(', ')}`);
    },
    choose: async (then) => {
      await forgetHeard(page);
      await press('choose');
      return hear(page, then);
    },
  };
};

/** The preference, set by someone who sees, before the screen goes black. */
export const useTwoButtons = async (page: Page, address: string): Promise<void> => {
  await page.goto(`${address}/en/-/preferences`);
  await whenReady(page);
  await page.check('main input[name=buttons][value=two]');
  await page.waitForSelector('#halves');
  await expect.poll(() => page.textContent('main .toast')).not.toBe(null);
};
