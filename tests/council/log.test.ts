/** The log of the process: one line an event, and never what a person wrote. */
import { expect, test } from 'vitest';
import { logTo, placeOf } from '../../src/council/log.ts';
import { filesUnder } from '../house/read-files.ts';

const SECRET = 'my sister is ill';

test('an event is one JSON line with the time by the clock that it was handed', () => {
  const lines: string[] = [];
  logTo((line) => lines.push(line), { now: () => Date.UTC(2026, 10, 24) })('pack-published', { pack: 'visitor-parking', number: 1 });
  expect(lines).toEqual(['{"at":"2026-11-24T00:00:00.000Z","event":"pack-published","pack":"visitor-parking","number":1}']);
});

test('nothing that an event tells takes the place of its time, and every event has a name that can be searched for', () => {
  const said = filesUnder('src/council', /\.tsx?$/).flatMap(({ text }) => [...text.matchAll(/\blog\('([^']*)'(?:, \{([^}]*)\})?/g)]);
  expect(said.length).toBeGreaterThan(5);
  for (const [, event, facts = ''] of said) {
    expect(event).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(facts).not.toMatch(/\b(at|address|network|path|url|body|text|words|message|stack)\b:/);
  }
});

test('where an error was thrown is told, and its message is not', () => {
  const place = placeOf(new Error(SECRET));
  expect(place).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
  expect(place).not.toContain(SECRET);
});

test.each([
  ['over several lines', `refused:\n${SECRET}\n  ${SECRET}`],
  ['dressed up as a place', `refused\n    at ${SECRET} (file.ts:1:1)`],
  ['empty', ''],
])('a message that is %s does not get into the log either', (_, message) => {
  const place = placeOf(new Error(message));
  expect(place).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
});

test('what JSON.parse quotes of a text that it can’t read does not get into the log', () => {
  try {
    JSON.parse(`{"a":\n${SECRET}\n`);
  } catch (error) {
    expect((error as Error).stack).toContain(SECRET.slice(0, 5));
    expect(placeOf(error as Error)).not.toContain(SECRET.slice(0, 5));
  }
  expect.assertions(2);
});

test('an error without a trace: unknown', () => {
  const error = new Error(SECRET);
  error.stack = '';
  expect(placeOf(error)).toBe('unknown');
  delete (error as { stack?: string }).stack;
  expect(placeOf(error)).toBe('unknown');
});
