/** Gives espeak-ng a table of phonemes more, put together from those that it has: it can compile rules here, but no phonemes. */

/** A header: how many phonemes, which table it goes on from (counted from 1), two empty bytes, and a name. */
const HEADER_BYTES = 36;
const NAME_AT = 4;
/** One phoneme: four bytes of name, then what it does, by number in files that all tables share. */
const PHONEME_BYTES = 16;
const PHONEME_NAME_BYTES = 4;

/** @typedef {{ readonly header: Uint8Array, readonly phonemes: ReadonlyMap<string, Uint8Array> }} Table */
/** @typedef {{ readonly name: string, readonly like: string, readonly with: readonly (readonly [table: string, phoneme: string])[] }} NewTable */

const text = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('latin1').replace(/\0.*$/s, '');

/** @returns {ReadonlyMap<string, Table>} by name */
const tablesIn = (/** @type {Uint8Array} */ file) => {
  const tables = new Map();
  let at = NAME_AT;
  for (let left = file[0] ?? 0; left > 0; left -= 1) {
    const header = file.slice(at, at + HEADER_BYTES);
    at += HEADER_BYTES;
    const phonemes = new Map();
    for (let count = header[0] ?? 0; count > 0; count -= 1, at += PHONEME_BYTES) {
      phonemes.set(text(file.slice(at, at + PHONEME_NAME_BYTES)), file.slice(at, at + PHONEME_BYTES));
    }
    tables.set(text(header.slice(NAME_AT)), { header, phonemes });
  }
  if (at !== file.length) throw new Error('this espeak-ng keeps its phonemes in another way');
  return tables;
};

/**
 * espeak-ng's `phontab` with one table more: a table that is there, and single phonemes of others.
 * @type {(file: Uint8Array, table: NewTable) => Uint8Array}
 */
export const withTable = (file, { name, like, with: added }) => {
  const tables = tablesIn(file);
  const find = (/** @type {string} */ table, /** @type {string} */ phoneme) => {
    const found = tables.get(table)?.phonemes.get(phoneme);
    if (found === undefined) throw new Error(`espeak-ng has no phoneme ${phoneme} in its table ${table}`);
    return found;
  };
  const model = tables.get(like);
  if (model === undefined) throw new Error(`espeak-ng has no table ${like}`);
  const phonemes = [...model.phonemes.values(), ...added.map(([table, phoneme]) => find(table, phoneme))];
  const header = Uint8Array.from(model.header);
  header[0] = phonemes.length;
  header.fill(0, NAME_AT);
  header.set(Buffer.from(name, 'latin1'), NAME_AT);
  const whole = Buffer.concat([file, header, ...phonemes]);
  whole[0] = tables.size + 1;
  return Uint8Array.from(whole);
};
