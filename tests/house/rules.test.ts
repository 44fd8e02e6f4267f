/** Each rule of the house fed with a bad example: a wall that nothing can fall over is no wall. */
import { expect, test } from 'vitest';
import { brokenWalls, circles, importsOf, longFiles, longFunctions, REACHES_FOR_THE_WORLD, saysWhatItMayNot, strayPackages, unlisted, withoutOpening } from './rules.ts';
import { DATABASE_ROOM, ONE_ENGINES_OWN, PACKAGES, RAW_SQL, STAFF_QUERIES, WALLS } from './walls.ts';

const file = (path: string, ...lines: readonly string[]) => ({ path, text: lines.join('\n') });

test('imports are found however they are written, and not in comments', () => {
  const found = importsOf(
    file(
      'src/app/x.ts',
      "import { a,\n  b } from './a.ts';",
      "import type { C } from '../domain/c.ts';",
      "import { type D, type E } from './d.ts';",
      "import './e.css';",
      "export * from './f.ts';",
      "const g = await import('./g.ts'); let h: typeof import('./h.ts');",
      "// import { no } from './comment.ts'",
      "/* import './block.ts' */ const url = 'https://example.org'; export const name = 'no-import';",
    ),
  );
  expect(found).toEqual([
    { to: 'src/app/a.ts', isType: false },
    { to: 'src/domain/c.ts', isType: true },
    { to: 'src/app/d.ts', isType: true },
    { to: 'src/app/e.css', isType: false },
    { to: 'src/app/f.ts', isType: false },
    { to: 'src/app/g.ts', isType: false },
    { to: 'src/app/h.ts', isType: true },
  ]);
});

test('a circle through types or through an import that comes later is a circle', () => {
  const found = circles([
    file('src/a.ts', "import type { B } from './b.ts';"),
    file('src/b.ts', "export const c = import('./c.ts');"),
    file('src/c.ts', "import { type A } from './a.ts';"),
    file('src/d.ts', "import './a.ts';"),
  ]);
  expect(found).toEqual(['src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts']);
});

test.each([
  ['src/app/ui/bad.tsx', "import type { AppState } from '../state/app-state.ts';"],
  ['src/app/questions/bad.tsx', "import { signal } from '@preact/signals';"],
  ['src/app/questions/bad.tsx', "import { say } from '../screens/words.ts';"],
  ['src/app/ui/bad.tsx', "import { QuestionFields } from '../questions/index.tsx';"],
  ['src/app/screens/bad.tsx', "import { openLibrary } from '../../store/library.ts';"],
  ['src/app/screens/bad.tsx', "import type { Drained } from '../../sync/drain.ts';"],
  ['src/app/screens/bad.tsx', "const { seal } = await import('../../seal/seal.ts');"],
  ['src/council/staff/bad.tsx', "import { open } from '../database/open.ts';"],
  ['src/council/staff/bad.tsx', "import { sql } from 'kysely';"],
  ['src/council/staff/queries.ts', "import { openPart } from '../../seal/open.ts';"],
  ['src/tools/bad.mjs', "import { pieces } from '../app/pieces.ts';"],
])('%s may not say: %s', (path, text) => {
  expect(brokenWalls([file(path, text)], WALLS)).toHaveLength(1);
});

test('a type of what is kept may be shown by a screen, and a type of a row by a staff page', () => {
  const fine = [
    file('src/app/screens/fine.tsx', "import type { KeptReceipt } from '../../store/library.ts';"),
    file('src/council/staff/fine.tsx', "import type { RecordsTable } from '../database/schema.ts';"),
    file('src/council/staff/queries.ts', "import { sql } from 'kysely';"),
  ];
  expect(brokenWalls(fine, WALLS)).toEqual([]);
});

