/** The `{{places}}` in a text that the app fills in: a translation keeps each of them, and adds none. */

/** Each once, in the order of the alphabet, as `{{date}}`. */
export const placeholdersIn = (text: string): readonly string[] => [...new Set(text.match(/\{\{[^}]*\}\}/g))].sort();

/** A number or a date that a translation lost, and places that nobody will ever fill. */
export interface PlaceholderFault {
  readonly lost: readonly string[];
  readonly strange: readonly string[];
}

export const placeholderFault = (english: string, text: string): PlaceholderFault | undefined => {
  const [wanted, found] = [placeholdersIn(english), placeholdersIn(text)];
  const lost = wanted.filter((place) => !found.includes(place));
  const strange = found.filter((place) => !wanted.includes(place));
  return lost.length + strange.length === 0 ? undefined : { lost, strange };
};
