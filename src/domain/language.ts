/** The languages that words can be read in. Voices are another list: Sylheti is heard, not read. */

export const LANGUAGES = ['en', 'so', 'bn'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name, since nobody should need English to find their own. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  so: 'Soomaali',
  bn: 'বাংলা',
};

export const isLanguage = (text: unknown): text is Language => LANGUAGES.includes(text as Language);
