/** How words become prompts and prompts a sentence: dates, numbers, long texts, and what is not said at all. */
import { describe, expect, test } from 'vitest';
import { clipsFor, LONGEST_PROMPT, promptsOf, sayCode, sayDay, sayNumber } from '../../src/domain/spoken.ts';
import type { Clip } from '../../src/domain/voice.ts';

const CLIP = {} as Clip;
const having = (sequences: Readonly<Record<string, readonly string[]>>, ...names: readonly string[]) => ({ clips: Object.fromEntries(names.map((name) => [name, CLIP])), sequences });

describe('what is one clip', () => {
  test('a short text is, under its own key', () => {
    expect(promptsOf('dock.back', 'Back')).toEqual({ prompts: [{ name: 'dock.back', text: 'Back', goesOn: false }], sequence: ['dock.back'] });
  });

  test('a text with a value in it is cut there, in the order of its language', () => {
    expect(promptsOf('done.next', 'Goluhu {{date}} ayuu go’aan gaarayaa.')).toEqual({
      prompts: [
        { name: 'done.next~1', text: 'Goluhu', goesOn: true },
        { name: 'done.next~2', text: 'ayuu go’aan gaarayaa.', goesOn: false },
      ],
      sequence: ['done.next~1', '{{date}}', 'done.next~2'],
    });
    expect(promptsOf('by', 'by {{date}}.').sequence).toEqual(['by~1', '{{date}}']);
    expect(promptsOf('on', '{{date}}')).toEqual({ prompts: [], sequence: ['{{date}}'] });
  });

  test('a long text is a clip a sentence, also where sentences end with a dari or a quotation mark', () => {
    const long = 'এখানে আপনি যে সাহায্য চাইবেন, তা আলাদা করে কাউন্সিলে যাবে। '.repeat(3).trim();
    expect(promptsOf('why', long).sequence).toEqual(['why~1', 'why~2', 'why~3']);
    const quoted = `${'Use the menu and choose “open in browser.” '.repeat(4)}5,000 letters are 1.5 pages.`;
    expect(promptsOf('help', quoted).prompts.map(({ text }) => text).slice(-2)).toEqual(['Use the menu and choose “open in browser.”', '5,000 letters are 1.5 pages.']);
    expect(promptsOf('edge', `${'a'.repeat(LONGEST_PROMPT - 2)}. b`).sequence).toEqual(['edge~1', 'edge~2']);
    expect(promptsOf('edge', 'a'.repeat(LONGEST_PROMPT)).sequence).toEqual(['edge']);
  });

  test('a code, a version or another option can’t be said, so nothing is', () => {
    expect(promptsOf('problem.code', 'Code for helpers: {{code}}')).toEqual({ prompts: [], sequence: [] });
  });
});

describe('what a value says', () => {
  test('days, numbers and codes are clips of their own', () => {
    expect(sayDay('2027-06-30')).toEqual(['say.day.30', 'say.month.6', 'say.year.2027']);
    expect(sayNumber(0)).toEqual(['say.number.0']);
    expect(sayCode('K7-0a')).toEqual(['say.letter.k', 'say.number.7', 'say.number.0', 'say.letter.a']);
  });

  test('what there is no clip for is not said', () => {
    expect([sayNumber(60), sayNumber(-1), sayNumber(1.5), sayNumber(Number.NaN), sayDay('soon')]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('what is played for a key', () => {
  const voice = having({ until: ['until~1', '{{date}}'], answered_one: ['answered_one~1', '{{count}}'], answered_other: ['answered_other~1', '{{count}}'] },
    'back', 'until~1', 'say.day.1', 'say.month.2', 'say.year.2027', 'answered_one~1', 'answered_other~1', 'say.number.1', 'say.number.4');

  test('one clip, a sequence with a date, and the plural of the voice’s own language', () => {
    expect(clipsFor(voice, 'en', 'back')).toEqual(['back']);
    expect(clipsFor(voice, 'en', 'until', { date: '2027-02-01' })).toEqual(['until~1', 'say.day.1', 'say.month.2', 'say.year.2027']);
    expect(clipsFor(voice, 'en', 'answered', { count: 1 })).toEqual(['answered_one~1', 'say.number.1']);
    expect(clipsFor(voice, 'so', 'answered', { count: 4 })).toEqual(['answered_other~1', 'say.number.4']);
  });

  test('half a sentence is never said: no clip, no value, a value beyond the clips', () => {
    expect(clipsFor(voice, 'en', 'gone')).toBeUndefined();
    expect(clipsFor(voice, 'en', 'until')).toBeUndefined();
    expect(clipsFor(voice, 'en', 'until', { date: '2031-02-01' })).toBeUndefined();
    expect(clipsFor(voice, 'en', 'answered', { count: 60 })).toBeUndefined();
  });
});
