/** What can be wrong with a text that a speaker wrote in place of another: told on the phone, and asked again before it is kept. */
import type { Language } from './language.ts';
import { placeholderFault } from './placeholders.ts';

/** Letters. The longest words of a conversation have about 600. */
export const LONGEST_WORDS = 2000;
/** Letters of a note to whoever looks after the words. */
export const LONGEST_NOTE = 500;
export const LONGEST_NAME = 60;

export type WordFault =
  | { readonly why: 'empty' | 'too-long' | 'other-language' | 'still-english' | 'unseen-signs' }
  | { readonly why: 'placeholders'; readonly lost: readonly string[]; readonly strange: readonly string[] };

/** As it is kept: one line, composed (NFC), no spaces at its ends. */
export const tidyWords = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ');

/** What steers a terminal or turns the order of letters round. The two joiners of Bengali are none of them. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/u;
const PLACES = /\{\{[^}]*\}\}/g;
const hasLetters = (text: string): boolean => /\p{L}/u.test(text.replace(PLACES, ''));

/** Bengali may hold a Latin word (BSL, MB); Somali and English are written in Latin letters alone. */
const isOfAnother = (lang: Language, text: string): boolean => {
  const letters = text.replace(PLACES, '').match(/\p{L}/gu) ?? [];
  return lang === 'bn' ? !letters.some((letter) => /\p{Script=Bengali}/u.test(letter)) : !letters.every((letter) => /\p{Script=Latin}|\p{Lm}/u.test(letter));
};

/** `was` is the text that stood there: words that were the same in English (a name) may stay so. */
export const wordFault = (lang: Language, english: string, was: string, text: string): WordFault | undefined => {
  if (text.trim() === '') return { why: 'empty' };
  if (text.length > LONGEST_WORDS) return { why: 'too-long' };
  if (UNSEEN.test(text)) return { why: 'unseen-signs' };
  const places = placeholderFault(english, text);
  if (places !== undefined) return { why: 'placeholders', ...places };
  if (text === was || !hasLetters(english)) return undefined;
  if (isOfAnother(lang, text)) return { why: 'other-language' };
  return lang !== 'en' && text === english ? { why: 'still-english' } : undefined;
};
