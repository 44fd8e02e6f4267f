/** What was recorded in a draft, by question, and what of it goes to the council. */
import type { ClipAnswer, ClipFacts } from './clip.ts';
import type { Draft } from './draft.ts';
import type { QuestionId, RecordId } from './id.ts';
import { questionsAsked } from './next-question.ts';
import type { Question } from './question.ts';

/** Where a recording belongs: a question of the conversation, or of what stands apart from it. */
export interface SpokenTo {
  readonly part: 'answers' | 'support';
  readonly q: QuestionId;
}

/** The record that a recording will be named by. */
export const recordOf = (draft: Draft, part: SpokenTo['part']): RecordId => (part === 'support' ? draft.support.id : draft.id);

const listOf = (draft: Draft, part: SpokenTo['part']): readonly ClipAnswer[] => (part === 'support' ? draft.support.clips : draft.clips) ?? [];

/** What was recorded for this question and kept, in order. */
export const clipsTo = (draft: Draft, { part, q }: SpokenTo): readonly ClipFacts[] => listOf(draft, part).find((each) => each.q === q)?.value ?? [];

/** Puts these recordings in the place of the question's own; none leaves no entry. */
export const withClips = (draft: Draft, to: SpokenTo, value: readonly ClipFacts[]): Draft => {
  const list = listOf(draft, to.part);
  const at = list.findIndex((each) => each.q === to.q);
  const entry: ClipAnswer = { q: to.q, kind: 'clips', value };
  const clips = value.length === 0 ? list.filter((each) => each.q !== to.q) : at === -1 ? [...list, entry] : list.with(at, entry);
  return to.part === 'support' ? { ...draft, support: { ...draft.support, clips } } : { ...draft, clips };
};

/** How many there are in the record that this part will be. */
export const clipCount = (draft: Draft, part: SpokenTo['part']): number => listOf(draft, part).reduce((sum, { value }) => sum + value.length, 0);

/** As with words: recordings for a question that fell away stay behind. */
export const clipsAsked = (questions: readonly Question[], { answers, clips = [] }: Pick<Draft, 'answers' | 'clips'>): readonly ClipAnswer[] => {
  const asked = new Set<QuestionId>(questionsAsked(questions, answers).map(({ id }) => id));
  return clips.filter(({ q }) => asked.has(q));
};

export const hasVoice = (clips: readonly ClipAnswer[]): boolean => clips.some(({ value }) => value.some(({ medium }) => medium === 'sound'));
