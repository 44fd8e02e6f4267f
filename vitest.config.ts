/** Four kinds of tests, chosen by `--project`: unit tests in Node, the council's own once more on PostgreSQL, journeys in a real browser, and those among them that listen. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
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

/** Tests of PostgreSQL itself; and of the council's own, on both engines, those that write and race most. */
const POSTGRES = 'tests/council/postgres/**/*.test.ts';
const CORE = ['intake', 'apart', 'backup-pages'].map((name) => `tests/council/${name}.test.ts`);
/** What is about the file of SQLite, or about no database at all. */
const NOT_ON_POSTGRES = ['database/**', 'disk-full', 'no-start', 'start-fault', 'no-words-left', 'config', 'log', 'clip-names', 'given-at', 'word-list', 'understand', 'recovery', 'packs/voices'].map((name) => `tests/council/${name}${name.endsWith('*') ? '' : '.test.ts'}`);

/** Journeys that play or record sound in its own time: on a busy machine it stumbles, so these run one by one. */
const SOUND = ['speaking', 'listening', 'by-ear', 'two-buttons', 'voices', 'voice-download', 'hearing', 'three-engines'].map((name) => `tests/journeys/${name}.test.ts`);

/** On a new machine nothing is known of how long files take, and one that takes a minute must not begin when all others are done. */
const LONG = /tests\/simulation\/real\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => Number(LONG.test(other.moduleId)) - Number(LONG.test(one.moduleId)));
  }
}

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
    sequence: { sequencer: LongFirst },
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx,mjs}'],
          exclude: ['tests/journeys/**', 'tests/bench/**', 'tests/pictures/**', POSTGRES],
          // A folder's first test may wait for a whole transform on a small machine.
          testTimeout: prove ? 10 * MINUTE_MS : 20_000,
          css: { include: [/.+/] },
        },
      },
      {
        ...shared,
        test: {
          name: 'postgres',
          include: prove ? ['tests/council/**/*.test.ts'] : [...CORE, POSTGRES],
          exclude: NOT_ON_POSTGRES,
          globalSetup: 'tests/kit/a-postgres.ts',
          env: { COUNCIL_ENGINE: 'postgres' },
          testTimeout: prove ? 10 * MINUTE_MS : MINUTE_MS,
          hookTimeout: MINUTE_MS,
        },
      },
      aJourney('journeys', ['tests/journeys/**/*.test.ts'], SOUND),
      aJourney('sound', SOUND),
    ],
  },
});
