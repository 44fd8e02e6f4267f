/** The app's words, one language fetched at a time. */
import type { Language } from '../../domain/language.ts';
import { startTexts, type Locale, type Texts } from '../../i18n/texts.ts';

const LOCALES: Readonly<Record<Language, () => Promise<Locale>>> = {
  en: async () => (await import('../locales/en.ts')).locale,
  so: async () => (await import('../locales/so.ts')).locale,
  bn: async () => (await import('../locales/bn.ts')).locale,
};

export const loadTexts = async (lang: Language): Promise<Texts> => startTexts(lang, await LOCALES[lang]());
