/** What the app says of its own words: drafts, partly checked, or checked by people who are named. */
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { locale as bn } from '../../src/app/locales/bn.ts';
import { locale as en } from '../../src/app/locales/en.ts';
import { locale as so } from '../../src/app/locales/so.ts';
import { DraftNotice, WhoChecked } from '../../src/app/screens/checked-words.tsx';
import { startTexts } from '../../src/i18n/texts.ts';

const TEXTS = { en: startTexts('en', en), so: startTexts('so', so), bn: startTexts('bn', bn) };
const NONE = { checked: 0, all: 340, by: [], unnamed: false };
const SOME = { checked: 12, all: 340, by: ['Test Speaker'], unnamed: false };
const ALL = { checked: 340, all: 340, by: ['Another Speaker', 'Test Speaker'], unnamed: true };

const notice = (lang: keyof typeof TEXTS, count: typeof SOME | typeof NONE) => renderToString(<DraftNotice texts={TEXTS[lang]} count={count} />);
const who = (lang: keyof typeof TEXTS, count: typeof SOME | typeof NONE) => renderToString(<WhoChecked texts={TEXTS[lang]} count={count} />);

test('words that nobody has checked are called what they are, before anyone answers', () => {
  expect(notice('so', NONE)).toContain(TEXTS.so.text('draft-words'));
  expect(who('so', NONE)).toBe(`<p>${TEXTS.so.text('draft-words')}</p>`);
});

test('some that were checked are counted, in the digits of the language, and by nobody whose name was not to be shown', () => {
  expect(notice('so', SOME)).toContain(TEXTS.so.text('draft-words.some'));
  expect(notice('so', SOME)).toMatch(/\b12\b.*\b340\b/);
  expect(notice('bn', SOME)).toMatch(/৩৪০.*১২/);
  expect(notice('so', SOME)).not.toContain('Test Speaker');
  expect(who('so', SOME)).toContain('Test Speaker');
  expect(who('so', SOME)).not.toContain(TEXTS.so.text('draft-words.unnamed'));
});

test('when all are checked nothing stands in the way any more, and those who did it are named where one can look', () => {
  expect(notice('bn', ALL)).toBe('');
  const said = who('bn', ALL);
  for (const each of [TEXTS.bn.text('draft-words.all'), 'Another Speaker', 'Test Speaker', TEXTS.bn.text('draft-words.unnamed')]) expect(said).toContain(each);
  expect(said).not.toContain('৩৪০');
});

test('English was written by people, says so only where one looks, and never blames a computer', () => {
  expect(notice('en', NONE)).toBe('');
  expect(who('en', NONE)).toContain('These words are a draft');
  expect(who('en', NONE)).not.toContain('computer');
});
