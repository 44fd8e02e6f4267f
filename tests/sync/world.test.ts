/** The real world as sending meets it: over plain HTTP nothing leaves the phone. */
import { afterEach, expect, test, vi } from 'vitest';
import { realWorld } from '../../src/sync/world.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  [false, 0],
  [true, 1],
])('where the browser says that the page is safe: %s, so many requests go out: %i', async (isSafe, requests) => {
  const asked: string[] = [];
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('isSecureContext', isSafe);
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return new Response();
  });
  const went = await realWorld().fetch('/v1/records', { method: 'POST' }).then(() => true, (error: unknown) => !(error instanceof TypeError));
  expect([went, asked.length]).toEqual([isSafe, requests]);
});
