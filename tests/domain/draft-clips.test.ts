/** What was recorded in a draft: by question, apart where it stands apart, and only what was asked goes. */
import { expect, test } from 'vitest';
import { REACH, type ClipFacts, type ClipId } from '../../src/domain/clip.ts';
import { quoteWith } from '../../src/domain/consent.ts';
import { beginDraft, hasSomething } from '../../src/domain/draft.ts';
import { clipCount, clipsAsked, clipsTo, recordOf, withClips } from '../../src/domain/draft-clips.ts';
import { aChooseOne, o, q, someWords } from '../kit/a-pack.ts';
import { someBytes } from '../kit/a-world.ts';

const draft = beginDraft({ pack: 'p' as never, packVersion: { number: 1, hash: 'h' }, mode: 'own-phone', lang: 'en' }, someBytes(3), 0);
const clip = (letter: string): ClipFacts => ({ id: letter.repeat(32) as ClipId, medium: 'sound', seconds: 2, lang: 'en' });
const impact = { part: 'answers', q: q('impact') } as const;
const reach = { part: 'support', q: REACH } as const;

test('recordings stand by their question, in order, and what stands apart has its own record', () => {
  const spoken = withClips(withClips(draft, impact, [clip('a'), clip('b')]), reach, [clip('c')]);
  expect(clipsTo(spoken, impact)).toEqual([clip('a'), clip('b')]);
  expect(clipsTo(spoken, reach)).toEqual([clip('c')]);
  expect([clipCount(spoken, 'answers'), clipCount(spoken, 'support')]).toEqual([2, 1]);
  expect(recordOf(spoken, 'support')).toBe(spoken.support.id);
  expect(recordOf(spoken, 'answers')).toBe(spoken.id);
  expect(hasSomething(spoken)).toBe(true);
});

test('the last one deleted leaves no entry', () => {
  const empty = withClips(withClips(draft, impact, [clip('a')]), impact, []);
  expect(empty.clips).toEqual([]);
  expect(hasSomething(empty)).toBe(false);
});

test('recordings for a question that fell away stay behind', () => {
  const questions = [aChooseOne('what-next', 'yes', 'no'), { ...someWords('why'), when: { q: q('what-next'), is: [o('yes')] } }, someWords()];
  const spoken = withClips(withClips(draft, impact, [clip('a')]), { part: 'answers', q: q('why') }, [clip('b')]);
  const answered = (value: string) => ({ ...spoken, answers: [{ q: q('what-next'), kind: 'choose-one', value: o(value) } as const] });
  expect(clipsAsked(questions, answered('yes')).map((each) => each.q)).toEqual(['impact', 'why']);
  expect(clipsAsked(questions, answered('no')).map((each) => each.q)).toEqual(['impact']);
});

test('who deletes every recording after allowing the voice has allowed the words', () => {
  expect([quoteWith('voice-too', true), quoteWith('voice-too', false), quoteWith('count-only', false), quoteWith(null, true)]).toEqual(['voice-too', 'words-no-name', 'count-only', null]);
});
