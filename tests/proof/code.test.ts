/** The receipt code: read aloud, written down, typed in; one wrong letter is always found. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawCode, readCode, withdrawHash } from '../../src/proof/code.ts';
import { someBytes } from '../kit/a-world.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const aCode = fc.uint8Array({ minLength: 13, maxLength: 13 }).map((bytes) => drawCode(() => bytes));

test('a code is thirteen letters and a check letter in groups of four', () => {
  expect(drawCode(someBytes(7))).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
});

test('a code comes back however it is typed: small letters, spaces, O for 0, I and L for 1', () => {
  fc.assert(
    fc.property(aCode, (code) => {
      const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replace('1', 'l').replace('1', 'I');
      expect(readCode(typed)).toBe(code);
    }),
  );
});

test('Bengali digits are digits', () => {
  fc.assert(fc.property(aCode, (code) => void expect(readCode(code.replace(/\d/g, (digit) => '০১২৩৪৫৬৭৮৯'.charAt(Number(digit))))).toBe(code)));
});

test('any one wrong letter is found', () => {
  fc.assert(
    fc.property(aCode, fc.nat(13), fc.nat(30), (code, at, by) => {
      const letters = Array.from(code.replaceAll('-', ''));
      letters[at] = LETTERS[(LETTERS.indexOf(letters[at]!) + 1 + by) % 32]!;
      expect(readCode(letters.join(''))).toBeUndefined();
    }),
  );
});

test('any two letters that were swapped are found', () => {
  fc.assert(
    fc.property(aCode, fc.nat(13), fc.nat(13), (code, one, other) => {
      const letters = Array.from(code.replaceAll('-', ''));
      fc.pre(letters[one] !== letters[other]);
      [letters[one], letters[other]] = [letters[other]!, letters[one]!];
      expect(readCode(letters.join(''))).toBeUndefined();
    }),
  );
});

test('what is no code is none: too short, too long, letters that are not in it', () => {
  for (const typed of ['', 'ABCD', 'ABCD-EFGH-JKMN-PQR', '????-????-????-??', 'UUUU-UUUU-UUUU-UU']) expect(readCode(typed)).toBeUndefined();
});

test('the hash in the header is made from the code without its hyphens, and from nothing else', async () => {
  expect(await withdrawHash('0123-4567-89AB-CD')).toMatch(/^[0-9a-f]{64}$/);
  expect(await withdrawHash('0123-4567-89AB-CD')).toBe(await withdrawHash('0123456789ABCD'));
  expect(await withdrawHash('0123-4567-89AB-CD')).not.toBe(await withdrawHash('0123-4567-89AB-DD'));
});
