/** An ear: what is heard on a page, clip by clip, and which picture is marked meanwhile; sound is sixteen times faster than life. */
import type { BrowserContext, Page } from 'playwright';
import { expect } from 'vitest';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';

export interface Heard {
  /** The clip's name without its hash, as `q.impact.ask` or `dock.begin`. */
  readonly clip: string;
  readonly voice: string;
  /** What bore the ring. */
  readonly of: string;
  /** How the ring was drawn: `''`, or `other` where another voice filled in; null without a ring. */
  readonly ring: string | null;
  /** Shape, colour and picture of what bore it, for someone who sees but does not read. */
  readonly picture: string | undefined;
  /** Where its middle was in the window. */
  readonly at: { readonly x: number; readonly y: number } | undefined;
}

interface Hearing {
  readonly heard: Heard[];
  /** Clips on their way to the ear. */
  readonly coming: { count: number };
}

const prove = process.env['PROVE'] === '1';
const seed = Number(process.env['SEED'] ?? 0) || 0;
/** The language in which all is heard at its own pace, drawn by the seed; none but in `prove`. */
export const inRealTime: Language | undefined = prove ? LANGUAGES[seed % LANGUAGES.length] : undefined;
/** However fast the sound: a sentence is let end before the next begins, on every screen. */
export const LISTENING_TAKES_MS = prove ? 20 * 60_000 : 4 * 60_000;

/** Inside the page. The player is the real one; only the speed of sound is another, and what it plays is written down. */
const listenIn = (speed: number): void => {
  const heard: Heard[] = [];
  const coming = { count: 0 };
  Object.assign(window, { heard, coming });
  const names = new Map<string, string>();
  const paths = new WeakMap<Blob, string>();
  const fetched = window.fetch;
  // A clip plays from a blob: its name is remembered from the address that the blob came from.
  window.fetch = async (...args) => {
    const url = String(args[0] instanceof Request ? args[0].url : args[0]);
    if (!url.endsWith('.mp3')) return fetched(...args);
    coming.count += 1;
    try {
      const response = await fetched(...args);
      const blob = response.blob.bind(response);
      response.blob = async () => {
        const found = await blob();
        paths.set(found, url);
        return found;
      };
      return response;
    } finally {
      // By now it plays, or nobody wants it any more.
      setTimeout(() => (coming.count -= 1), 50);
    }
  };
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob: Blob) => {
    const address = create(blob);
    names.set(address, paths.get(blob) ?? '');
    return address;
  };
  const pictureIn = (element: Element | null): string | undefined => {
    const drawn = element?.matches('.option, .row, a, button, label, summary') ? element.querySelector('svg.shape, svg.stairs') : null;
    return drawn ? `${drawn.getAttribute('class')} ${drawn.innerHTML}` : undefined;
  };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (speed !== 1) this.playbackRate = speed;
    const marked = document.querySelector('[data-spoken]');
    const box = marked?.getBoundingClientRect();
    const path = names.get(this.src) ?? this.src;
    heard.push({
      clip: path.split('/').at(-1)?.replace(/\.[0-9a-f]{8}\.mp3$/, '') ?? '',
      voice: /\/audio\/([a-z]+)\//.exec(path)?.[1] ?? '',
      of: marked?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
      ring: marked?.getAttribute('data-spoken') ?? null,
      picture: pictureIn(marked),
      at: box && { x: box.left + box.width / 2, y: box.top + box.height / 2 },
    });
    return play.call(this);
  };
};

export const FASTER = 16;

/** Put up before a page is opened. `speed` 1 is as in life. */
export const anEar = (context: BrowserContext, speed = FASTER): Promise<unknown> => context.addInitScript(listenIn, speed);

const hearing = <T>(page: Page, ask: (of: Hearing) => T): Promise<T> => page.evaluate(`(${ask.toString()})(window)`) as Promise<T>;

export const heardOn = (page: Page): Promise<readonly Heard[]> => hearing(page, ({ heard }) => heard);
export const forgetHeard = (page: Page): Promise<void> => hearing(page, ({ heard }) => void heard.splice(0));

/** Nothing is on its way to the ear: whatever is said of this stop has begun to be said. */
export const whenSaidOrSilent = async (page: Page): Promise<void> => {
  // What is said is asked for in the same breath as the press, or two pictures of the screen later.
  await page.evaluate(() => new Promise((over) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(over)))));
  await expect.poll(() => hearing(page, ({ coming }) => coming.count), { timeout: 30_000, interval: 20 }).toBe(0);
};

/** A long text is several clips, `notice~1`, `notice~2`: each of them is of its key. */
export const isOf = ({ clip }: Heard, key: string): boolean => clip === key || clip.startsWith(`${key}~`);

/** A whole screen, read to its end; in real time that takes minutes. */
const LONGEST_MS = process.env['PROVE'] === '1' ? 5 * 60_000 : 60_000;

/** Waits until this is heard: a key of words, and where it matters whose voice. Gives how it was marked. */
export const hear = async (page: Page, clip: string, voice?: string): Promise<Heard> => {
  let found: Heard | undefined;
  await expect
    .poll(async () => (found = (await heardOn(page)).findLast((each) => isOf(each, clip) && (voice === undefined || each.voice === voice))), { timeout: LONGEST_MS, interval: 50, message: `"${clip}" is heard` })
    .toBeDefined();
  return found!;
};

/** The receipt's code as it was spoken, letter by letter. */
export const codeHeard = (heard: readonly Heard[]): string => {
  const said = heard.map(({ clip }) => /^say\.(?:letter\.([a-z])|number\.(\d))$/.exec(clip)).flatMap((match) => (match ? [(match[1] ?? match[2] ?? '').toUpperCase()] : []));
  return said.join('');
};
