/** The example conversation from packs/, put together as a phone gets it, and an interview on it. */
import { beginDraft, type Draft } from '../../src/domain/draft.ts';
import type { Pack, PackVersion, PackWords } from '../../src/domain/pack.ts';
import type { QuestionSet } from '../../src/domain/question.ts';
import { readText, readWords } from '../house/read-files.ts';
import { someBytes } from '../kit/a-world.ts';

const json = <T>(path: string): T => JSON.parse(readText(path)) as T;
const prefixed = (prefix: string, words: PackWords): PackWords => Object.fromEntries(Object.entries(words).map(([key, text]) => [prefix + key, text]));

const version: PackVersion = { number: 3, hash: '0f4a9c2e77b1d538' };

export const thePack = (): Pack => ({
  ...json<Pack>('packs/visitor-parking/pack.json'),
  version,
  support: json<QuestionSet>('packs/sets/support-1/set.json'),
  aboutYou: json<QuestionSet>('packs/sets/about-you-1/set.json'),
});

export const theWords = (): PackWords => ({
  ...readWords('packs/visitor-parking/en.json'),
  ...prefixed('support.', readWords('packs/sets/support-1/en.json')),
  ...prefixed('about.', readWords('packs/sets/about-you-1/en.json')),
});

export const aDraft = (change: Partial<Draft> = {}): Draft => ({
  ...beginDraft({ pack: thePack().id, packVersion: version, mode: 'own-phone', lang: 'en' }, someBytes(5), Date.UTC(2026, 10, 23, 20, 31)),
  ...change,
});
