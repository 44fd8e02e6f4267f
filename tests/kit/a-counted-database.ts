/** A database that tells how much of it was touched: requests, and rows or keys that a request gave. No clock is in it. */
import { IDBCursor, IDBIndex, IDBObjectStore } from 'fake-indexeddb';
import { onTestFinished } from 'vitest';

type Method = (this: object, ...given: unknown[]) => unknown;
type Prototype = Record<string, Method>;

const ASKING: readonly (readonly [{ readonly prototype: object }, readonly string[]])[] = [
  [IDBObjectStore, ['add', 'put', 'get', 'getKey', 'getAll', 'getAllKeys', 'delete', 'clear', 'count', 'openCursor', 'openKeyCursor']],
  [IDBIndex, ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor']],
  [IDBCursor, ['continue', 'continuePrimaryKey', 'advance', 'update', 'delete']],
];

export interface Touched {
  /** Requests and cursors' steps. */
  requests: number;
  /** Rows and keys that came back in lists. */
  rows: number;
}

/** Counts everything in this test from now on. */
export const countTouched = (): Touched => {
  const touched: Touched = { requests: 0, rows: 0 };
  for (const [{ prototype }, names] of ASKING) {
    const methods = prototype as Prototype;
    for (const name of names) {
      const real = methods[name];
      if (real === undefined) throw new Error(`the database has no ${name}`);
      methods[name] = function counted(...given) {
        touched.requests += 1;
        const request = real.apply(this, given);
        const asked = request as { addEventListener?: EventTarget['addEventListener']; result: unknown };
        asked?.addEventListener?.('success', () => {
          if (Array.isArray(asked.result)) touched.rows += asked.result.length;
        });
        return request;
      };
      onTestFinished(() => {
        methods[name] = real;
      });
    }
  }
  return touched;
};
