/** Goes through the app as fast as it can be gone through: the page's own controls and form, without a mouse's waits. */
import type { Page } from 'playwright';

/** By the name of a question or a field: the options to choose, or the words to write. */
export type Given = Readonly<Record<string, readonly string[] | string>>;

/** Leaves nothing behind of who was here before, as on a phone that has never been here. */
export const asNew = async (page: Page, address: string): Promise<void> => {
  await page.unrouteAll();
  // What the old page still writes must not come after.
  await page.goto('about:blank');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(address).origin, storageTypes: 'indexeddb,local_storage,cache_storage' });
  await devtools.detach();
};

/** Opens an address and waits until the app has taken over. The paper form has no app to wait for. */
export const visit = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  if (url.endsWith('/paper')) return;
  // The menu is the app's own and the last that it puts up; the look may be there before it. The first screen has none.
  await page.waitForSelector('#more summary, main[data-screen=welcome]');
  await page.waitForSelector('html[data-size] main:not([aria-busy])');
};

/** A conversation has some twenty stops. */
const MOST_STOPS = 40;

/** Inside the page: answers this stop, and as long as it is not the wanted one hands it in. Gives where that ends. */
const answerOnTheWay = async ({ place, given, most }: { readonly place: string | undefined; readonly given: Given; readonly most: number }): Promise<string> => {
  const breath = () => new Promise((next) => setTimeout(next));
  const main = () => document.querySelector<HTMLElement>('main');
  const here = () => `${main()?.dataset['screen']}/${main()?.dataset['question'] ?? ''}`;
  const write = (name: string, text: string): void => {
    const isAsked = name === main()?.dataset['question'];
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(isAsked ? 'main textarea' : `main [name="${name}"]`);
    if (field === null) return;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const choose = async (options: readonly string[]): Promise<void> => {
    for (const option of options) {
      document.querySelector<HTMLInputElement>(`main input[value="${option}"]:not(:checked)`)?.click();
      await breath();
    }
  };
  for (let stops = 0; here() !== place && stops < most; stops += 1) {
    for (const [name, said] of Object.entries(given)) {
      if (typeof said === 'string') write(name, said);
      else if (name === main()?.dataset['question']) await choose(said);
    }
    if (place === undefined) break;
    const before = here();
    document.querySelector<HTMLFormElement>('main form')?.requestSubmit();
    for (let breaths = 0; here() === before && breaths < 1_000; breaths += 1) await breath();
  }
  return here();
};

/** Gives these answers where the page asks for them, and lets everything else alone. */
export const answer = (page: Page, given: Given): Promise<unknown> => page.evaluate(answerOnTheWay, { place: undefined, given, most: 1 });

/** From the promise to this place, `question/impact`, with these answers given on the way. */
export const walkTo = async (page: Page, place: string, given: Given = {}): Promise<void> => {
  const end = await page.evaluate(answerOnTheWay, { place, given, most: MOST_STOPS });
  if (end !== place) throw new Error(`${place} was never reached; the page is at ${end}`);
};
