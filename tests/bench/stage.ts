/** What every bench of pages stands on: a real council, the floor beside it, and a slow browser that visits both in turns. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumArgs } from '../../src/tools/browser.mjs';
import { startCouncil, type ACouncilProcess } from '../kit/a-council-process.ts';
import { ROOT } from '../kit/a-folder.ts';
import { makePlain } from './plain-page.ts';
import type { PlainFiles } from './plain-server.ts';

export const PACK_PATH = '/en/visitor-parking';

export interface Stage {
  readonly council: ACouncilProcess;
  /** A folder of this bench's own. */
  readonly folder: string;
  readonly ours: string;
  /** The floor's origin: the same paths lead to plain pages of the same content. */
  readonly floor: string;
  /** Bytes of a page as it is sent, packed. */
  readonly bytesOf: (address: string) => Promise<number>;
}

interface PlainServer {
  readonly address: string;
  readonly add: (files: PlainFiles) => Promise<void>;
  readonly stop: () => void;
}

const startPlain = async (): Promise<PlainServer> => {
  const child = fork(join(ROOT, 'src/tools/run-file.mjs'), [join(import.meta.dirname, 'plain-server.ts')], { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } });
  const said = <T>(): Promise<T> =>
    new Promise((is, not) => {
      child.once('message', (message) => is(message as T));
      child.once('exit', (code) => not(new Error(`the floor's server ended with ${code}`)));
    });
  const { port } = await said<{ port: number }>();
  return {
    address: `http://127.0.0.1:${port}`,
    add: async (files) => {
      const had = said();
      child.send(files);
      await had;
    },
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
};

/** Both servers say the same words before anything is measured. */
const addPlainPages = async (ours: string, plain: PlainServer, paths: readonly string[], more: PlainFiles): Promise<void> => {
  const browser = await chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: [...chromiumArgs] });
  const files: Record<string, PlainFiles[string]> = { ...more };
  for (const path of paths) {
    const html = await (await fetch(ours + path)).text();
    files[path] = { type: 'text/html; charset=utf-8', text: await makePlain(browser, html) };
  }
  await browser.close();
  await plain.add(files);
};

const bytesOf = async (address: string): Promise<number> => {
  // Node's fetch unpacks and tells no length of what came; the server's own header does.
  const response = await fetch(address, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
  return Number(response.headers.get('content-length'));
};

/** `paths` are those that the floor has as well; `more` are files that only the floor has. */
export const onStage = async (paths: readonly string[], work: (stage: Stage) => Promise<void>, more: PlainFiles = {}): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'our-turn-bench-'));
  const council = await startCouncil(folder);
  const plain = await startPlain();
  try {
    await addPlainPages(council.address, plain, paths, more);
    await work({ council, folder, ours: council.address, floor: plain.address, bytesOf });
  } finally {
    plain.stop();
    await council.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
