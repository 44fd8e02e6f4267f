/** Our Somali rules for espeak-ng, held against phonemes: each letter, length, doubling, numbers, and every word that we use. */
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { phonemesOf } from '../../src/tools/audio/espeak.mjs';
import { readRespelling, wordsToSpeak } from '../../src/tools/audio/recipe.mjs';
import { shelvesIn } from '../../src/tools/audio/shelves.mjs';
import { somaliNumber } from '../../src/tools/audio/somali.mjs';

/** Each question starts a whole espeak-ng, which a busy machine takes seconds for. */
vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../..');

/** One run for many words: each on a paragraph of its own. Stress marks are another matter. */
const soundsOf = async (/** @type {readonly string[]} */ words) => {
  const lines = await phonemesOf('so', words.join('\n\n'));
  expect(lines.length, 'a line of phonemes for each word').toBe(words.length);
  return lines.map((line) => line.replace(/[',%=]/g, ''));
};

/** In espeak-ng's letters: H is x, A is c, X is kh, ? is ', S is sh, dZ is j, d. is dh, j is y; a colon makes a vowel long. */
const WORDS = {
  // x, c, kh, q and ', the sounds of the throat
  xun: 'Hun', xaraf: 'Haraf', saddex: 'saddeH', waxaad: 'waHa:d', saaxiib: 'sa:Hi:b',
  cad: 'Aad', caawimo: 'Aa:wimo', lacag: 'laAag', magac: 'magaA', cidda: 'Aidda',
  khad: 'Xad', khaldan: 'Xaldan', qof: 'qof', warqad: 'warqad', luqadda: 'luqadda',
  "su'aal": 'su?a:l', "go'aan": 'go?a:n', "la'aan": 'la?a:n', "le'eg": 'le?eg',
  // sh, j, dh
  sheeg: 'Se:g', shan: 'San', meesha: 'me:Sa', jir: 'dZir', jawaab: 'dZawa:b', xaji: 'HadZi',
  dhan: 'd.an', dheer: 'd.e:r', sidhe: 'sid.e', dhammaan: 'd.amma:n',
  // long vowels and short ones
  aad: 'a:d', ad: 'ad', heer: 'he:r', her: 'her', tiil: 'ti:l', til: 'til', toos: 'to:s', tos: 'tos', duur: 'du:r', dur: 'dur',
  // two sounds that run together
  weyn: 'wejn', ayaa: 'aja:', dhow: 'd.ow', hawl: 'hawl', doy: 'doj', maya: 'maja',
  // doubled consonants
  beddel: 'beddel', toddoba: 'toddoba', dallad: 'dallad', sannad: 'sannad', arrin: 'arrin', gabbal: 'gabbal', raggii: 'raggi:', ammaan: 'amma:n', macallin: 'maAallin', carruur: 'Aarru:r',
  // plain ones
  baabuur: 'ba:bu:r', fiican: 'fi:Aan', kale: 'kale', golaha: 'golaha', taleefan: 'tale:fan', yar: 'jar', waqti: 'waqti',
};

test('each letter has its one sound, short and long, single and double', async () => {
  expect(Object.keys(WORDS).length).toBeGreaterThanOrEqual(60);
  const sounds = await soundsOf(Object.keys(WORDS));
  expect(Object.fromEntries(Object.keys(WORDS).map((word, index) => [word, sounds[index]]))).toEqual(WORDS);
});

test('a curly apostrophe stops the throat as a straight one does', async () => {
  expect(await soundsOf(['su’aal', 'go’aan'])).toEqual(['su?a:l', 'go?a:n']);
});

test('letters that only other languages have are said as Somali says them', async () => {
  expect(await soundsOf(['app', 'visa', 'zoo'])).toEqual(['abb', 'fisa', 'zo:']);
});

describe('numbers', () => {
  test('from 0 to 100 all are different, and six and twenty stands the Somali way round', async () => {
    const names = Array.from({ length: 101 }, (_, value) => somaliNumber(value));
    expect([names[0], names[1], names[16], names[26], names[60], names[99], names[100]]).toEqual(['eber', 'kow', 'lix iyo toban', 'lix iyo labaatan', 'lixdan', 'sagaal iyo sagaashan', 'boqol']);
    const sounds = await soundsOf(names);
    expect(new Set(sounds).size).toBe(101);
    expect(sounds.filter((each) => !/^[a-zA-Z?:. ]+$/.test(each))).toEqual([]);
  });

  test('large ones, as they stand in what we say', () => {
    expect([somaliNumber(5000), somaliNumber(2027), somaliNumber(150), somaliNumber(1000), somaliNumber(65_300)]).toEqual([
      'shan kun', 'laba kun iyo toddoba iyo labaatan', 'boqol iyo konton', 'kun', 'shan iyo lixdan kun iyo saddex boqol',
    ]);
  });

  test('digits in a sentence become words before the rules see them', () => {
    const said = (/** @type {string} */ text) => wordsToSpeak({ name: 'a', text, goesOn: false }, 'so', { keys: {}, words: {} });
    expect(said('16 ilaa 24')).toBe('lix iyo toban ilaa afar iyo labaatan');
    expect(said('5,000 oo xaraf.')).toBe('shan kun oo xaraf.');
  });
});

/** Every Somali word that anyone will hear, as the computer is given it. */
const everyWord = () => {
  const respelling = readRespelling(root, 'so');
  const texts = shelvesIn(root).filter(({ voice }) => voice === 'so').flatMap(({ prompts }) => prompts.map((prompt) => wordsToSpeak(prompt, 'so', respelling)));
  return [...new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []))].sort();
};

test('every word of the Somali files has sounds, and none falls back to English', async () => {
  const words = everyWord();
  expect(words.length).toBeGreaterThan(400);
  expect(words.filter((word) => !/^[a-z'’]+$/.test(word))).toEqual([]);
  const sounds = await soundsOf(words);
  // A language in brackets is espeak-ng's way to say that it gave up on these letters.
  expect(words.filter((_, index) => !/^[a-zA-Z?:.]+$/.test(sounds[index] ?? ''))).toEqual([]);
});

test('each respelling says why, and is for a word or key that is really said', () => {
  for (const lang of readdirSync(join(root, 'locales')).filter((name) => existsSync(join(root, 'locales', name, 'speak.json')))) {
    /** @type {import('../../src/tools/audio/recipe.mjs').Respelling} */
    const { keys, words } = JSON.parse(readFileSync(join(root, 'locales', lang, 'speak.json'), 'utf8'));
    const prompts = shelvesIn(root).filter(({ voice }) => voice === lang).flatMap((shelf) => shelf.prompts);
    const texts = prompts.map(({ text }) => text.toLowerCase());
    for (const [word, { say, why }] of Object.entries(words)) {
      expect([lang, word, say.trim() !== '', why.length > 10, texts.some((text) => text.includes(word.toLowerCase()))]).toEqual([lang, word, true, true, true]);
    }
    for (const [key, { say, why }] of Object.entries(keys)) {
      expect([lang, key, say.trim() !== '', why.length > 10, prompts.some(({ name }) => name === key)]).toEqual([lang, key, true, true, true]);
    }
  }
});
