/** Words: what a person writes, in any language and script. */
import { LONGEST_WORDS, type Answer } from '../answer.ts';
import { problem } from '../problem.ts';
import type { Words } from '../question.ts';
import { bad, good } from '../result.ts';
import { FIELD, type Kind } from './kind.ts';

type WordsAnswer = Extract<Answer, { kind: 'words' }>;

export const words: Kind<Words, WordsAnswer> = {
  kind: 'words',
  part: 'words',
  wordKeys: () => [],
  // Kept exactly as typed, spaces at the ends included; only a field with nothing else in it counts as empty.
  read: (question, fields, lang) => {
    const text = fields(FIELD.value)[0] ?? '';
    return text.trim() === '' ? undefined : { q: question.id, kind: 'words', value: { text, lang } };
  },
  check: (question, answer) =>
    answer.value.text.length <= LONGEST_WORDS ? good(answer) : bad(problem('answer-too-long', question.id)),
  chosen: () => [],
};
