/** How a computer says a prompt: whose voice, how fast, what is respelled; and a short hash of it all. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KBITS } from './mp3.mjs';
import { SOMALI, somaliNumber } from './somali.mjs';

/**
 * @typedef {import('../../domain/language.ts').Language} Language
 * @typedef {import('../../domain/spoken.ts').Prompt} Prompt
 * @typedef {{ readonly say: string, readonly why: string }} Respelled
 * @typedef {{ readonly keys: Readonly<Record<string, Respelled>>, readonly words: Readonly<Record<string, Respelled>> }} Respelling
 */

/**
 * Speeds are the program's own measure, chosen so that each voice says about fifteen letters a second, as a calm reader does.
 * @type {Readonly<Record<Language, import('./espeak.mjs').VoiceSettings>>}
 */
export const COMPUTERS = {
  en: { name: 'en-gb', wordsAMinute: 150, pitch: 50 },
  so: { name: 'so', wordsAMinute: 160, pitch: 50 },
  bn: { name: 'bn', wordsAMinute: 185, pitch: 50 },
};
/** Raised when trimming, levelling or encoding changes what comes out of the same words. */
const MAKING = 1;

/** Which computer voice it was, for the manifest. */
export const voiceNameOf = (/** @type {Language} */ lang) => `espeak-ng ${COMPUTERS[lang].name}`;

/** @returns {Respelling} */
export const readRespelling = (/** @type {string} */ root, /** @type {Language} */ lang) => {
  const file = join(root, 'locales', lang, 'speak.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { keys: {}, words: {} };
};

/** `5,000` is one number. Somali's rules can't make words of it; the other two languages' can. */
const NUMBER = /\d{1,3}(?:,\d{3})+|\d+/g;
const numbersInWords = (/** @type {string} */ text) => text.replace(NUMBER, (found) => somaliNumber(Number(found.replaceAll(',', ''))));

/** A word that stands alone, whatever script it is in. No boundary of its own knows Bengali signs. */
const alone = (/** @type {string} */ word) => new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{M}\\p{N}])`, 'giu');

/** @type {(prompt: Prompt, lang: Language, respelling: Respelling) => string} what the computer is given to say */
export const wordsToSpeak = ({ name, text, goesOn }, lang, { keys, words }) => {
  const own = keys[name]?.say ?? Object.entries(words).reduce((said, [word, { say }]) => said.replace(alone(word), say), text);
  const spoken = (lang === 'so' ? numbersInWords(own) : own).normalize('NFC').trim().replace(/\s+/gu, ' ');
  // A comma keeps the voice up, and what follows is its own clip.
  return goesOn ? `${spoken.replace(/[\s,:;.]+$/u, '')},` : spoken;
};

const HASH_DIGITS = 12;

/** @type {(lang: Language, spoken: string) => string} */
export const recipeOf = (lang, spoken) => {
  const rules = lang === 'so' ? SOMALI : null;
  const made = JSON.stringify({ making: MAKING, kbits: KBITS, computer: COMPUTERS[lang], rules, spoken });
  return createHash('sha256').update(made).digest('hex').slice(0, HASH_DIGITS);
};
