/** A slow phone, far away: Chromium with its processor and its network held back, and every tab as cold as a first visit. */
import { chromium, type CDPSession, type Page } from 'playwright';
import { chromiumArgs } from '../../src/tools/browser.mjs';

/** What stands between the phone and the council. Nothing limits the `none` link but the machine. */
export interface Link {
  readonly name: string;
  readonly latencyMs: number;
  readonly kbitPerSecond: number | undefined;
}

export const LINKS: readonly Link[] = [
  { name: 'no network limit', latencyMs: 0, kbitPerSecond: undefined },
  { name: '150 ms, 1.6 Mbit/s', latencyMs: 150, kbitPerSecond: 1_600 },
  { name: '400 ms, 400 kbit/s', latencyMs: 400, kbitPerSecond: 400 },
];

/** How much slower than this machine a cheap phone is taken to be. */
export const CPU_RATE = 6;

const BYTES_PER_KBIT = 1_000 / 8;

export const holdNetwork = (cdp: CDPSession, link: Link): Promise<unknown> => {
  const throughput = link.kbitPerSecond === undefined ? -1 : link.kbitPerSecond * BYTES_PER_KBIT;
  return cdp.send('Network.emulateNetworkConditions', { offline: false, latency: link.latencyMs, downloadThroughput: throughput, uploadThroughput: throughput });
};

export const holdProcessor = (cdp: CDPSession, rate = CPU_RATE): Promise<unknown> => cdp.send('Emulation.setCPUThrottlingRate', { rate });

export interface ColdTab {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly close: () => Promise<void>;
}

export interface ASlowBrowser {
  /** A tab of a browser that was never anywhere: no cache, no worker, no database, and a process of its own. */
  readonly coldTab: (link: Link, cpuRate?: number) => Promise<ColdTab>;
  readonly close: () => Promise<void>;
}

export const VIEWPORT = { width: 360, height: 740 } as const;

export const aSlowBrowser = async (): Promise<ASlowBrowser> => {
  const browser = await chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: [...chromiumArgs] });
  return {
    coldTab: async (link, cpuRate = CPU_RATE) => {
      const context = await browser.newContext({ viewport: VIEWPORT, hasTouch: true, isMobile: true });
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Network.enable');
      await holdNetwork(cdp, link);
      await holdProcessor(cdp, cpuRate);
      return { page, cdp, close: () => context.close() };
    },
    close: () => browser.close(),
  };
};
