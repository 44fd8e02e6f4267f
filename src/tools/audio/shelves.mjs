/** Where clips stand and which prompts each place must have: the app's own, every pack's, every shared set's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promptsOf } from '../../domain/spoken.ts';
import { COMPUTER_VOICES, TEXT_OF, VOICES } from '../../domain/voice.ts';

/**
 * @typedef {import('../../domain/voice.ts').Voice} Voice
 * @typedef {import('../../domain/spoken.ts').Prompt} Prompt
 *
 * @typedef {object} Shelf one voice's clips for one set of words
 * @property {string} id `app`, `visitor-parking` or `sets/support-1`
 * @property {Voice} voice
 * @property {string} folder below the root
 * @property {readonly Prompt[]} prompts in the order of the words
 * @property {Readonly<Record<string, readonly string[]>>} sequences by key, where it is not one clip of its own name
 * @property {number} keys how many are heard
 */

/** @returns {Readonly<Record<string, string>>} */
export const readWords = (/** @type {string} */ file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

const foldersIn = (/** @type {string} */ folder) =>
  existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort() : [];

/** The app's words, its problems under `problems.`, and the numbers, days and letters that fill its slots. */
const appWords = (/** @type {string} */ root, /** @type {string} */ lang) => {
  const [app, problems, spoken] = ['app', 'problems', 'spoken'].map((name) => readWords(join(root, 'locales', lang, `${name}.json`)));
  return { ...app, ...Object.fromEntries(Object.entries(problems ?? {}).map(([code, text]) => [`problems.${code}`, text])), ...spoken };
};

/** Names of the packs and the shared sets, by the folder below packs/. */
export const packFolders = (/** @type {string} */ root) => {
  const packs = join(root, 'packs');
  return [
    ...foldersIn(packs).filter((name) => existsSync(join(packs, name, 'pack.json'))),
    ...foldersIn(join(packs, 'sets')).map((name) => `sets/${name}`),
  ];
};

/** @type {(words: Readonly<Record<string, string>>) => Pick<Shelf, 'prompts' | 'sequences' | 'keys'>} */
const spokenFrom = (words) => {
  const spoken = Object.entries(words).map(([key, text]) => /** @type {const} */ ([key, promptsOf(key, text)]));
  return {
    prompts: spoken.flatMap(([, { prompts }]) => prompts),
    sequences: Object.fromEntries(spoken.flatMap(([key, { sequence }]) => (sequence.length === 0 || (sequence.length === 1 && sequence[0] === key) ? [] : [[key, sequence]]))),
    keys: spoken.filter(([, { sequence }]) => sequence.length > 0).length,
  };
};

export const hasComputer = (/** @type {Voice} */ voice) => COMPUTER_VOICES.some((each) => each === voice);

/**
 * Every shelf that there is words for. One of a voice that has no computer's is left out until someone has spoken,
 * unless all are asked for, as by whoever brings the first clip.
 * @returns {readonly Shelf[]}
 */
export const shelvesIn = (/** @type {string} */ root, { all = false } = {}) => {
  const places = [
    { id: 'app', folder: 'public/audio', read: (/** @type {string} */ lang) => appWords(root, lang) },
    ...packFolders(root).map((id) => ({ id, folder: `packs/${id}/audio`, read: (/** @type {string} */ lang) => readWords(join(root, 'packs', id, `${lang}.json`)) })),
  ];
  return places.flatMap(({ id, folder, read }) =>
    VOICES.filter((voice) => all || hasComputer(voice) || existsSync(join(root, folder, voice))).map((voice) => ({
      id,
      voice,
      folder: `${folder}/${voice}`,
      ...spokenFrom(read(TEXT_OF[voice])),
    })),
  );
};
