/** The walls of the house that the compiler can't see, held against every file under src. */
import { expect, test } from 'vitest';
import { filesUnder } from './read-files.ts';
import { brokenWalls, circles, longFiles, longFunctions, REACHES_FOR_THE_WORLD, saysWhatItMayNot, strayPackages, unlisted, withoutOpening } from './rules.ts';
import { DATABASE_ROOM, LONG_FILES, LONG_FUNCTIONS, ONE_ENGINES_OWN, PACKAGES, RAW_SQL, STAFF_QUERIES, WALLS } from './walls.ts';

const src = filesUnder('src', /\.(ts|tsx|mjs)$/);
const code = src.filter(({ path }) => !path.endsWith('.d.ts'));

test('no file imports itself, by whatever detour, types included', () => {
  expect(circles(src)).toEqual([]);
});

test('what draws knows no state, what shows knows no store, staff know only their own queries', () => {
  expect(brokenWalls(src, WALLS)).toEqual([]);
});

test('staff pages ask the database nothing except through their own queries', () => {
  expect(saysWhatItMayNot(src, /^src\/council\/staff\//, STAFF_QUERIES, /\.(selectFrom|insertInto|updateTable|deleteFrom)\b/)).toEqual([]);
});

test('no SQL as text, and nothing that only one engine has, outside of council/database', () => {
  expect(saysWhatItMayNot(src, /^src\/council\//, DATABASE_ROOM, RAW_SQL)).toEqual([]);
  expect(saysWhatItMayNot(src, /^src\/council\//, DATABASE_ROOM, ONE_ENGINES_OWN)).toEqual([]);
});

test('domain and sync reach for no clock, chance, timer, network or cryptography of their own', () => {
  expect(saysWhatItMayNot(src, /^src\/(domain|sync)\//, /^src\/sync\/world\.ts$/, REACHES_FOR_THE_WORLD)).toEqual([]);
});

test('each package stands only in the rooms that list it', () => {
  expect(strayPackages(src, PACKAGES)).toEqual([]);
});

test('every file opens with a sentence on what it is for', () => {
  expect(withoutOpening(src)).toEqual([]);
});

test('files end before 200 lines and functions before 40, unless they are listed with a reason', () => {
  expect(unlisted(longFiles(code), LONG_FILES)).toEqual([]);
  expect(unlisted(longFunctions(code), LONG_FUNCTIONS)).toEqual([]);
});
