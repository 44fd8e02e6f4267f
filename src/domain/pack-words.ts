/** Which words a conversation must have in each language, by key: asked of its sources before it is published. */
import type { Question } from './question.ts';
import { kindOf } from './question-kinds/index.ts';

/** The words of a pack itself. `reasons` and `reasons.more`: why it is asked, and what is known already. */
const PACK_KEYS = ['title', 'short', 'who', 'can', 'cannot', 'hear-back', 'reasons', 'reasons.more', 'notice'] as const;
const SET_KEYS = ['why'] as const;

export interface WordKeys {
  readonly needed: readonly string[];
  /** May be there: a line of help below a question. */
  readonly allowed: readonly string[];
}

const ofQuestions = (own: readonly string[], questions: readonly Question[]): WordKeys => ({
  needed: [...own, ...questions.flatMap((question) => ['ask', ...kindOf(question).wordKeys(question)].map((key) => `q.${question.id}.${key}`))],
  allowed: questions.map((question) => `q.${question.id}.help`),
});

/** An example says that it is one; a real pack says where paper is handed in. */
export const packWordKeys = (pack: { readonly example: boolean; readonly questions: readonly Question[] }): WordKeys =>
  ofQuestions([...PACK_KEYS, pack.example ? 'example' : 'where'], pack.questions);

export const setWordKeys = (set: { readonly questions: readonly Question[] }): WordKeys => ofQuestions(SET_KEYS, set.questions);
