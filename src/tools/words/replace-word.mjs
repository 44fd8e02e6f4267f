/** Puts another text at one key of a file of words, and leaves every other byte as it was. */
import { Fault } from '../fault.mjs';

const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"';
const literally = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @type {(file: string, key: string, text: string) => string} the file's content, with the new text */
export const replaceWord = (file, key, text) => {
  const line = new RegExp(`(^\\s*${literally(JSON.stringify(key))}\\s*:\\s*)${STRING}`, 'm');
  const changed = file.replace(line, (_all, before) => before + JSON.stringify(text));
  // Files of words are one key a line; whatever else somebody made of one, nothing but this text may change.
  const wanted = { ...JSON.parse(file), [key]: text };
  if (!(key in JSON.parse(file)) || JSON.stringify(JSON.parse(changed)) !== JSON.stringify(wanted)) throw new Fault(`The text at "${key}" could not be replaced: is each key on a line of its own?`);
  return changed;
};
