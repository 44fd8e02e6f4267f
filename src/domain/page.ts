/** How a page that is read before any script has run is put together: the shell, and one conversation inside it. */
import type { Language } from './language.ts';
import type { Pack, PackWords, ShelfPack } from './pack.ts';

/** The places in index.html that are filled in. */
export const SLOTS = { lang: '<!--lang-->', title: '<!--title-->', header: '<!--header-->', page: '<!--page-->' } as const;

/** What stands in the shell for one address. HTML, written at build or at publishing, never from a person's words. */
export interface PagePieces {
  readonly lang: string;
  readonly title: string;
  /** Inside `<header>`: home and the choice of language. */
  readonly header: string;
  /** Inside `#page`: `<main>`, and templates of the stops that follow it. */
  readonly page: string;
}

/** The shell with the pieces in their places; the council and the worker both do this, with the same result. */
export const composePage = (shell: string, pieces: PagePieces): string =>
  shell
    .replace(SLOTS.lang, () => pieces.lang)
    .replace(SLOTS.title, () => pieces.title)
    .replace(SLOTS.header, () => pieces.header)
    .replace(SLOTS.page, () => pieces.page);

/** What the prerender build exports. The council loads the built file and knows only this. */
export interface Prerender {
  /** `/<lang>/<pack>`: promise first, support and question one in templates after it. */
  readonly packPage: (pack: Pack, words: PackWords, lang: Language) => PagePieces;
  /** `/<lang>/<pack>/paper`: the same questions to print, a whole document of its own. */
  readonly paperPage: (pack: Pack, words: PackWords, lang: Language) => PagePieces;
  /** `/<lang>/`: what is open. */
  readonly conversationsPage: (packs: readonly ShelfPack[], lang: Language) => PagePieces;
  /** `/`: choose a language. */
  readonly welcomePage: () => PagePieces;
  /** `/<lang>/-/<screen>` before the script: the shell with a title and a word of patience. */
  readonly innerPage: (screen: string, lang: Language) => PagePieces;
}
