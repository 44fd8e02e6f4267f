/** The studio's words, one language fetched at a time, and the language that this phone was last used in. */
import { isLanguage, type Language } from '../../domain/language.ts';
import { startStudioTexts, type StudioTexts } from '../../i18n/studio-texts.ts';

type Words = Readonly<Record<string, string>>;

const LOCALES: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('./locales/en.ts'),
  so: () => import('./locales/so.ts'),
  bn: () => import('./locales/bn.ts'),
};

export const loadStudioTexts = async (lang: Language): Promise<StudioTexts> => startStudioTexts(lang, (await LOCALES[lang]()).words);

/** What the address asks for, else what was last chosen, else what the phone itself speaks. */
export const languageFor = (search: string, known: string | undefined, phone: readonly string[]): Language =>
  [new URLSearchParams(search).get('lang'), known, ...phone.map((each) => each.slice(0, 2))].find(isLanguage) ?? 'en';
