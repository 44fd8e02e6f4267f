/** Writes, once a build, the pieces of the pages that belong to no conversation. The shell and the worker need them as files. */
import { prerender } from './prerender.tsx';
import { LANGUAGES } from '../domain/language.ts';
import { PLAIN_SCREENS } from './route.ts';

/** File names below /pieces/, and what stands in them. */
export const pieces = (): ReadonlyMap<string, string> =>
  new Map([
    ['welcome.json', JSON.stringify(prerender.welcomePage())],
    ...LANGUAGES.flatMap((lang) =>
      [...PLAIN_SCREENS, 'conversations', 'missing'].map(
        (screen) => [`inner.${lang}.${screen}.json`, JSON.stringify(prerender.innerPage(screen, lang))] as const,
      ),
    ),
  ]);
