/** An ear: what is heard on a page, clip by clip, with sound sixteen times faster than life. */
import type { BrowserContext, Page } from 'playwright';

export interface Heard {
  /** The clip's name without its hash, as `q.impact.ask` or `dock.begin`. */
  readonly clip: string;
  /** What bore the ring. */
  readonly of: string;
}

/** Put up before a page is opened. The player is the real one; only the speed of sound is another. */
export const anEar = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const heard: { clip: string; of: string }[] = [];
    const names = new Map<string, string>();
    Object.assign(window, { heard });
    const fetched = window.fetch;
    // A clip plays from a blob: its name is remembered from the address that the blob came from.
    let lastClip = '';
    window.fetch = async (...args) => {
      const url = String(args[0] instanceof Request ? args[0].url : args[0]);
      const response = await fetched(...args);
      if (url.endsWith('.mp3')) lastClip = url;
      return response;
    };
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob: Blob) => {
      const address = create(blob);
      names.set(address, lastClip.split('/').at(-1)?.replace(/\.[0-9a-f]{8}\.mp3$/, '') ?? '');
      return address;
    };
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      this.playbackRate = 16;
      const of = document.querySelector('[data-spoken]')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
      heard.push({ clip: names.get(this.src) ?? this.src, of });
      return play.call(this);
    };
  });

export const heardOn = (page: Page): Promise<readonly Heard[]> => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
export const forgetHeard = (page: Page): Promise<void> => page.evaluate(() => void (window as unknown as { heard: Heard[] }).heard.splice(0));
