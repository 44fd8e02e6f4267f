/** Recording and sealing in a real page, as fast as the real store and the real sealing allow, with places to look at the memory. */
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { rolldown } from 'rolldown';
import type { ClipId } from '../../src/domain/clip.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { ROOT } from '../kit/a-folder.ts';

/** The modules themselves, bundled for a browser; the built app has them among its own chunks, under short names. */
const ENTRY = 'our-turn-recording-bench';
const MODULES = ['store/clip-rows', 'store/recordings', 'store/clips', 'seal/seal-clip'];
export const bundleStores = async (): Promise<string> => {
  const bundle = await rolldown({
    input: ENTRY,
    logLevel: 'warn',
    platform: 'browser',
    plugins: [
      {
        name: 'bench-entry',
        resolveId: (id) => (id === ENTRY ? ENTRY : null),
        load: (id) => (id === ENTRY ? MODULES.map((each) => `export * from ${JSON.stringify(join(ROOT, `src/${each}.ts`))};`).join('\n') : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code;
};

const SCRIPT = '/bench-recording.js';
/** A page of this origin with the stores at hand and no app beside them. `look` is called in the middle of things. */
export const aRecordingPage = async (page: Page, origin: string, code: string, look: (when: string) => Promise<void>): Promise<void> => {
  await page.route(/\/assets\/index-.*\.js/, (route) => route.abort());
  await page.route(`**${SCRIPT}`, (route) => route.fulfill({ contentType: 'text/javascript', body: code }));
  await page.exposeFunction('look', look);
  await page.goto(`${origin}/`);
  // As text: Vite would turn an import in a function here into one of its own.
  await page.evaluate(`import('${SCRIPT}').then((stores) => void Object.assign(window, { stores }))`);
};

/** Everything that the page holds: the script's own, the browser's for it, and what lies in buffers. */
export const memoryOf = async (cdp: CDPSession): Promise<number> => {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, ...more } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };
  return usedSize + (more.embedderHeapUsedSize ?? 0) + (more.backingStorageSize ?? 0);
};

export interface Recorded {
  readonly spoken: number;
  readonly sealed: number;
}

interface Stores {
  readonly openClipRows: typeof import('../../src/store/clip-rows.ts').openClipRows;
  readonly openRecordings: typeof import('../../src/store/recordings.ts').openRecordings;
  readonly openClips: typeof import('../../src/store/clips.ts').openClips;
  readonly sealClip: typeof import('../../src/seal/seal-clip.ts').sealClip;
}

/** Runs in the page: a recording of so many seconds, second by second, then sealed piece by piece. */
const recordAndSeal = async ({ seconds, id, ring }: { seconds: number; id: string; ring: KeyRing }): Promise<Recorded> => {
  const { stores, look } = window as unknown as { stores: Stores; look: (when: string) => Promise<void> };
  const rows = stores.openClipRows();
  const [recordings, clips] = [stores.openRecordings(rows), stores.openClips(rows)];
  const BYTES_A_SECOND = 3_000;
  const facts = { id: id as ClipId, medium: 'sound', lang: 'en' } as const;
  const [record, pack, q] = ['1'.repeat(32), 'p', 'impact'] as never[] as [never, never, never];
  await recordings.begin({ ...facts, record, pack, q, type: 'audio/webm', beganAt: seconds });
  for (let second = 1; second <= seconds; second += 1) {
    await recordings.add(facts.id, crypto.getRandomValues(new Uint8Array(BYTES_A_SECOND)).buffer, second);
  }
  await look('recorded');
  const head = { v: 1, ...facts, record, pack, q, type: 'audio/webm', seconds } as const;
  let kept = 0;
  const sealed = await stores.sealClip(ring, head, recordings.open(facts.id), async (piece, number) => {
    await clips.addSealed(`${record}-${id}`, piece, number);
    kept += 1;
    if (kept === Math.ceil((seconds * BYTES_A_SECOND) / 262_144)) await look('sealing');
  });
  if (!sealed.ok) throw new Error(sealed.problem.code);
  rows.db.close();
  return { spoken: seconds * BYTES_A_SECOND, sealed: sealed.value.bytes };
};

export const recordIn = (page: Page, seconds: number, ring: KeyRing, letter: string): Promise<Recorded> => page.evaluate(recordAndSeal, { seconds, ring, id: letter.repeat(32) });
