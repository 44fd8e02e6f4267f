/** How plain words are, measured: syllables, Flesch-Kincaid grade, words in a sentence, words that we don't say. */

/** Where the letters mislead; each was heard, not guessed from a rule. */
const HEARD: Readonly<Record<string, number>> = {
  idea: 3, area: 3, being: 2, anyone: 3, everyone: 3, someone: 2, sometimes: 2, something: 2, quiet: 2, trial: 2, client: 2, carried: 2,
  every: 2, everything: 3, different: 2, business: 2, people: 2, phone: 1, phones: 1, apart: 2, bengali: 3, somali: 3, somehow: 2, themselves: 2,
  ourselves: 2, yourselves: 2, whether: 2, clothes: 1, hour: 1, our: 1, hours: 1, reuse: 2, doing: 2, going: 2, seeing: 2, saying: 2,
};

/** About how many syllables a word has, to the rules of English spelling. A number counts as one, as it is read at a glance. */
export const syllables = (word: string): number => {
  const letters = word.toLowerCase().replace(/[’']s$/, '').replace(/[^a-z]/g, '');
  const heard = HEARD[letters];
  if (heard !== undefined) return heard;
  if (letters.length <= 3) return 1;
  const spoken = letters
    .replace(/([bcdfgkpstz])led$/, '$1el')
    .replace(/([^td])ed$/, '$1')
    .replace(/(?<!(?:[cgsxz]|ch|sh))es$/, (_ending, at: number) => (/[^aeiou]l$/.test(letters.slice(0, at)) ? 'e' : ''))
    .replace(/(?<![aeiouy]|[^aeiouy]l)e$/, '')
    .replace(/(?<=[a-z])e(?=(?:ment|less|ful|ly|where)[a-z]*$)/, '');
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 1;
  // Two vowels that are two sounds: "idea", "violent", "radio", "create".
  const parted = spoken.match(/[iy](?:a|o(?!u))(?!n)|[^tscg]ia|eate|eal(?=i)|[^qg]ua/g)?.length ?? 0;
  return Math.max(1, groups + (parted > 0 && !/tion|sion|cial|tial/.test(spoken) ? 1 : 0));
};

export const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu) ?? [];

/** Placeholders are read as one short word each. */
const filled = (text: string): string => text.replace(/\{\{[^}]*\}\}/g, 'May');

/** Somali and English end with a full stop, Bengali with a dari. */
export const sentencesIn = (text: string): readonly string[] =>
  filled(text).split(/(?<=[.?!।]["”’]?)\s+|\n+/).map((each) => each.trim()).filter((each) => wordsIn(each).length > 0);

/** Flesch-Kincaid grade: the school year, American, in which a text can be read. */
export const grade = (sentences: readonly string[]): number => {
  const words = sentences.flatMap(wordsIn);
  const sounds = words.reduce((sum, word) => sum + syllables(word), 0);
  return words.length === 0 ? 0 : (0.39 * words.length) / sentences.length + (11.8 * sounds) / words.length - 15.59;
};

/** The formula means nothing for "Bangladeshi" or "Somali": a name on a button has no sentence to be hard in. */
const SHORTEST_SENTENCE = 4;
export const isSentence = (text: string): boolean => wordsIn(text).length >= SHORTEST_SENTENCE || /[.?!]$/.test(text);

/** Words about people that people don't use of themselves. */
export const NOT_SAID = /\b(?:users?|cases?|hard[- ]to[- ]reach)\b/i;
