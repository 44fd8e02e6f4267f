/** Every conversation in the repository can be published: the same check as `npm run check-pack`, on all of them. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPack, faultLine, packNames } from '../../src/council/packs/sources.ts';
import { ROOT } from '../kit/a-folder.ts';

const PACKS = join(ROOT, 'packs');

test('there is a conversation', () => {
  expect(packNames(PACKS)).toContain('visitor-parking');
});

test.each(packNames(PACKS))('%s has no fault', (name) => {
  const checked = checkPack(PACKS, name);
  expect(checked.ok ? [] : checked.problem.map(faultLine)).toEqual([]);
});
