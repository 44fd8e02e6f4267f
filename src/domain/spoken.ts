/** How words become prompts: what is one clip, and how a sentence with a date or a number in it is said as several. */
/** One clip's worth of words. */
export interface Prompt {
  readonly name: string;
  readonly text: string;
  /** Something follows in the same sentence, so that the voice must not fall at its end. */
  readonly goesOn: boolean;
}

export interface Spoken {
  readonly prompts: readonly Prompt[];
  /** Clips by name and `{{slots}}`, in order. Empty where a key is not said at all. */
  readonly sequence: readonly string[];
}

/** What can be said of a value. A slot that is not here (a code, a version, another option) keeps its whole key silent. */
export const SLOTS: Readonly<Record<string, 'day' | 'number'>> = { date: 'day', n: 'number', all: 'number', count: 'number', minutes: 'number', seconds: 'number', mb: 'number' };

/** Above this a text is spoken a sentence a clip: at 24 kbit/s, and at 32 for people, a clip then stays below 40 kB. */
export const LONGEST_PROMPT = 140;

const SLOT = /\{\{(\w+)\}\}/g;
/** Somali and English end with a full stop, Bengali with a dari; a closing quotation mark may follow. No lookbehind: old iPhones can't read it. */
const SENTENCE_END = /([.?!।]["”’]?)\s+/gu;

const partsOf = (key: string, pieces: readonly string[]): Spoken => {
  const prompts: Prompt[] = [];
  const sequence = pieces.flatMap((piece, index) => {
    if (piece.startsWith('{{')) return [piece];
    if (!/[\p{L}\p{N}]/u.test(piece)) return [];
    const name = `${key}~${prompts.length + 1}`;
    prompts.push({ name, text: piece.trim(), goesOn: pieces[index + 1]?.startsWith('{{') ?? false });
    return [name];
  });
  return { prompts, sequence };
};

/** The prompts of one key. Values stand in slots of their own, in the order of this language. */
export const promptsOf = (key: string, text: string): Spoken => {
  const slots = Array.from(text.matchAll(SLOT), ([, name = '']) => name);
  if (slots.some((name) => !(name in SLOTS))) return { prompts: [], sequence: [] };
  if (slots.length > 0) return partsOf(key, text.split(/(\{\{\w+\}\})/));
  if (text.length <= LONGEST_PROMPT) return { prompts: [{ name: key, text, goesOn: false }], sequence: [key] };
  return partsOf(key, text.replace(SENTENCE_END, '$1\n').split('\n'));
};

/** Clips of numbers, days, months, years and letters: locales/<lang>/spoken.json. */
export const LARGEST_NUMBER = 59;

export const sayNumber = (value: number): readonly string[] | undefined =>
  Number.isInteger(value) && value >= 0 && value <= LARGEST_NUMBER ? [`say.number.${value}`] : undefined;

/** A day such as `2027-06-30`: day, month, year, in this order in all three languages. */
export const sayDay = (day: string): readonly string[] | undefined => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day) ?? [];
  return year === undefined ? undefined : [`say.day.${Number(date)}`, `say.month.${Number(month)}`, `say.year.${year}`];
};

/** A receipt code, letter by letter. */
export const sayCode = (code: string): readonly string[] =>
  Array.from(code.toLowerCase().replace(/[^a-z0-9]/g, ''), (letter) => (/\d/.test(letter) ? `say.number.${letter}` : `say.letter.${letter}`));

export type SpokenValues = Readonly<Record<string, string | number>>;

const sayValue = (slot: string, values: SpokenValues): readonly string[] | undefined => {
  const name = slot.slice(2, -2);
  const value = values[name];
  if (value === undefined) return undefined;
  return SLOTS[name] === 'day' ? sayDay(String(value)) : sayNumber(Number(value));
};

/**
 * The clips that say this key, in order; undefined where even one is missing, for half a sentence is worse than none.
 * Dates come in as days (`2027-06-30`), numbers as numbers. `lang` is the language of the voice, not of the page.
 */
export const clipsFor = (manifest: { readonly clips: Readonly<Record<string, unknown>>; readonly sequences: Readonly<Record<string, readonly string[]>> }, lang: string, key: string, values: SpokenValues = {}): readonly string[] | undefined => {
  const { count } = values;
  const plural = typeof count === 'number' ? `${key}_${new Intl.PluralRules(lang).select(count)}` : key;
  const own = plural in manifest.sequences || plural in manifest.clips ? plural : key;
  const names = (manifest.sequences[own] ?? [own]).map((name) => (name.startsWith('{{') ? sayValue(name, values) : [name]));
  const found = names.flatMap((each) => each ?? ['']);
  return found.length > 0 && found.every((name) => manifest.clips[name] !== undefined) ? found : undefined;
};
