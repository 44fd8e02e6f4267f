/** The app's words in one language, with typed keys: a key that English lacks does not compile. */
import { createInstance, type i18n } from 'i18next';
import type app from '../../locales/en/app.json';
import type { Language } from '../domain/language.ts';
import type { ProblemCode } from '../domain/problem.ts';
import { formatDay, formatNumber } from './format.ts';

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
export type AppKey = WithoutPlural<keyof typeof app & string>;
/** Numbers come out in the language's own digits; `count` chooses the plural. */
export type Values = Readonly<Record<string, string | number>>;

export interface Texts {
  readonly lang: Language;
  readonly text: (key: AppKey, values?: Values) => string;
  readonly problem: (code: ProblemCode) => string;
  readonly day: (day: string) => string;
  readonly number: (value: number) => string;
}

/** One language's files, as locales/<lang>/ holds them. */
export interface Locale {
  readonly app: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** Numbers in the language's own digits, words as they are. */
const shown = (lang: Language, value: string | number): string => (typeof value === 'number' ? formatNumber(lang, value) : value);

const startI18next = (lang: Language, locale: Locale): i18n => {
  const instance = createInstance();
  void instance.init({
    lng: lang,
    // Each file is held against English by tests/house/locales: there is nothing to fall back for.
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    defaultNS: 'app',
    resources: { [lang]: { app: locale.app, problems: locale.problems } },
    // Preact escapes what it renders; escaping here as well would show &amp; to people.
    interpolation: { escapeValue: false, alwaysFormat: true, format: (value: string | number) => shown(lang, value) },
    showSupportNotice: false,
  } as Parameters<typeof instance.init>[0]);
  return instance;
};

export const startTexts = (lang: Language, locale: Locale): Texts => {
  const { t } = startI18next(lang, locale);
  // `count` stays a number, for it chooses the plural; i18next formats it through `digits` below.
  const localised = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'count' ? value : shown(lang, value)]));
  return {
    lang,
    text: (key, values = {}) => t(key, localised(values)),
    // A code without words of its own is our side's trouble, and says at least that.
    problem: (code) => t([code, 'went-wrong'], { ns: 'problems' }),
    day: (day) => formatDay(lang, day),
    number: (value) => formatNumber(lang, value),
  };
};
