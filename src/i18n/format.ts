/** Dates, numbers and lists in the person's language. Somali by our own tables: browsers have no data for it. */
import type { Language } from '../domain/language.ts';

/** CLDR's month names, as Node has them; Chromium has none and would print `2026 M11 23`. */
export const SOMALI_MONTHS = [
  'Jannaayo', 'Febraayo', 'Maarso', 'Abriil', 'Maayo', 'Juun',
  'Luulyo', 'Ogosto', 'Sebteembar', 'Oktoobar', 'Noofeembar', 'Diseembar',
] as const;

const LOCALES = { en: 'en-GB', bn: 'bn-BD' } as const;

/** A day such as `2027-06-30`: "30 June 2027", "30 Juun 2027", "৩০ জুন ২০২৭". Other text comes back as it is. */
export const formatDay = (lang: Language, day: string): string => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return day;
  if (lang === 'so') return `${Number(date)} ${SOMALI_MONTHS[Number(month) - 1] ?? month} ${year}`;
  // Part by part: the order is that of speech, and some versions put a comma before the year.
  const at = new Date(`${year}-${month}-${date}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(LOCALES[lang], { ...options, timeZone: 'UTC' }).format(at);
  return `${part({ day: 'numeric' })} ${part({ month: 'long' })} ${part({ year: 'numeric' })}`;
};

/** Bengali has digits of its own. Phone numbers, postcodes and receipt codes never come through here. */
export const formatNumber = (lang: Language, value: number): string =>
  new Intl.NumberFormat(lang === 'bn' ? 'bn-BD' : 'en-GB').format(value);

/** "a, b and c". */
export const formatList = (lang: Language, items: readonly string[]): string => {
  if (lang !== 'so') return new Intl.ListFormat(LOCALES[lang]).format(items);
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} iyo ${items.at(-1)}`;
};
