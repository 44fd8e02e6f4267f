/** A phone: a real Chromium with a profile of its own on the disk, which can be closed, or killed as a power cut does. */
import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright';
import { chromiumArgs } from '../../src/tools/browser.mjs';

export interface PhoneWish {
  readonly width?: number;
  readonly height?: number;
  readonly colours?: 'light' | 'dark';
  readonly contrast?: 'more';
  readonly forcedColours?: boolean;
  readonly userAgent?: string;
  readonly javaScript?: boolean;
  /** As in browsers and private windows that refuse service workers. */
  readonly worker?: 'refused';
  /** A sound file that the microphone hears, asked for and granted; `refused` as by a person or a policy. Else there is none to be had. */
  readonly microphone?: { readonly hears: string } | 'refused';
  readonly stillness?: boolean;
}

export interface APhoneBrowser {
  readonly context: BrowserContext;
  /** A new tab. What goes wrong on its page is remembered in `faults`. */
  readonly tab: () => Promise<Page>;
  /** Uncaught errors and refusals of the content security policy, on any page. A journey ends with none. */
  readonly faults: string[];
  /** No network for pages and worker alike, and back. */
  readonly offline: (is: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
  /** SIGKILL for every process of this browser. */
  readonly kill: () => Promise<void>;
}

/** Chromium's processes all name the profile, or descend from one that does. */
const processesOf = (profile: string): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${profile}`);
      } catch {
        return false;
      }
    })
    .map(Number);

const watch = (page: Page, faults: string[]): void => {
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /Content Security Policy|TrustedHTML|TrustedScript/i.test(text)) faults.push(text);
  });
};

/** Chromium's own stand-in for a microphone. Only a browser of its own can have one. */
const microphoneArgs = (microphone: PhoneWish['microphone']): readonly string[] => {
  if (microphone === undefined) return [];
  const device = '--use-fake-device-for-media-stream';
  return microphone === 'refused' ? [device] : [device, '--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${microphone.hears}`];
};

const launchOptions = { executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: [...chromiumArgs] };

const contextOptions = (wish: PhoneWish): BrowserContextOptions => ({
  viewport: { width: wish.width ?? 360, height: wish.height ?? 740 },
  colorScheme: wish.colours ?? 'light',
  ...(wish.contrast === undefined ? {} : { contrast: wish.contrast }),
  ...(wish.forcedColours ? { forcedColors: 'active' as const } : {}),
  ...(wish.userAgent === undefined ? {} : { userAgent: wish.userAgent }),
  ...(wish.javaScript === false ? { javaScriptEnabled: false } : {}),
  ...(wish.stillness ? { reducedMotion: 'reduce' as const } : {}),
  ...(wish.worker === undefined ? {} : { serviceWorkers: 'block' as const }),
});

const phoneIn = (context: BrowserContext, kill: () => Promise<void>): APhoneBrowser => {
  const faults: string[] = [];
  context.on('page', (page) => watch(page, faults));
  for (const page of context.pages()) watch(page, faults);
  return { context, faults, tab: () => context.newPage(), offline: (is) => context.setOffline(is), close: () => context.close(), kill };
};

/** `profile` is a folder: give the same one again to take the same phone up again. */
export const aPhoneBrowser = async (profile: string, wish: PhoneWish = {}): Promise<APhoneBrowser> => {
  const args = [...chromiumArgs, ...microphoneArgs(wish.microphone)];
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, args, ...contextOptions(wish) });
  return phoneIn(context, async () => {
    for (const pid of processesOf(profile)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went with its parent.
      }
    }
    await context.close().catch(() => undefined);
  });
};

export interface ManyPhones {
  /** A phone with nothing on it, there at once; it can be closed, but only all of them could be killed. */
  readonly phone: (wish?: PhoneWish) => Promise<APhoneBrowser>;
  readonly close: () => Promise<void>;
}

/** One Chromium for many phones that know nothing of each other, since starting one costs a second. */
export const manyPhones = async (): Promise<ManyPhones> => {
  const browser = await chromium.launch(launchOptions);
  return {
    phone: async (wish = {}) => {
      const context = await browser.newContext(contextOptions(wish));
      return phoneIn(context, () => Promise.reject(new Error('only a phone with a profile of its own can be killed')));
    },
    close: () => browser.close(),
  };
};