test('a staff page that asks the database itself is found', () => {
  const query = /\.(selectFrom|insertInto|updateTable|deleteFrom)\b/;
  const page = "const rows = await council.db\n  .selectFrom('records').execute();";
  expect(saysWhatItMayNot([file('src/council/staff/bad.tsx', page)], /^src\/council\/staff\//, STAFF_QUERIES, query)).toHaveLength(1);
  expect(saysWhatItMayNot([file('src/council/staff/queries.ts', page)], /^src\/council\/staff\//, STAFF_QUERIES, query)).toEqual([]);
});

test.each([
  ["import { sql, type Kysely } from 'kysely';", RAW_SQL],
  ["import { Kysely, sql } from 'kysely';", RAW_SQL],
  ['const count = sql<number>`count(*)`;', RAW_SQL],
  ['await sql`vacuum`.execute(db);', RAW_SQL],
  ["await sql.raw('vacuum').execute(db);", RAW_SQL],
  ["db.insertInto('apart').values(row).returningAll().execute()", ONE_ENGINES_OWN],
  ["db.insertInto('apart').orIgnore().values(row)", ONE_ENGINES_OWN],
  ["db.selectFrom('about').selectAll().forUpdate().execute()", ONE_ENGINES_OWN],
])('what only one engine takes is found outside of council/database: %s', (text, rule) => {
  expect(saysWhatItMayNot([file('src/council/bad.ts', text)], /^src\/council\//, DATABASE_ROOM, rule)).toHaveLength(1);
  expect(saysWhatItMayNot([file('src/council/database/fine.ts', text)], /^src\/council\//, DATABASE_ROOM, rule)).toEqual([]);
  expect(saysWhatItMayNot([file('src/council/fine.ts', "db.selectFrom('about').select(({ fn }) => fn.countAll().as('sql'))")], /^src\/council\//, DATABASE_ROOM, rule)).toEqual([]);
});

const reaching = (text: string) => saysWhatItMayNot([file('src/sync/bad.ts', text)], /^src\/(domain|sync)\//, /world/, REACHES_FOR_THE_WORLD);

test.each([
  'Date.now()', 'new Date()', 'Date()', 'performance.now()', 'Math.random()', 'crypto.subtle.digest(a, b)', 'globalThis.crypto',
  'setTimeout(go, 5)', 'setInterval(go, 5)', 'AbortSignal.timeout(5)', "fetch('/v1')", 'self.fetch(x)', 'new XMLHttpRequest()',
])('reaching for the world is found: %s', (text) => {
  expect(reaching(`const x = ${text};`)).not.toEqual([]);
});

test('what an Env hands over, a time that is given, and words about time are no reaching', () => {
  for (const text of ['env.fetch(path, init)', 'new Date(env.now())', 'env.random(16)', "'Date.now()'", '1; // setTimeout']) expect(reaching(`const x = ${text}`)).toEqual([]);
});

test.each([
  ['src/app/bad.ts', "import { Dexie } from 'dexie';", 'src/app/bad.ts takes dexie'],
  ['src/council/bad.ts', "import { Encrypter } from 'age-encryption';", 'src/council/bad.ts takes age-encryption'],
  ['src/domain/bad.ts', "import { readFileSync } from 'node:fs';", 'src/domain/bad.ts takes node'],
  ['src/app/bad.ts', "import _ from 'lodash/fp';", 'src/app/bad.ts takes lodash, which no room lists'],
  ['src/worker/bad.ts', "import { h } from 'preact/hooks';", 'src/worker/bad.ts takes preact'],
])('a package out of its room is found: %s %s', (path, text, fault) => {
  expect(strayPackages([file(path, text)], PACKAGES)).toEqual([fault]);
});

test('no opening, an opening that is no sentence, or one that comes too late is found', () => {
  for (const text of ['const a = 1;', '/** helpers */', '/** Some helpers for things */', "import './a.ts';\n/** What this is for, too late. */", '/* What this is for. */']) {
    expect(withoutOpening([file('src/a.ts', text)])).toHaveLength(1);
  }
  expect(withoutOpening([file('src/a.mjs', '#!/usr/bin/env node', '/**', ' * What it is for: this', ' * and that.', ' */')])).toEqual([]);
});

test('a file of 201 lines and a function of 41 are too long, however they are written', () => {
  const body = (lines: number) => Array.from({ length: lines }, () => '  call();').join('\n');
  expect(longFiles([file('src/a.ts', body(201))])).toEqual(['src/a.ts']);
  expect(longFiles([{ path: 'src/a.ts', text: `${body(200)}\n` }])).toEqual([]);
  const long = [`function one() {\n${body(39)}\n}`, `const two = () => {\n${body(39)}\n};`, `const it = { three() {\n${body(39)}\n} };`, `const four = () => (<p>\n${body(39)}\n</p>);`];
  expect(longFunctions([file('src/a.tsx', ...long)])).toEqual(['src/a.tsx one', 'src/a.tsx two', 'src/a.tsx three', 'src/a.tsx four']);
  expect(longFunctions([file('src/a.ts', `const fine = () => {\n${body(38)}\n};`)])).toEqual([]);
});

test('an exception that is no longer one must go from the list', () => {
  expect(unlisted(['src/a.ts'], { 'src/b.ts': 'reason' })).toEqual(['src/a.ts is too long', 'src/b.ts is listed and need not be']);
});
