/** When a build is needed. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuildNeeded, OUTPUTS, STAMP, stampOf } from '../../src/tools/build-stamp.mjs';

let root = '';

const write = (/** @type {string} */ path, /** @type {string} */ content) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'our-turn-stamp-'));
  write('src/app/main.ts', 'export const a = 1;');
  write('locales/en/app.json', '{}');
  write('package-lock.json', '{}');
  write('packs/a-road/so.json', '{}');
  for (const output of OUTPUTS) write(join('dist', output), '');
  write(join('dist', STAMP), stampOf(root));
});

afterEach(() => rmSync(root, { recursive: true }));

test('nothing changed: no build', () => expect(isBuildNeeded(root)).toBe(false));

test('only times changed, as after a git checkout: no build', () => {
  utimesSync(join(root, 'src/app/main.ts'), new Date(0), new Date(0));
  expect(isBuildNeeded(root)).toBe(false);
});

test.each(['src/app/main.ts', 'locales/en/app.json', 'package-lock.json', 'packs/a-road/so.json', 'packs/a-road/checked.so.json'])('%s changed: a build', (path) => {
  write(path, 'something else');
  expect(isBuildNeeded(root)).toBe(true);
});

test('a file came, went, or was renamed: a build', () => {
  write('public/new.txt', '');
  expect(isBuildNeeded(root)).toBe(true);
  rmSync(join(root, 'public'), { recursive: true });
  expect(isBuildNeeded(root)).toBe(false);
  cpSync(join(root, 'src/app/main.ts'), join(root, 'src/app/other.ts'));
  rmSync(join(root, 'src/app/main.ts'));
  expect(isBuildNeeded(root)).toBe(true);
});

test('what does not go into a build does not ask for one', () => {
  write('README.md', 'words');
  write('tests/a.test.ts', 'words');
  expect(isBuildNeeded(root)).toBe(false);
});

test.each([STAMP, ...OUTPUTS])('the build lacks %s: a build', (path) => {
  rmSync(join(root, 'dist', path));
  expect(isBuildNeeded(root)).toBe(true);
});
