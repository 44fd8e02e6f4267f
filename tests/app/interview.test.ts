/** One interview: going on, skipping, going back, changing from the review, and what stops a person. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepDraft } from '../../src/app/state/draft-keeper.ts';
import { startInterview, type Interview, type InterviewDoors } from '../../src/app/state/interview.ts';
import { answerTo, LONGEST_WORDS } from '../../src/domain/answer.ts';
import type { ClipFacts, ClipId } from '../../src/domain/clip.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { o, q } from '../kit/a-pack.ts';
import { aPhone, type APhone } from '../kit/a-phone.ts';
import { aDraft, thePack } from './a-conversation.ts';

let phone: APhone;
let moves: string[];
beforeEach(() => {
  phone = aPhone();
  moves = [];
});
afterEach(() => phone.close());

const open = (place = 'promise', handIn: InterviewDoors['handIn'] = async () => null): Interview =>
  startInterview(thePack(), keepDraft(aDraft(), false, phone.library), { moved: (to, direction) => moves.push(`${direction} ${to}`), handIn }, place);
const at = (interview: Interview) => interview.stop.value.place;
const answerOf = (interview: Interview, id: string) => answerTo(interview.draft.value.answers, q(id));
const write = (interview: Interview, text: string) =>
  interview.answer(interview.stop.value, q(interview.stop.value.place), { q: q(interview.stop.value.place), kind: 'words', value: { text, lang: 'en' } });
const choose = (interview: Interview, id: string, value: string) => interview.answer(interview.stop.value, q(id), { q: q(id), kind: 'choose-one', value: o(value) });

test('going on leads through every stop to the review, and each move is told to the history once', () => {
  const interview = open();
  for (let stops = 0; stops < 12; stops += 1) interview.goOn();
  expect(at(interview)).toBe('review');
  expect(moves).toHaveLength(12);
  expect(moves.slice(0, 3)).toEqual(['on support', 'on good-outcome', 'on impact']);
  expect(interview.draft.value.place).toBe('review');
});

test('passing a question by without an answer is skipping it; not having seen it is not', () => {
  const interview = open('impact');
  interview.goOn();
  expect(answerOf(interview, 'impact')).toEqual({ q: 'impact', kind: 'skipped', value: null });
  expect(answerOf(interview, 'better-worse')).toBeUndefined();
});

test('skipping takes an answer back and goes on', () => {
  const interview = open('impact');
  write(interview, 'It is hard.');
  interview.skip();
  expect(answerOf(interview, 'impact')).toMatchObject({ kind: 'skipped' });
  expect(at(interview)).toBe('better-worse');
});

test('the promise, support and the review can’t be skipped, and are never marked so', () => {
  for (const place of ['promise', 'support', 'review']) {
    const interview = open(place);
    interview.skip();
    expect(at(interview)).toBe(place);
  }
  const interview = open('support');
  interview.goOn();
  expect(interview.draft.value.support.answers).toEqual([]);
});

test('going back changes no answer and stops at the promise', () => {
  const interview = open('better-worse');
  interview.back();
  expect(at(interview)).toBe('impact');
  expect(interview.draft.value.answers).toEqual([]);
  for (let times = 0; times < 9; times += 1) interview.back();
  expect(at(interview)).toBe('promise');
  expect(moves.every((move) => move.startsWith('back'))).toBe(true);
});

test('an answer brings its follow-up next, and another answer takes it away again', () => {
  const interview = open('what-next');
  choose(interview, 'what-next', 'none-of-these');
  interview.goOn();
  expect(at(interview)).toBe('other-idea');
  interview.back();
  choose(interview, 'what-next', 'cards-back');
  interview.goOn();
  expect(at(interview)).toBe('about.age');
});

test('"change" on the review leads to the question, and from there on or back to the review again', () => {
  for (const way of ['goOn', 'back', 'skip'] as const) {
    const interview = open('review');
    interview.change('impact');
    expect(at(interview)).toBe('impact');
    write(interview, 'Worse.');
    interview[way]();
    expect(at(interview)).toBe('review');
    expect(interview.changing.value).toBe(false);
    interview.back();
    expect(at(interview)).toBe('about.language');
  }
});

test('a problem stops going on, says where, and goes as soon as the answer changes', () => {
  const interview = open('impact');
  write(interview, 'x'.repeat(LONGEST_WORDS + 1));
  interview.goOn();
  expect(at(interview)).toBe('impact');
  expect(interview.problem.value).toEqual({ code: 'answer-too-long', at: 'impact' });
  write(interview, 'x');
  expect(interview.problem.value).toBeNull();
  interview.goOn();
  expect(at(interview)).toBe('better-worse');
});

test('what is too long is kept whole all the same', () => {
  const interview = open('impact');
  write(interview, 'x'.repeat(LONGEST_WORDS + 1));
  interview.goOn();
  expect(answerOf(interview, 'impact')).toMatchObject({ value: { text: 'x'.repeat(LONGEST_WORDS + 1) } });
});

const aClip = (letter: string): ClipFacts => ({ id: letter.repeat(32) as ClipId, medium: 'sound', seconds: 3, lang: 'so' });

test('a question that was spoken to is not skipped, whether it is passed by or skipping is pressed', () => {
  for (const way of ['goOn', 'skip'] as const) {
    const interview = open('impact');
    interview.clips({ part: 'answers', q: q('impact') }, (now) => [...now, aClip('a')]);
    interview[way]();
    expect(answerOf(interview, 'impact')).toBeUndefined();
    expect(at(interview)).toBe('better-worse');
    expect(interview.draft.value.clips).toEqual([{ q: 'impact', kind: 'clips', value: [aClip('a')] }]);
  }
});

test('skipped first and spoken to afterwards: it is skipped no more; deleted again, it is seen and left out', () => {
  const interview = open('impact');
  interview.goOn();
  const to = { part: 'answers', q: q('impact') } as const;
  interview.clips(to, () => [aClip('a')]);
  expect(answerOf(interview, 'impact')).toBeUndefined();
  interview.clips(to, () => []);
  expect(interview.draft.value.clips).toEqual([]);
  interview.show('impact');
  interview.goOn();
  expect(answerOf(interview, 'impact')).toMatchObject({ kind: 'skipped' });
});

test('leaving all of "about you" out marks each as skipped and leads to the review', () => {
  const interview = open('about.age');
  choose(interview, 'age', 'from-85');
  interview.leaveAboutOut();
  expect(at(interview)).toBe('review');
  expect(interview.draft.value.about.every(({ kind }) => kind === 'skipped')).toBe(true);
});

test('leaving them out after "change" ends the changing: back from the review leads to the stop before it', () => {
  const interview = open('review');
  interview.change('about.age');
  interview.leaveAboutOut();
  interview.back();
  expect(at(interview)).toBe('about.language');
});

test('the browser’s own back to the review ends the changing as well', () => {
  const interview = open('review');
  interview.change('impact');
  interview.show('review');
  interview.back();
  expect(at(interview)).toBe('about.language');
});

test('the history showing a stop adds nothing to the history', () => {
  const interview = open('impact');
  interview.show('support');
  expect(at(interview)).toBe('support');
  expect(moves).toEqual([]);
});

test('handing in happens once, however often the button is pressed, and a refusal shows', async () => {
  let calls = 0;
  let finish: (problem: Problem | null) => void = () => undefined;
  const interview = open('review', () => {
    calls += 1;
    return new Promise((done) => (finish = done));
  });
  interview.goOn();
  interview.goOn();
  expect(calls).toBe(1);
  expect(interview.busy.value).toBe(true);
  finish({ code: 'keys-missing' });
  await expect.poll(() => interview.busy.value, { timeout: 10_000 }).toBe(false);
  expect(interview.problem.value).toEqual({ code: 'keys-missing' });
  interview.goOn();
  expect(calls).toBe(2);
});

test('every change is on its way to the disk without being asked to', async () => {
  const interview = open('impact');
  write(interview, 'It is hard.');
  await expect.poll(() => interview.kept.value, { timeout: 10_000 }).toBe('kept');
  expect((await phone.library.draft('visitor-parking'))?.answers).toEqual(interview.draft.value.answers);
});
