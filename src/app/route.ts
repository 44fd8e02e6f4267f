/** Addresses: which screen each one is, and how to make one. Inner steps are never in the path, for phones are shared. */
import { isLanguage, type Language } from '../domain/language.ts';

export const PLAIN_SCREENS = ['my-answers', 'replies', 'preferences', 'help', 'take-back'] as const;
export type PlainScreen = (typeof PLAIN_SCREENS)[number];

export type Route =
  | { readonly screen: 'welcome' }
  | { readonly screen: 'conversations'; readonly lang: Language }
  | { readonly screen: 'pack'; readonly lang: Language; readonly pack: string }
  | { readonly screen: PlainScreen; readonly lang: Language }
  | { readonly screen: 'missing'; readonly lang: Language };

/** The route of a path; undefined where the path is not the app's (staff, paper, the wire). */
export const routeOf = (path: string): Route | undefined => {
  const [lang = '', what = '', inner = '', ...rest] = path.split('/').slice(1);
  if (lang === '') return { screen: 'welcome' };
  if (!isLanguage(lang)) return undefined;
  if (what === '') return { screen: 'conversations', lang };
  if (what === '-') {
    const plain = PLAIN_SCREENS.find((screen) => screen === inner);
    return plain && rest.length === 0 ? { screen: plain, lang } : { screen: 'missing', lang };
  }
  return inner === '' ? { screen: 'pack', lang, pack: what } : undefined;
};

export const pathTo = {
  welcome: (): string => '/',
  conversations: (lang: Language): string => `/${lang}/`,
  pack: (lang: Language, pack: string): string => `/${lang}/${pack}`,
  paper: (lang: Language, pack: string): string => `/${lang}/${pack}/paper`,
  plain: (lang: Language, screen: PlainScreen): string => `/${lang}/-/${screen}`,
};

/** The same screen in another language. */
export const inLanguage = (route: Route, lang: Language): string => {
  switch (route.screen) {
    case 'welcome':
    case 'conversations':
    case 'missing':
      return pathTo.conversations(lang);
    case 'pack':
      return pathTo.pack(lang, route.pack);
    default:
      return pathTo.plain(lang, route.screen);
  }
};
