/** Which tests of a slow file run this time: in `prove` all, else some, drawn by the seed; the others are counted as skipped. */
import { beforeEach } from 'vitest';

const prove = process.env['PROVE'] === '1';
const seed = Number(process.env['SEED'] ?? 0) || 0;
/** What takes its time in most of these is sound, which can be hurried only so far. */
const ONE_IN = 6;

/** Spread evenly by the names, and by another seed in another way. */
const numberOf = (name: string): number => {
  let number = seed % 65_521;
  for (const letter of name) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return number;
};

/** Call it once, at the top of a file or of a `describe`: of so many tests one runs, and always one at least. */
export const drawSome = (oneIn = ONE_IN): void =>
  beforeEach(({ task, skip }) => {
    if (prove) return;
    const names = (task.suite ?? task.file).tasks.map(({ name }) => name).toSorted((one, other) => numberOf(one) - numberOf(other));
    if (names.indexOf(task.name) >= Math.ceil(names.length / oneIn)) skip('not drawn by this seed; npm run prove runs them all');
  });
