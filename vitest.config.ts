/** Three kinds of tests, chosen by `--project`: unit tests in Node, journeys in a real browser, and those among them that listen. */
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

/** Journeys that play or record sound in its own time: on a busy machine it stumbles, so these run one by one. */
const SOUND = ['speaking', 'listening', 'by-ear', 'two-buttons', 'voices', 'voice-download', 'hearing', 'three-engines'].map((name) => `tests/journeys/${name}.test.ts`);

const aJourney = (name: string, include: string[], exclude: string[] = []) => ({
  ...shared,
  test: {
    name,
    include,
    exclude,
    testTimeout: prove ? 10 * MINUTE_MS : MINUTE_MS,
    hookTimeout: MINUTE_MS,
    css: { include: [/.+/] },
  },
});

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
      aJourney('journeys', ['tests/journeys/**/*.test.ts'], SOUND),
      aJourney('sound', SOUND),
    ],
  },
});
