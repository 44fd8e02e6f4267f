/** Question kinds: reading a form, judging an answer, following up. */
import { expect, test } from 'vitest';
import { checkAnswer, readAnswer } from '../../src/domain/check-answer.ts';
import { LONGEST_WORDS } from '../../src/domain/answer.ts';
import { toggle } from '../../src/domain/question-kinds/choose-many.ts';
import { kindOf } from '../../src/domain/question-kinds/index.ts';
import type { Fields } from '../../src/domain/question-kinds/kind.ts';
import { aChooseMany, aChooseOne, aScale, o, q, someAnswers, someQuestions, someWords } from '../kit/a-pack.ts';

const form = (fields: Record<string, string[]>): Fields => (name) => fields[name] ?? [];

test('an empty form is no answer, whatever the kind', () => {
  for (const question of someQuestions()) expect(readAnswer(question, form({}), 'en')).toBeUndefined();
  expect(readAnswer(someWords(), form({ value: ['  \n '] }), 'en')).toBeUndefined();
});

test('what stands in a form becomes an answer that its question takes', () => {
  const entered = [['phone', 'in-person'], ['hello'], ['2'], ['cards-back']];
  someQuestions().forEach((question, index) => {
    const answer = readAnswer(question, form({ value: entered[index]! }), 'so');
    expect(answer && checkAnswer(question, answer).ok).toBe(true);
  });
});

test('words are kept to the letter, spaces at the ends too, with the language of the screen', () => {
  expect(readAnswer(someWords(), form({ value: [' haa \n'] }), 'so')).toEqual({ q: 'impact', kind: 'words', value: { text: ' haa \n', lang: 'so' } });
});

test('words of 5,000 letters are taken and one more is a problem with a code, never a cut', () => {
  const answer = (text: string) => ({ q: q('impact'), kind: 'words', value: { text, lang: 'en' } }) as const;
  expect(checkAnswer(someWords(), answer('x'.repeat(LONGEST_WORDS))).ok).toBe(true);
  expect(checkAnswer(someWords(), answer('x'.repeat(LONGEST_WORDS + 1)))).toEqual({ ok: false, problem: { code: 'answer-too-long', at: 'impact' } });
});

test('an option, a step or a scale that the question does not have is refused', () => {
  const unknown = [
    [aChooseOne(), { q: q('what-next'), kind: 'choose-one', value: o('free-parking') }],
    [aChooseMany(), { q: q('how-to-ask'), kind: 'choose-many', value: [o('phone'), o('fax')] }],
    [aChooseMany(), { q: q('how-to-ask'), kind: 'choose-many', value: [o('phone'), o('phone')] }],
    [aChooseMany(), { q: q('how-to-ask'), kind: 'choose-many', value: [] }],
    [aChooseMany(), { q: q('how-to-ask'), kind: 'choose-many', value: [o('phone'), o('none-of-these')] }],
    [aScale(), { q: q('better-worse'), kind: 'scale', value: { scale: 'better-worse-5', at: 6 } }],
    [aScale(), { q: q('better-worse'), kind: 'scale', value: { scale: 'better-worse-5', at: 1.5 } }],
    [aScale(), { q: q('better-worse'), kind: 'scale', value: { scale: 'another', at: 1 } }],
    [aScale(), { q: q('better-worse'), kind: 'choose-one', value: o('step-1') }],
    [someWords(), { q: q('another'), kind: 'words', value: { text: 'x', lang: 'en' } }],
  ] as const;
  for (const [question, answer] of unknown) expect(checkAnswer(question, answer)).toMatchObject({ ok: false, problem: { code: 'answer-unknown' } });
});

test('"none of these" clears the others, and any other clears it', () => {
  const question = aChooseMany();
  expect(toggle(question, [o('phone'), o('in-person')], o('none-of-these'))).toEqual(['none-of-these']);
  expect(toggle(question, [o('none-of-these')], o('in-person'))).toEqual(['in-person']);
});

test('choices stand in the order of the pack, not of the fingers', () => {
  expect(toggle(aChooseMany(), [o('in-person')], o('phone'))).toEqual(['phone', 'in-person']);
});

test('"I would rather not say" wins over what else is ticked and fits every question', () => {
  for (const question of someQuestions()) {
    const answer = readAnswer(question, form({ value: ['phone'], passed: ['rather-not-say'] }), 'en');
    expect(answer).toEqual({ q: question.id, kind: 'rather-not-say', value: null });
    expect(checkAnswer(question, answer!).ok).toBe(true);
  }
});

test('choices and scales go into the closed part, words into their own', () => {
  expect(someQuestions().map((question) => kindOf(question).part)).toEqual(['closed', 'words', 'closed', 'closed']);
  expect(someAnswers()).toHaveLength(4);
});
