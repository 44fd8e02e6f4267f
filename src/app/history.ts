/** The browser's history: stops of an interview are entries in it, but never in the address. */

export interface Entry {
  /** The stop, or `done` with the record that was handed in. */
  readonly place?: string;
  readonly record?: string;
  /** How many entries of this visit lie before it: none means that "back" would leave the app. */
  readonly n: number;
}

export const currentEntry = (): Entry => ({ n: 0, ...(history.state as Partial<Entry> | null) });

export const pushEntry = (path: string, entry: Omit<Entry, 'n'> = {}): void =>
  history.pushState({ ...entry, n: currentEntry().n + 1 }, '', path);

export const replaceEntry = (path: string, entry: Omit<Entry, 'n'> = {}): void => history.replaceState({ ...entry, n: currentEntry().n }, '', path);
