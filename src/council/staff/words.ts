/** The words of the staff pages, in English, by typed key: a key that is not in locales/en/staff.json does not compile. */
import staff from '../../../locales/en/staff.json' with { type: 'json' };

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
export type StaffKey = WithoutPlural<keyof typeof staff & string>;
type Values = Readonly<Record<string, string | number>>;

const WORDS: Readonly<Record<string, string>> = staff;
const numbers = new Intl.NumberFormat('en-GB');
const plurals = new Intl.PluralRules('en-GB');

/** `count` chooses between the keys that end in `_one` and `_other`. */
export const say = (key: StaffKey, values: Values = {}): string => {
  const count = values['count'];
  const words = WORDS[typeof count === 'number' ? `${key}_${plurals.select(count)}` : key] ?? WORDS[key] ?? key;
  return words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? numbers.format(value) : value;
  });
};

/** The words for a name out of the data, such as a mode or a rung; one that has none is shown as it is. */
export const sayName = (group: 'mode' | 'rung' | 'why' | 'did' | 'kind', name: string): string => WORDS[`${group}.${name}`] ?? name;
