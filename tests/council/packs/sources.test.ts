/** Every fault that a conversation can have is refused before a resident sees it, with its file, its key and its language. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPack, faultLine, packNames } from '../../../src/council/packs/sources.ts';
import { aPacksFolder, type APacksFolder } from '../../kit/a-packs-folder.ts';

const PACK = 'visitor-parking';
const STRUCTURE = `${PACK}/pack.json`;
const faultsOf = ({ folder }: APacksFolder): readonly string[] => {
  const checked = checkPack(folder, PACK);
  return checked.ok ? [] : checked.problem.map(faultLine);
};

type Change = (pack: any) => unknown;
const question = (id: string, change: (question: any) => unknown): Change => (pack) => void change(pack.questions.find((each: any) => each.id === id));

test('the sources as they stand have no fault, and the sets stand in their places', () => {
  const checked = checkPack(aPacksFolder().folder, PACK);
  expect(checked.ok).toBe(true);
  if (!checked.ok) return;
  expect(checked.value.pack.support.id).toBe('support-1');
  expect(checked.value.pack.aboutYou.id).toBe('about-you-1');
  for (const lang of ['en', 'so', 'bn'] as const) expect(Object.keys(checked.value.words[lang])).toEqual(expect.arrayContaining(['title', 'support.why', 'about.q.age.ask']));
});

test('a question in words may ask for a photograph or a drawing too', () => {
  const packs = aPacksFolder();
  packs.change(STRUCTURE, question('impact', (it) => void (it.also = ['photo', 'draw'])));
  expect(faultsOf(packs)).toEqual([]);
});

/** What is wrong in pack.json, where it is said to be, and a word of why. */
const STRUCTURE_FAULTS: readonly (readonly [what: string, change: Change, key: string, why: RegExp])[] = [
  ['a key that is missing', (pack) => void delete pack.purpose, 'purpose', /./],
  ['a key too many', (pack) => void (pack.colour = 'green'), 'colour', /./],
  ['a key too many in a question', question('impact', (it) => void (it.colour = 'green')), 'questions.2.colour', /./],
  ['another type', (pack) => void (pack.example = 'yes'), 'example', /./],
  ['a version that is not known', (pack) => void (pack.v = 2), 'v', /./],
  ['another name than the folder’s', (pack) => void (pack.id = 'bin-days'), 'id', /must be "visitor-parking", as the folder/],
  ['a name with capitals', (pack) => void (pack.questions[0].id = 'Good'), 'questions.0.id', /short name/],
  ['the rung informing', (pack) => void (pack.rung = 'informing'), 'rung', /no answers can be asked for/],
  ['the rung educating', (pack) => void (pack.rung = 'educating'), 'rung', /no answers can be asked for/],
  ['the rung manipulation', (pack) => void (pack.rung = 'manipulation'), 'rung', /no answers can be asked for/],
  ['a picture that is not known', (pack) => void (pack.picture = 'rocket'), 'picture', /./],
  ['an option’s picture that is not known', (pack) => void (pack.questions[0].options[1].picture = 'rocket'), 'questions.0.options.1.picture', /./],
  ['a day that is none', (pack) => void (pack.opens = '1.11.2026'), 'opens', /must be a day/],
  ['it closes before it opens', (pack) => void (pack.closes = '2026-10-01'), 'closes', /comes before opens/],
  ['it decides before it closes', (pack) => void (pack.decisionOn = '2027-03-01'), 'decisionOn', /comes before closes/],
  ['it replies before it decides', (pack) => void (pack.replyBy = '2027-05-01'), 'replyBy', /comes before decisionOn/],
  ['two ways to take part', (pack) => void (pack.ways = ['online', 'phone']), 'ways', /three ways/],
  ['a language that is left out', (pack) => void (pack.languages = ['en', 'bn']), 'languages', /"so" is missing/],
  ['no question', (pack) => void (pack.questions = []), 'questions', /needs a question/],
  ['one option', question('how-to-ask', (it) => void it.options.splice(1)), 'questions.4.options', /two options/],
  ['a kind that is not known', question('impact', (it) => void (it.kind = 'drawing')), 'questions.2.kind', /./],
  ['a picture of a kind that is not known', question('impact', (it) => void (it.also = ['film'])), 'questions.2.also.0', /./],
  ['pictures may be added, but none are named', question('impact', (it) => void (it.also = [])), 'questions.2.also', /photo/],
  ['a picture beside a choice', question('how-to-ask', (it) => void (it.also = ['photo'])), 'questions.4.also', /./],
  ['a scale of nine steps', question('better-worse', (it) => void (it.steps = 9)), 'questions.3.steps', /./],
  ['a question twice', question('other-idea', (it) => void (it.id = 'impact')), 'questions.6.id', /"impact" is there twice/],
  ['an option twice', question('how-to-ask', (it) => void (it.options[1].id = 'phone')), 'questions.4.options.1.id', /"phone" is there twice/],
  ['a follow-up to a later question', question('impact', (it) => void (it.when = { q: 'what-next', is: ['cards-back'] })), 'questions.2.when.q', /not a question before this one/],
  ['a follow-up to itself', question('impact', (it) => void (it.when = { q: 'impact', is: ['x'] })), 'questions.2.when.q', /not a question before this one/],
  ['a follow-up to a question in words', question('better-worse', (it) => void (it.when = { q: 'impact', is: ['x'] })), 'questions.3.when.q', /no options/],
  ['a follow-up to an option that is not there', question('other-idea', (it) => void (it.when.is = ['nothing'])), 'questions.6.when.is', /no option "nothing"/],
  ['the first question is not about an outcome', (pack) => void pack.questions.splice(0, 2), 'questions.0.about', /must be about an "outcome"/],
  ['options come before what they mean', question('impact', (it) => void (it.about = 'option')), 'questions.2.about', /comes before "impact"/],
  ['a choice without none of these', question('how-to-ask', (it) => void it.options.pop()), 'questions.4.options', /has no "none-of-these"/],
  ['no choice to leave it as it is', question('what-next', (it) => void it.options.shift()), 'questions', /no choice has "leave-as-it-is"/],
  ['an option without its good and bad sides', question('what-next', (it) => void delete it.options[1].weighed), 'questions.5.options.1.weighed', /so this one must/],
  ['a local option that counts as nothing', question('how-to-ask', (it) => void (it.options[0].rollsUpTo = 'post')), 'questions.4.options.0.rollsUpTo', /not a standard option/],
  ['a support set that is not there', (pack) => void (pack.support = 'support-9'), 'support', /no question set "support-9"/],
  ['an about-you set that is not there', (pack) => void (pack.aboutYou = 'about-9'), 'aboutYou', /no question set "about-9"/],
];

