/** The voice studio's words, by typed keys of their own: they are fetched there and nowhere else. */
import type studio from '../../locales/en/studio.json';
import type { Language } from '../domain/language.ts';
import { startTexts, type Values } from './texts.ts';

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
export type StudioKey = WithoutPlural<keyof typeof studio & string>;

export interface StudioTexts {
  readonly lang: Language;
  readonly text: (key: StudioKey, values?: Values) => string;
  readonly number: (value: number) => string;
}

export const startStudioTexts = (lang: Language, words: Readonly<Record<string, string>>): StudioTexts => {
  const { text, number } = startTexts(lang, { app: words, problems: {} });
  // The same machine over another file: its keys are the studio's.
  return { lang, text: text as unknown as StudioTexts['text'], number };
};
