/** The receipt code: 65 random bits that let a person take an answer back, in letters that survive being read aloud. */
import { toHex } from '../domain/id.ts';
import { sha256 } from './digest.ts';

/** Crockford's letters: no I, L, O or U, so that nothing is taken for a digit and no word comes out. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LETTERS = 13;
const HASH_PREFIX = 'our-turn withdraw v1\n';

/** Times x in the field of 32 elements, x^5 = x^2 + 1. */
const timesX = (element: number): number => {
  const doubled = element << 1;
  return doubled & 32 ? doubled ^ 37 : doubled;
};

/**
 * The check letter. A weighted sum in a field of 32 elements, with a different weight at each place, finds every
 * single wrong letter and every two that were swapped, wherever they stand.
 */
const checkLetter = (code: string): string => {
  // Horner's rule: each further letter multiplies the ones before it by x.
  const sum = Array.from(code).reduce((total, letter) => timesX(total) ^ LETTERS.indexOf(letter), 0);
  return LETTERS.charAt(timesX(sum));
};

/** Draws a code: 13 letters and the check letter, `XXXX-XXXX-XXXX-XX`. `random` is the Env's. */
export const drawCode = (random: (bytes: number) => Uint8Array): string => {
  // 32 divides 256, so the lowest five bits of a byte are as random as the byte.
  const code = Array.from(random(CODE_LETTERS), (byte) => LETTERS.charAt(byte & 31)).join('');
  return inGroups(code + checkLetter(code));
};

const inGroups = (letters: string): string => letters.match(/.{1,4}/g)?.join('-') ?? letters;

/** Bengali digits stand in a row of their own. */
const BENGALI_NOUGHT = 0x09e6;
const inLatin = (typed: string): string => typed.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - BENGALI_NOUGHT));

/** A code as somebody typed it, put right where that is certain; undefined where the check letter doesn't fit. */
export const readCode = (typed: string): string | undefined => {
  const letters = inLatin(typed).toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (letters.length !== CODE_LETTERS + 1 || Array.from(letters).some((letter) => !LETTERS.includes(letter))) return undefined;
  return checkLetter(letters.slice(0, CODE_LETTERS)) === letters.at(-1) ? inGroups(letters) : undefined;
};

/** As it lies sealed in a withdrawal: without its dashes. */
export const lettersOf = (code: string): string => code.replaceAll('-', '');

/** What the header carries: only who has the code can make this. 64 hexadecimal digits. */
export const withdrawHash = async (code: string): Promise<string> => {
  const secret = lettersOf(code).slice(0, CODE_LETTERS);
  return toHex(await sha256(new TextEncoder().encode(HASH_PREFIX + secret)));
};
