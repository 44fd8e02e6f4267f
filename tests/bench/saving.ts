/** Saving in a real page of the council's, with the built app's own chunks, and the raw IndexedDB that they are held against. */
import type { BrowserContext, Page } from 'playwright';
import type { Draft } from '../../src/domain/draft.ts';
import type { SealedRecord } from '../../src/domain/record.ts';
import type { Library } from '../../src/store/library.ts';
import type { Outbox } from '../../src/store/outbox.ts';

/** What is put into the page before anything is measured. */
interface Bench {
  readonly outbox: Outbox;
  readonly library: Library;
  /** Of the same bytes, strictly, into a store without an index, in the fewest steps that there are. */
  readonly raw: (value: object) => Promise<void>;
  readonly record: SealedRecord;
  readonly draft: Draft;
  saved: number;
}

interface Chunks {
  readonly outbox: string;
  readonly library: string;
}

/** The names of the built chunks, as the page's entry names them. */
const chunksAt = async (origin: string): Promise<Chunks & { readonly entry: string }> => {
  const text = async (path: string): Promise<string> => (await fetch(origin + path)).text();
  const find = (where: string, name: RegExp): string => {
    const [found] = name.exec(where) ?? [];
    if (found === undefined) throw new Error(`the build has no ${name}`);
    return `/assets/${found}`;
  };
  const entry = find(await text('/'), /index-[\w-]+\.js/);
  const names = await text(entry);
  return { entry, outbox: find(names, /outbox-[\w-]+\.js/), library: find(names, /library-[\w-]+\.js/) };
};

/** Runs in the page, after the chunks were put at `window.chunks`. */
const takeIn = async ({ record, draft }: { record: SealedRecord; draft: Draft }): Promise<void> => {
  const { chunks } = window as unknown as { chunks: readonly [object, object] };
  /** A chunk that others share has its exports under short names, the module itself among them. */
  const open = <T>(chunk: object, name: string): T => {
    const modules = [chunk, ...Object.values(chunk)] as Record<string, () => T>[];
    const found = modules.find((each) => typeof each[name] === 'function')?.[name];
    if (found === undefined) throw new Error(`the chunk has no ${name}`);
    return found();
  };
  const db = await new Promise<IDBDatabase>((is, not) => {
    const opening = indexedDB.open('bench-raw', 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore('rows', { keyPath: 'id' });
    opening.onsuccess = () => is(opening.result);
    opening.onerror = () => not(opening.error);
  });
  const raw = (value: object): Promise<void> =>
    new Promise((is, not) => {
      const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' });
      transaction.objectStore('rows').put(value);
      transaction.oncomplete = () => is();
      transaction.onabort = () => not(transaction.error);
    });
  const [outbox, library] = [open<Outbox>(chunks[0], 'openOutbox'), open<Library>(chunks[1], 'openLibrary')];
  const made: Bench = { outbox, library, raw, record, draft, saved: 0 };
  (window as unknown as { bench: Bench }).bench = made;
};

/** A page of this origin with the stores open and no app beside them. */
export const aSavingPage = async (context: BrowserContext, origin: string, record: SealedRecord, draft: Draft): Promise<Page> => {
  const { entry, ...chunks } = await chunksAt(origin);
  const page = await context.newPage();
  await page.route(`**${entry}`, (route) => route.abort());
  await page.goto(`${origin}/`);
  // As text: Vite would turn an import in a function here into one of its own.
  await page.evaluate(`Promise.all([import('${chunks.outbox}'), import('${chunks.library}')]).then((chunks) => void Object.assign(window, { chunks }))`);
  await page.evaluate(takeIn, { record, draft });
  return page;
};

/** What is saved: the record that is handed in, or the draft after each answer; by our code, or raw. */
export type Way = 'put' | 'keep' | 'raw-record' | 'raw-draft';

/** Runs in the page: milliseconds a save, one after the other, each waited for until it is on the disk. */
const saveSome = async ({ way, times }: { way: Way; times: number }): Promise<number> => {
  const its = (window as unknown as { bench: Bench }).bench;
  const saves = Array.from({ length: times }, (): (() => Promise<unknown>) => {
    its.saved += 1;
    const id = its.saved.toString(16).padStart(32, '0');
    const record = { ...its.record, id } as SealedRecord;
    const draft = { ...its.draft, begunAt: its.saved };
    const row = { id, state: ['waiting', -3, its.saved], lane: 'together', record, bytes: JSON.stringify(record).length };
    const ways: Readonly<Record<Way, () => Promise<unknown>>> = {
      put: () => its.outbox.put([{ kind: 'answers', record }]),
      keep: () => its.library.change(draft.pack, () => draft),
      'raw-record': () => its.raw(row),
      'raw-draft': () => its.raw(draft),
    };
    return ways[way];
  });
  const from = performance.now();
  for (const saving of saves) await saving();
  return (performance.now() - from) / times;
};

/** A browser's clock for pages goes by tenths of a millisecond, so one save is too short to be timed alone. */
export const TIMES = 5;
export const save = (page: Page, way: Way): Promise<number> => page.evaluate(saveSome, { way, times: TIMES });

const FILL_AT_ONCE = 500;
/** Runs in the page: so many records wait from now on. */
export const fill = async (page: Page, records: number): Promise<void> => {
  for (let from = 0; from < records; from += FILL_AT_ONCE) {
    await page.evaluate(
      async ({ first, count }) => {
        const its = (window as unknown as { bench: Bench }).bench;
        const many = Array.from({ length: count }, (_none, index) => ({
          kind: 'answers' as const,
          record: { ...its.record, id: `f${(first + index).toString(16).padStart(31, '0')}` } as SealedRecord,
        }));
        await its.outbox.put(many);
      },
      { first: from, count: Math.min(FILL_AT_ONCE, records - from) },
    );
  }
};

export const waiting = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { bench: Bench }).bench.outbox.count('waiting'));

/** Runs in the page: all that waits was acknowledged and is kept until it is durable. */
export const hold = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { outbox } = (window as unknown as { bench: Bench }).bench;
    const next = () => outbox.page('together', { bytes: 1e9, records: 500, now: Date.now() });
    for (let rows = await next(); rows.length > 0; rows = await next()) {
      await outbox.settle(rows.map(({ id, record }) => ({ id, digest: record?.digest ?? '', verdict: 'stored' as const, durable: false })));
    }
  });
