/** Two kinds of tests, chosen by `--project`: unit tests in Node, and journeys in a real browser. */
import { defineConfig } from 'vitest/config';
import { staffJsx } from './src/tools/staff-jsx.mjs';
import { define } from './vite.config.ts';

/** `npm run prove` tries every case of what `npm test` samples. */
const prove = process.env['PROVE'] === '1';
const MINUTE_MS = 60_000;

const shared = {
  define: { ...define, __SHELL_FILES__: '[]' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [staffJsx()],
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx,mjs}'],
          exclude: ['tests/journeys/**', 'tests/bench/**', 'tests/pictures/**'],
          // A folder's first test may wait for a whole transform on a small machine.
          testTimeout: prove ? 10 * MINUTE_MS : 20_000,
          css: { include: [/.+/] },
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: prove ? 10 * MINUTE_MS : MINUTE_MS,
          hookTimeout: MINUTE_MS,
          css: { include: [/.+/] },
        },
      },
    ],
  },
});
