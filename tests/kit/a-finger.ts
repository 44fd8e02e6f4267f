/** A finger that can't read: it touches what bears a picture, what bore the ring, or a place that is always the same. */
import type { Page } from 'playwright';
import type { Heard } from './an-ear.ts';

/** Inside the page: the middle of what bears this picture, brought into sight as a thumb would. */
const placeOfPicture = (picture: string): { x: number; y: number } | undefined => {
  const drawn = Array.from(document.querySelectorAll('main svg')).find((each) => `${each.getAttribute('class')} ${each.innerHTML}` === picture);
  drawn?.scrollIntoView({ block: 'center' });
  const box = drawn?.getBoundingClientRect();
  return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
};

/** Touches what was marked while this was heard: by its picture where it has one, else where the ring was. */
export const touch = async (page: Page, heard: Heard): Promise<void> => {
  const at = heard.picture === undefined ? heard.at : await page.evaluate(placeOfPicture, heard.picture);
  if (at === undefined) throw new Error(`nothing was marked while "${heard.clip}" was heard`);
  await page.mouse.click(at.x, at.y);
};

/** The ear: the first thing on the first screen that is no word. */
export const touchEar = async (page: Page): Promise<void> => {
  const drawn = page.locator('main svg.shape.plum');
  await drawn.waitFor();
  const ear = await drawn.boundingBox();
  if (ear === null) throw new Error('there is no ear on the screen');
  await page.mouse.click(ear.x + ear.width / 2, ear.y + ear.height / 2);
};

const FROM_EDGE = 36;
/** Bottom right is always the way on. */
export const touchWayOn = async (page: Page): Promise<void> => {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.click(width - 2 * FROM_EDGE, height - FROM_EDGE);
};
