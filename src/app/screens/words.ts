/** How screens get their words: the app's by typed key, a conversation's by its own keys. */
import type { PackWords } from '../../domain/pack.ts';
import type { AppKey, Texts, Values } from '../../i18n/texts.ts';
import type { WeighWords } from '../questions/index.tsx';
import type { Said } from '../ui/said.tsx';

/** Words in the language of the page. */
export const say = (texts: Texts, key: AppKey, values?: Values): Said => ({ text: texts.text(key, values) });

export const said = (text: string): Said => ({ text });

/** A conversation's words, or undefined where the pack has none for an optional key. */
export const maybe = (words: PackWords, key: string): Said | undefined => {
  const text = words[key];
  return text === undefined ? undefined : { text };
};

/** A conversation's words. A pack is not published unless all that are needed are there. */
export const from =
  (words: PackWords, prefix = '') =>
  (key: string): Said => ({ text: words[prefix + key] ?? '' });

/** The app's own words round the two sides of an option. */
export const weighWords = (texts: Texts): WeighWords => ({
  good: say(texts, 'question.good'),
  bad: say(texts, 'question.bad'),
  who: say(texts, 'question.who'),
  both: say(texts, 'question.weigh'),
});

const MINUTE = 60;
/** How long a recording is, in words that can be heard. */
export const lengthOf = (texts: Texts, seconds: number): Said => {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < MINUTE) return say(texts, 'speak.seconds', { count: whole });
  return say(texts, 'speak.minutes', { count: Math.floor(whole / MINUTE), seconds: whole % MINUTE });
};

/** The same as a clock shows it, while it goes on. */
export const clockOf = (texts: Texts, seconds: number): string =>
  `${texts.number(Math.floor(seconds / MINUTE))}:${texts.number(Math.floor((seconds % MINUTE) / 10))}${texts.number(Math.floor(seconds) % 10)}`;
