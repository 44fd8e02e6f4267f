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
  /** Which key and values a text on the screen was made from, so that it can be heard; undefined where it was not made here. */
  readonly originOf: (text: string) => Origin | undefined;
}

export interface Origin {
  readonly key: string;
  /** Days as `2027-06-30`, numbers as numbers, whatever they look like on the screen. */
  readonly values: Values;
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
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof instance.init>[0]);
  return instance;
};

export const startTexts = (lang: Language, locale: Locale): Texts => {
  const { t } = startI18next(lang, locale);
  // `count` chooses the plural as the number that it is; what is put into the text, `count` too, is in the language's digits.
  const localised = (values: Values) => ({
    ...('count' in values ? { count: Number(values['count']) } : {}),
    replace: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(lang, value)])),
  });
  // A screen has some dozens of texts and an app a few hundred: remembering what each was made from is small.
  const origins = new Map<string, Origin>();
  const days = new Map<string, string>();
  const remember = (text: string, key: string, values: Values = {}): string => {
    const raw = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, days.get(String(value)) ?? value]));
    origins.set(text, { key, values: raw });
    return text;
  };
  return {
    lang,
    text: (key, values = {}) => remember(t(key, localised(values)), key, values),
    // A code without words of its own is our side's trouble, and says at least that.
    problem: (code) => remember(t([code, 'went-wrong'], { ns: 'problems' }), `problems.${code in locale.problems ? code : 'went-wrong'}`),
    day: (day) => {
      const shownDay = formatDay(lang, day);
      days.set(shownDay, day);
      return shownDay;
    },
    number: (value) => formatNumber(lang, value),
    originOf: (text) => origins.get(text),
  };
};
