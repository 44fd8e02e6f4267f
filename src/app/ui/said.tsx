/** Words for a person to read, and how they are put on the page with the language that they are in. */

export interface Said {
  readonly text: string;
  /** Only where it differs from the page's own. */
  readonly lang?: string;
}

/** The words themselves; a wrapper stands round them only where their language must be named. */
export const Say = ({ said }: { readonly said: Said }) =>
  said.lang === undefined ? <>{said.text}</> : <span lang={said.lang}>{said.text}</span>;

/** For an element whose whole content is these words, or whose `aria-label` they are. */
export const langOf = (said: Said): { readonly lang?: string } => (said.lang === undefined ? {} : { lang: said.lang });