test.each(STRUCTURE_FAULTS)('%s: refused, and the place is named', (_, change, key, why) => {
  const packs = aPacksFolder();
  packs.change(STRUCTURE, change);
  const checked = checkPack(packs.folder, PACK);
  expect(checked.ok).toBe(false);
  const faults = checked.ok ? [] : checked.problem;
  expect(faults.filter((fault) => fault.file === STRUCTURE && fault.key === key && why.test(fault.why)), faults.map(faultLine).join('\n')).toHaveLength(1);
});

/** What is wrong in a file of words. */
const WORD_FAULTS: readonly (readonly [what: string, file: string, change: (words: any) => unknown, line: string | RegExp])[] = [
  ['words that are missing', `${PACK}/so.json`, (words) => void delete words['q.impact.ask'], `packs/${PACK}/so.json: q.impact.ask (so) is missing`],
  ['a step without words', `${PACK}/bn.json`, (words) => void delete words['q.better-worse.step-3'], `packs/${PACK}/bn.json: q.better-worse.step-3 (bn) is missing`],
  ['an option without its bad side', `${PACK}/en.json`, (words) => void delete words['q.what-next.cards-back.con'], `packs/${PACK}/en.json: q.what-next.cards-back.con (en) is missing`],
  ['an example that does not say so', `${PACK}/en.json`, (words) => void delete words['example'], `packs/${PACK}/en.json: example (en) is missing`],
  ['words that nothing asks for', `${PACK}/en.json`, (words) => void (words['q.imapct.ask'] = 'x'), `packs/${PACK}/en.json: q.imapct.ask (en) is not a key of this pack`],
  ['a key with letters that keys don’t have', `${PACK}/en.json`, (words) => void (words['Title'] = 'x'), `packs/${PACK}/en.json: Title (en) is not a key of this pack`],
  ['empty words', `${PACK}/so.json`, (words) => void (words['title'] = ' \n'), `packs/${PACK}/so.json: title (so) is empty`],
  ['words that are no text', `${PACK}/so.json`, (words) => void (words['title'] = ['x']), `packs/${PACK}/so.json: title (so) is not text`],
  ['a letter in two pieces', `${PACK}/bn.json`, (words) => void (words['title'] = 'ক\u09c7\u09be'), `packs/${PACK}/bn.json: title (bn) is not in Unicode’s composed form (NFC)`],
  ['help in one language only', `${PACK}/en.json`, (words) => void (words['q.better-worse.help'] = 'Think of a week.'), `packs/${PACK}/so.json: q.better-worse.help (so) is missing, though another language has it`],
  ['help in all languages but one', `${PACK}/bn.json`, (words) => void delete words['q.impact.help'], `packs/${PACK}/bn.json: q.impact.help (bn) is missing, though another language has it`],
  ['words of a shared set that are missing', 'sets/support-1/so.json', (words) => void delete words['why'], 'packs/sets/support-1/so.json: why (so) is missing'],
  ['words of another set that are missing', 'sets/about-you-1/bn.json', (words) => void delete words['q.age.ask'], 'packs/sets/about-you-1/bn.json: q.age.ask (bn) is missing'],
  ['a list instead of words', `${PACK}/en.json`, () => [], `packs/${PACK}/en.json: (en) is not an object of keys and words`],
];

