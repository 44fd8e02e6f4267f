/** The names that things bear for ever: records, packs, questions, options. */

/** Tells strings apart that mean different things; nothing of it is there when the program runs. */
export type Branded<T, Name extends string> = T & { readonly __brand: Name };

/** 128 random bits as 32 hexadecimal digits, drawn on the device when a draft is begun. */
export type RecordId = Branded<string, 'RecordId'>;
export type PackId = Branded<string, 'PackId'>;
export type QuestionId = Branded<string, 'QuestionId'>;
export type OptionId = Branded<string, 'OptionId'>;

/** Packs, questions, options, scales and sets: never reused, so that an old answer keeps its meaning. */
export const NAME_PATTERN = /^[a-z][a-z0-9-]{0,39}$/;
/** Keys of words are flat. */
export const WORD_KEY_PATTERN = /^[a-z0-9.-]+$/;
export const RECORD_ID_PATTERN = /^[0-9a-f]{32}$/;

export const isRecordId = (text: unknown): text is RecordId =>
  typeof text === 'string' && RECORD_ID_PATTERN.test(text);

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Draws a record's id. `random` is the Env's. */
export const drawRecordId = (random: (bytes: number) => Uint8Array): RecordId => toHex(random(16)) as RecordId;
