/** What a recording's file is called: it says where it belongs, no two are alike, and none leads out of its folder. */
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipFileName, inOrder } from '../../src/council/clip-names.ts';
import type { ClipAnswer, ClipId } from '../../src/domain/clip.ts';
import type { QuestionId } from '../../src/domain/id.ts';

const RECORD = 'a'.repeat(32);
const answer = (q: string, ...ids: readonly string[]): ClipAnswer => ({
  q: q as QuestionId,
  kind: 'clips',
  value: ids.map((id) => ({ id: id as ClipId, medium: 'sound', seconds: 1, lang: 'so' })),
});
const named = (clips: readonly ClipAnswer[]): readonly string[] => inOrder(clips).map((placed) => clipFileName(RECORD, placed, 'audio/webm'));

test('the record, the question, its place in the order of recording, and what it is', () => {
  expect(named([answer('impact', 'one', 'two'), answer('other-idea', 'three')])).toEqual([`${RECORD}.impact.1.webm`, `${RECORD}.impact.2.webm`, `${RECORD}.other-idea.1.webm`]);
  const endings = (['audio/webm', 'audio/ogg', 'audio/mp4', 'image/jpeg', 'image/png'] as const).map((type) => clipFileName(RECORD, { q: 'impact', n: 1 }, type).split('.').at(-1));
  expect(endings).toEqual(['webm', 'ogg', 'm4a', 'jpg', 'png']);
});

test('a recording that is named twice has one name', () => {
  expect(named([answer('impact', 'one', 'one'), answer('other-idea', 'one')])).toEqual([`${RECORD}.impact.1.webm`]);
});

test('whatever a question calls itself, the file stays in its folder, and no two have one name', () => {
  const nasty = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('../../etc/passwd', '..', '.', '', '/', 'C:\\x', 'a/b', 'con', 'a\0b', 'question', 'impact', 'IMPACT', 'impact\n'));
  fc.assert(
    fc.property(fc.array(nasty, { maxLength: 8 }), (questions) => {
      const names = named(questions.map((q, at) => answer(q, `${at}`)));
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) {
        expect(name).toMatch(/^[0-9a-f]{32}\.[a-z][a-z0-9-]{0,39}\.[1-9][0-9]*\.webm$/);
        expect(basename(join('/out', name))).toBe(name);
      }
    }),
  );
});