test.each(WORD_FAULTS)('%s: refused, naming file, key and language', (_, file, change, line) => {
  const packs = aPacksFolder();
  packs.change(file, change);
  expect(faultsOf(packs)).toContain(line);
});

test.each([STRUCTURE, `${PACK}/so.json`, 'sets/support-1/set.json', 'sets/support-1/bn.json'])('%s is no JSON, or is not there: refused by name', (file) => {
  const packs = aPacksFolder();
  packs.write(file, '{"title": "Visitor parking",');
  expect(faultsOf(packs).join('\n')).toMatch(new RegExp(`^packs/${file}: (\\((so|bn)\\) )?is not JSON: `));
  rmSync(join(packs.folder, file));
  expect(faultsOf(packs).join('\n')).toMatch(new RegExp(`^packs/${file}: (\\((so|bn)\\) )?is missing or can’t be read$`));
});

test('a fault in a shared set counts for every pack that takes it, under the set’s own file', () => {
  const packs = aPacksFolder();
  packs.change('sets/support-1/set.json', (set) => void (set.questions[0].options[1].id = 'read-with-me'));
  expect(faultsOf(packs)).toEqual(['packs/sets/support-1/set.json: questions.0.options.1.id "read-with-me" is there twice']);
  packs.change('sets/support-1/set.json', (set) => void (set.id = 'support-2'));
  expect(faultsOf(packs)).toContain('packs/sets/support-1/set.json: id must be "support-1", as the folder');
});

test('all faults are told at once, not one a day', () => {
  const packs = aPacksFolder();
  packs.change(`${PACK}/so.json`, (words) => void delete words['title']);
  packs.change(`${PACK}/bn.json`, (words) => void (words['who'] = ''));
  packs.change('sets/about-you-1/so.json', (words) => void delete words['why']);
  expect(faultsOf(packs)).toHaveLength(3);
  const more = aPacksFolder();
  more.change(STRUCTURE, (pack) => void Object.assign(pack, { picture: 'rocket', rung: 'informing', opens: 'soon' }));
  expect(faultsOf(more)).toHaveLength(3);
});

test('a pack that is no example says where paper is handed in, in every language', () => {
  const packs = aPacksFolder();
  packs.change(STRUCTURE, (pack) => void (pack.example = false));
  expect(faultsOf(packs)).toEqual(expect.arrayContaining(['en', 'so', 'bn'].map((lang) => `packs/${PACK}/${lang}.json: where (${lang}) is missing`)));
});

test('only folders with a pack’s name are packs', () => {
  const packs = aPacksFolder();
  expect(packNames(packs.folder)).toEqual([PACK]);
  expect(packNames(join(packs.folder, 'nowhere'))).toEqual([]);
});
