/** Which tests of a slow file run this time: in `prove` all, else some, drawn by the seed; the others are counted as skipped. */
import { beforeEach } from 'vitest';

const prove = process.env['PROVE'] === '1';
const seed = Number(process.env['SEED'] ?? 0) || 0;
/** One in three: what takes its time in these is sound, which can be hurried only so far. */
const ONE_IN = 3;

/** Spread evenly by the names, and by another seed in another way. */
const numberOf = (name: string): number => {
  let number = seed % 65_521;
  for (const letter of name) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return number;
};

/** Call it once, at the top of the file. */
export const drawSome = (): void =>
  beforeEach(({ task, skip }) => {
    if (!prove && numberOf(task.name) % ONE_IN !== 0) skip('not drawn by this seed; npm run prove runs them all');
  });
