/** A build is swapped in whole, and what a killed one left is cleared away. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NEXT, swapIn, tidyUp } from '../../src/tools/swap.mjs';

/** No process has this number: it is above what Linux gives. */
const DEAD = 99_999_999;
let root = '';

const make = (/** @type {string} */ folder, /** @type {string} */ content) => {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'what'), content);
};
const inDist = () => readFileSync(join(root, 'dist/what'), 'utf8');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'our-turn-swap-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('the first build, and the next one, which leaves nothing of the first', async () => {
  make(NEXT, 'first');
  await swapIn(root);
  writeFileSync(join(root, 'dist/stale'), '');
  make(NEXT, 'second');
  await swapIn(root);
  expect(inDist()).toBe('second');
  expect(existsSync(join(root, 'dist/stale'))).toBe(false);
  expect(readdirSync(join(root, '.cache'))).toEqual([]);
});

test('no new build to swap in: the last good one stays', async () => {
  make('dist', 'good');
  await expect(swapIn(root)).rejects.toThrow('ENOENT');
  expect(inDist()).toBe('good');
});

test('a build that was killed is cleared away; one that still runs is let be', async () => {
  make('dist', 'good');
  make(`.cache/dist-next-${DEAD}`, 'half');
  make(`.cache/dist-next-${process.ppid}`, 'in the making');
  make('.cache/types', 'of the type check');
  await tidyUp(root);
  expect(readdirSync(join(root, '.cache')).sort()).toEqual([`dist-next-${process.ppid}`, 'types']);
  expect(inDist()).toBe('good');
});

test('killed between the two renames: the last good build goes back', async () => {
  make(`.cache/dist-last-${DEAD}`, 'good');
  await tidyUp(root);
  expect(inDist()).toBe('good');
});
