/** Writes, once a build, the pieces of the pages that belong to no conversation. The shell and the worker need them as files. */
import { prerender } from './prerender.tsx';
import { LANGUAGES } from '../domain/language.ts';
import { PLAIN_SCREENS } from './route.ts';

const SCREENS = [...PLAIN_SCREENS, 'conversations', 'missing'];

/** File names below /pieces/, and what stands in them. A language's pages are one file: they are much alike, and pack well. */
export const pieces = (): ReadonlyMap<string, string> =>
  new Map([
    ['welcome.json', JSON.stringify(prerender.welcomePage())],
    ...LANGUAGES.map((lang) => [`inner.${lang}.json`, JSON.stringify(Object.fromEntries(SCREENS.map((screen) => [screen, prerender.innerPage(screen, lang)])))] as const),
  ]);
