/** The glossary: well formed, honest about who checked it, in plain words, and said in the app as it stands there. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseCsv, parseGlossary, saysTerm, termsIn, GLOSSARY_COLUMNS } from '../../src/domain/glossary.ts';
import { LADDER } from '../../src/domain/rung.ts';
import { booksIn, englishFor } from '../../src/tools/words/books.mjs';
import { grade, sentencesIn } from './plain-rules.ts';
import { readText, readWords } from './read-files.ts';

const parsed = parseGlossary(readText('locales/glossary.csv'));
const terms = parsed.ok ? parsed.value : [];
const books = booksIn(join(import.meta.dirname, '../..')).filter(({ lang }) => lang !== 'en');

test('it is well formed: every term in three languages, explained, with a status that we know, and checked only by a name', () => {
  expect(parsed.ok ? [] : parsed.problem).toEqual([]);
  expect(terms.length).toBeGreaterThanOrEqual(40);
});

/** By place, key, language and term: where a text says it in another way, and why that is better. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = {
  'app help.browser.help (so): browser': 'the English word stands there as it does in the menu to look for',
  'app help.browser.help (bn): browser': 'the English word stands there as it does in the menu to look for',
  'studio skip-to-content (so): skip': 'here one jumps over the top of the page, and leaves nothing out',
  'studio skip-to-content (bn): skip': 'here one jumps over the top of the page, and leaves nothing out',
  'studio share.no-file (bn): voice': 'it says “of this studio”, which is shorter and as true',
  'studio trouble.inside-another-app (so): browser': 'it names two instead',
  'app missing.help (bn): address': 'that of a page, for which people say “link”',
};

test('what the glossary has, the app and the conversations say', () => {
  const others = books.flatMap((book) =>
    Object.entries(book.words).flatMap(([key, text]) =>
      termsIn(englishFor(book.english, key), terms)
        .filter((term) => !saysTerm(term, book.lang, text))
        .map((term) => `${book.place} ${key} (${book.lang}): ${term.forms.en[0]}`),
    ),
  );
  expect(others.filter((each) => !(each in SAID_OTHERWISE))).toEqual([]);
  // What is listed and no longer so must go from the list.
  expect(Object.keys(SAID_OTHERWISE).filter((each) => !others.includes(each))).toEqual([]);
});

test('every term is one that we say: to residents or to staff, or its note tells why not', () => {
  const english = [...booksIn(join(import.meta.dirname, '../..')).filter(({ lang }) => lang === 'en').flatMap(({ words }) => Object.values(words)), ...Object.values(readWords('locales/en/staff.json'))];
  const unsaid = terms.filter((term) => !english.some((text) => termsIn(text, [term]).length > 0));
  expect(unsaid.filter(({ note }) => !/\bnot said\b/i.test(note)).map(({ forms }) => forms.en[0])).toEqual([]);
});

test.each(['so', 'bn'] as const)('the ladder stands there as the app says it, rung by rung: %s', (lang) => {
  const said = readWords(`locales/${lang}/app.json`);
  const rungs = LADDER.map((rung) => terms.find(({ forms }) => forms.en.includes(rung.replace('-', ' ')))?.forms[lang]);
  expect(rungs).toEqual(LADDER.map((rung) => [said[`ladder.${rung}`]]));
});

test('a definition is read at grade 5 or below', () => {
  expect(terms.filter(({ definition }) => grade(sentencesIn(definition)) > 5).map(({ definition }) => definition)).toEqual([]);
});

const HEADER = GLOSSARY_COLUMNS.join(',');
const ROW = 'permit,ruqsad,পারমিট,,A paper.,,,draft';

test.each([
  ['other columns', 'en,so\na,b', 'the columns are not'],
  ['a cell too few', `${HEADER}\npermit,ruqsad,পারমিট,,A paper.,,draft`, 'has 7 cells'],
  ['a language missing', `${HEADER}\npermit,,পারমিট,,A paper.,,,draft`, 'lacks a language'],
  ['no definition', `${HEADER}\npermit,ruqsad,পারমিট,,,,,draft`, 'says not what it means'],
  ['a status that is none', `${HEADER}\n${ROW}`.replace('draft', 'final'), 'has the status "final"'],
  ['checked by nobody', `${HEADER}\n${ROW}`.replace('draft', 'checked'), 'is checked by nobody'],
  ['checked by a computer', `${HEADER}\npermit,ruqsad,পারমিট,,A paper.,,a computer,checked`, 'names no person'],
  ['Sylheti from nobody', `${HEADER}\npermit,ruqsad,পারমিট,ফারমিট,A paper.,,,draft`, 'has Sylheti from nobody'],
  ['letters that are not composed', `${HEADER}\ncafe\u0301,ruqsad,পারমিট,,A paper.,,,draft`, 'is not NFC'],
  ['a term twice', `${HEADER}\n${ROW}\n${ROW}`, 'stands there twice'],
  ['a quotation mark out of place', `${HEADER}\n"per"mit,b`, 'quotation mark'],
])('a bad glossary is found: %s', (_name, csv, why) => {
  const bad = parseGlossary(csv);
  expect(bad.ok ? '' : bad.problem.join()).toContain(why);
});

test('cells may hold commas, quotation marks and lines', () => {
  const rows = parseCsv('a,"b, ""c""\nd",\r\ne,,f\n');
  expect(rows.ok && rows.value).toEqual([['a', 'b, "c"\nd', ''], ['e', '', 'f']]);
});

test('a term is found as a whole word, and its translation also within one', () => {
  const good = parseGlossary(`${HEADER}\n${ROW}\n"decide / decides",go'aa,সিদ্ধান্ত,,To choose.,,,draft`);
  const found = good.ok ? good.value : [];
  expect(termsIn('A permit’s price. Who decides?', found)).toHaveLength(2);
  expect(termsIn('Permitted, undecided, {{permit}}', found)).toEqual([]);
  expect(saysTerm(found[0]!, 'so', 'Ruqsadaha martida')).toBe(true);
  expect(saysTerm(found[1]!, 'so', 'Golaha ayaa go’aamiya')).toBe(true);
  expect(saysTerm(found[0]!, 'bn', 'অনুমতি')).toBe(false);
});
